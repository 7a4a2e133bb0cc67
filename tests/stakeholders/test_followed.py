"""What changed because people were heard resolves to the very change; a promise without one says so."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments import actions as work
from assessments.entries import MeasureEntry, RiskEntry
from assessments.models import Risk
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from stakeholders import actions
from stakeholders.models import Engagement, Input, Request, StakeholderGroup
from stakeholders.rerating import Grades, backwards
from tests import factories

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]


def at(name: str, row: Any) -> str:
    return reverse(f"stakeholders:{name}", args=[row.engagement_id, row.pk])


def now(seconds: int = 0) -> Any:
    return timezone.now() + timedelta(seconds=seconds)


@pytest.fixture
def risk(engagement: Engagement) -> Risk:
    return factories.RiskFactory.create(
        assessment=engagement.assessment, scale=3, scope=3, irremediability=2, title="Borrowed voices"
    )


@pytest.fixture
def said(engagement: Engagement, families: StakeholderGroup, risk: Risk, elsa: User) -> Input:
    said = factories.InputFactory.create(engagement=engagement, group=families)
    actions.link_input(said=said, risk=risk, by=elsa, at=now(-60))
    return said


@pytest.fixture
def asked(engagement: Engagement, said: Input, elsa: User) -> Request:
    asked = factories.RequestFactory.create(engagement=engagement, number=1, input=said)
    return actions.answer_request(
        asked=asked, answer="accepted", reason="", expected_version=1, by=elsa, at=now()
    )


def entry_of(risk: Risk, **grades: int) -> RiskEntry:
    """Returns what a person says who changes nothing but these grades."""
    names = ("title", "category", "nature", "scale", "scope", "irremediability", "likelihood")
    reasons = ("scale_reason", "scope_reason", "irremediability_reason", "likelihood_reason")
    same = {name: getattr(risk, name) for name in (*names, *reasons)}
    return RiskEntry(**{**same, **grades})


def rated(risk: Risk, by: User, **grades: int) -> Event:
    found = Risk.objects.in_full().get(pk=risk.pk)
    work.revise_risk(
        risk=found, entry=entry_of(found, **grades), expected_version=found.version, by=by, at=now()
    )
    return Event.objects.filter(action="risk changed").latest("at")


def test_a_rating_is_read_backwards_change_by_change() -> None:
    steps = backwards(Grades(4, 3, 2), [{"scale": [3, 4]}, {"scale": [2, 3], "scope": [None, 3]}])
    assert [(step.before.band, step.after.band) for step in steps] == [(3, 4), (4, 3)]


def test_the_re_rating_after_an_input_is_what_changed_because_of_it(
    as_person: As, elsa: User, ines: User, tomas: User, said: Input, risk: Risk
) -> None:
    event = rated(risk, ines, scale=4)
    page = as_person(elsa).get(at("input", said)).text
    assert "Ines Duarte rated" in page
    assert "from 3 Serious to 4 Grave" in page
    assert risk.get_absolute_url() in page
    history = f"/assessments/{risk.assessment_id}/history/"
    assert history not in page, "she does not read the history"
    place = as_person(tomas).get(at("input", said)).text
    assert history in place
    link = next(part for part in place.split('href="') if part.startswith(history)).split('"')[0]
    assert f"event-{event.pk}" in as_person(tomas).get(link.split("#")[0].replace("&amp;", "&")).text


def test_what_changed_before_it_was_linked_did_not_change_because_of_it(
    as_person: As, elsa: User, ines: User, engagement: Engagement, risk: Risk, families: StakeholderGroup
) -> None:
    rated(risk, ines, scale=4)
    late = factories.InputFactory.create(engagement=engagement, group=families)
    actions.link_input(said=late, risk=risk, by=elsa, at=now(5))
    assert "What changed because of this" not in as_person(elsa).get(at("input", late)).text


def test_a_measure_and_another_look_are_changes_and_other_words_are_none(
    as_person: As, elsa: User, ines: User, said: Input, risk: Risk
) -> None:
    rated(risk, ines)  # only saved again
    page = as_person(elsa).get(at("input", said)).text
    assert "What changed because of this" not in page
    work.add_measure(risk=risk, entry=MeasureEntry(title="Call back first"), by=ines, at=now(1))
    risk.refresh_from_db()
    work.confirm_rating(risk=risk, expected_version=risk.version, by=ines, at=now(2))
    page = as_person(elsa).get(at("input", said)).text
    assert "Call back first" in page
    assert "the rating stands" in page


def test_accepted_without_any_change_is_visible(
    as_person: As, elsa: User, ines: User, asked: Request, risk: Risk
) -> None:
    address = reverse("stakeholders:requests", args=[asked.engagement_id])
    for page in (at("request", asked), address):
        assert "Accepted, and nothing has changed yet." in as_person(elsa).get(page).text
    event = rated(risk, ines, scale=4)
    data = {"change": str(event.pk), "version": str(asked.version)}
    assert as_person(ines).post(at("request_change", asked), data).status_code == 302
    page = as_person(elsa).get(at("request", asked)).text
    assert "nothing has changed yet" not in page
    assert "Named as what followed" in page


def test_the_record_gathers_what_came_of_it_as_far_as_one_may_read(
    as_person: As, elsa: User, victor: User, ines: User, asked: Request, said: Input, risk: Risk
) -> None:
    rated(risk, ines, scale=4)
    address = reverse("stakeholders:engagement", args=[asked.engagement_id])
    page = as_person(elsa).get(address).text
    assert "What changed because of this" in page
    assert "from 3 Serious to 4 Grave" in page
    assert "Accepted, and no change is named yet:" in page
    Input.objects.update(level="restricted")
    assert at("input", said) in as_person(elsa).get(address).text
    assert at("input", said) not in as_person(victor).get(address).text
    factories.put_at(asked.engagement, "sealed")
    sealed = as_person(elsa).get(address).text
    assert "What changed" not in sealed


def test_a_change_is_named_after_people_were_told_too(
    as_person: As, elsa: User, ines: User, asked: Request, risk: Risk
) -> None:
    told = actions.tell_people(
        asked=asked, told_on=timezone.localdate(), told_how="By message", expected_version=asked.version,
        by=elsa, at=now(),
    )  # fmt: skip
    event = rated(risk, ines, scale=4)
    data = {"change": str(event.pk), "version": str(told.version)}
    assert as_person(ines).post(at("request_change", asked), data).status_code == 302
    late = as_person(ines).post(at("request_change", asked), data)
    assert late.status_code == 409
    asked.refresh_from_db()
    assert (asked.change, asked.answer) == (event.pk, "accepted")


def test_what_was_declined_changed_nothing(as_person: As, ines: User, engagement: Engagement) -> None:
    asked = factories.RequestFactory.create(engagement=engagement)
    data = {"answer": "declined", "reason": "Too early.", "version": "1"}
    as_person(ines).post(at("request", asked), data)
    assert as_person(ines).post(at("request_change", asked), {"version": "2"}).status_code == 422


def test_changes_stand_in_the_api(api: Any, elsa: User, ines: User, asked: Request, risk: Risk) -> None:
    event = rated(risk, ines, scale=4)
    one = f"/api/v1/engagements/{asked.engagement_id}/"
    row = api(elsa).get(f"{one}requests/{asked.pk}/").data
    assert row["waits_for_a_change"] is True
    assert [change["event"] for change in row["changes"]] == [str(event.pk)]
    assert (
        "from 3 Serious to 4 Grave"
        in api(elsa).get(f"{one}inputs/").data["results"][0]["changes"][0]["sentence"]
    )
    named = api(ines).post(
        f"{one}requests/{asked.pk}/change/",
        {"change": str(event.pk), "version": row["version"]},
        format="json",
    )
    assert named.status_code == 200
    assert named.data["waits_for_a_change"] is False
    assert named.data["changes"][0]["is_named"] is True


def test_lists_ask_the_database_as_often_however_many_changes_there_are(
    as_person: As, elsa: User, ines: User, engagement: Engagement, asked: Request, risk: Risk,
    families: StakeholderGroup,
) -> None:  # fmt: skip
    client = as_person(elsa)
    pages = [reverse(f"stakeholders:{name}", args=[engagement.pk]) for name in ("inputs", "requests")]

    def queries(page: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    factories.RequestLinkFactory.create(request=asked, risk=risk)
    rated(risk, ines, scale=4)
    for page in pages:
        client.get(page)
    few = [queries(page) for page in pages]
    for n in range(8):
        one = factories.InputFactory.create(engagement=engagement, group=families)
        actions.link_input(said=one, risk=risk, by=elsa, at=now())
        more = factories.RequestFactory.create(engagement=engagement, number=10 + n, input=one)
        factories.RequestLinkFactory.create(request=more, risk=risk)
        rated(risk, ines, scale=3 + n % 2)
    assert [queries(page) for page in pages] == few
    assert max(few) <= 18
