"""Sealed words are in no answer, no list, no number and no history, whoever asks and by whichever door."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, Risk
from hrdd.accounts.models import Membership, Role, User
from hrdd.audit.models import Event
from stakeholders import actions
from stakeholders.models import Engagement, SealedOpening, StakeholderGroup
from tests import factories
from tests.contracts.addresses import routes

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
NOW, WORD = timezone.now(), "quillwater"


def at(name: str, *args: Any) -> str:
    return reverse(f"stakeholders:{name}", args=args)


@pytest.fixture
def secret(
    assessment: Assessment, risk: Risk, families: StakeholderGroup, elsa: User, ines: User
) -> SimpleNamespace:
    """Returns a sealed record full of one word, and a sealed input full of it in an open record."""
    record = factories.EngagementFactory.create(
        assessment=assessment, number=77, title=f"Evening {WORD}", summary=WORD, status="recorded",
        held_on=timezone.localdate(), recorded_at=NOW, created_by=elsa,
    )  # fmt: skip
    by = {"by": elsa, "at": NOW}
    inside = {"engagement": record, "group": families}
    said = factories.InputFactory.create(**inside, words=WORD, told=WORD)
    actions.link_input(said=said, risk=risk, **by)
    factories.ParticipationFactory.create(**inside, people=1234567, note=WORD)
    factories.RequestFactory.create(engagement=record, input=said, text=WORD)
    factories.FollowUpFactory.create(engagement=record, note=WORD)
    factories.PlannedEngagementFactory.create(assessment=assessment, group=families, engagement=record)
    record = actions.seal_record(engagement=record, expected_version=record.version, **by)
    opened = factories.EngagementFactory.create(assessment=assessment, number=78, title="Open evening")
    inner = factories.InputFactory.create(engagement=opened, group=families, words=WORD, told=WORD)
    inner = actions.seal_input(said=inner, expected_version=1, **by)
    return SimpleNamespace(record=record, opened=opened, said=said, inner=inner)


@pytest.mark.parametrize("name", ["elsa", "ines", "tomas", "ada", "omar", "leila"])
def test_sealed_words_are_in_no_answer(
    secret: SimpleNamespace, request: pytest.FixtureRequest, name: str, as_person: As, api: Any,
    reviewer_grant: Any, auditor_grant: Any,
) -> None:  # fmt: skip
    person = request.getfixturevalue(name)
    browser, program = as_person(person), api(person)
    ids = {
        "assessments": secret.record.assessment_id, "systems": secret.record.system_id, "part": "about",
        "input_pk": secret.said.pk, "request_pk": secret.record.requests.get().pk, "risk_pk": None,
        "follow_up_pk": secret.record.follow_ups.get().pk,
    }  # fmt: skip
    ids["risk_pk"] = Risk.objects.get().pk
    for record in (secret.record, secret.opened):
        rows = {**ids, "engagements": record.pk}
        if record == secret.opened:
            rows["input_pk"] = secret.inner.pk
        for route in routes():
            keys = {route.prefix if kwarg == "pk" else kwarg for kwarg in route.kwargs}
            if not keys <= set(rows) or route.name in ("account_logout", "readyz"):
                continue
            answer = (program if route.is_api else browser).get(route.address(rows))
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert WORD.encode() not in body.lower(), route.name
            assert b"1234567" not in body, route.name


def test_leads_alone_see_that_a_sealed_record_exists(
    secret: SimpleNamespace, as_person: As, elsa: User, tomas: User, ada: User, ines: User
) -> None:
    page = as_person(elsa).get(at("list")).text
    assert "Sealed record 77" in page
    for person in (tomas, ada, ines):
        client = as_person(person)
        assert "Sealed record" not in client.get(at("list")).text
        assert "Sealed record" not in client.get(at("for_assessment", secret.record.assessment_id)).text
        assert client.get(secret.record.get_absolute_url()).status_code == 404


def test_each_reading_is_told_to_those_alone_who_may_open(
    secret: SimpleNamespace, as_person: As, elsa: User, tomas: User, ada: User, company: Any
) -> None:
    opening = actions.ask_opening(engagement=secret.record, reason="A threat.", by=elsa, at=NOW)
    actions.agree_opening(opening=opening, by=tomas, at=NOW)
    actions.read_sealed(opening=opening, by=tomas, at=NOW)
    told = "Tomas Brandt read what is sealed: Sealed record 77"
    assert told in as_person(elsa).get(at("opening", secret.record.pk, opening.pk)).text
    assert "Sealed record" not in as_person(ada).get("/history/").text
    Membership.objects.create(user=ada, organisation=company, role=Role.APPROVER, started_at=NOW)
    assert told in as_person(User.objects.get(pk=ada.pk)).get("/history/").text
    assert Event.objects.filter(target_label__icontains=WORD).count() == 0


def test_a_second_person_finds_on_home_that_she_is_asked(
    secret: SimpleNamespace, as_person: As, elsa: User, tomas: User, ines: User
) -> None:
    opening = actions.ask_opening(engagement=secret.record, reason="A threat.", by=elsa, at=NOW)
    address = at("opening", secret.record.pk, opening.pk)
    assert address in as_person(tomas).get("/").text
    assert address not in as_person(elsa).get("/").text
    assert address not in as_person(ines).get("/").text


def test_two_people_open_read_and_unseal_on_pages(
    secret: SimpleNamespace, as_person: As, elsa: User, tomas: User, ada: User
) -> None:
    lead, approver, pk = as_person(elsa), as_person(tomas), secret.record.pk
    assert lead.post(at("openings", pk), {"what": "record", "reason": ""}).status_code == 422
    assert lead.post(at("openings", pk), {"what": "odd", "reason": "x"}).status_code == 422
    asked = lead.post(at("openings", pk), {"what": "record", "reason": "A threat."})
    assert asked.status_code == 302
    opening = SealedOpening.objects.get()
    for client in (lead, approver):
        assert client.get(at("opening_reading", pk, opening.pk)).status_code == 403
    assert lead.post(at("opening_agreement", pk, opening.pk)).status_code == 422
    assert approver.post(at("opening_agreement", pk, opening.pk)).status_code == 302
    assert as_person(ada).get(at("opening_reading", pk, opening.pk)).status_code == 404
    for client in (lead, approver):
        page = client.get(at("opening_reading", pk, opening.pk))
        assert page.status_code == 200
        assert f"Evening {WORD}" in page.text
        assert "1234567" in page.text
        assert "no-store" in page["Cache-Control"]
    assert WORD not in approver.get(at("opening", pk, opening.pk)).text
    address = at("unsealing", pk, opening.pk)
    assert lead.post(address, {"level": "internal", "reason": ""}).status_code == 422
    assert lead.post(address, {"level": "sealed", "reason": "x"}).status_code == 422
    assert lead.post(address, {"level": "internal", "reason": "They are safe."}).status_code == 302
    assert f"Evening {WORD}" in lead.get(at("list")).text
    assert approver.get(at("opening_reading", pk, opening.pk)).status_code == 403


def test_an_opening_that_ran_out_reads_nothing_on_the_page(
    secret: SimpleNamespace, as_person: As, elsa: User, tomas: User
) -> None:
    long_ago = NOW - timedelta(hours=2)
    opening = actions.ask_opening(engagement=secret.record, reason="A threat.", by=elsa, at=long_ago)
    actions.agree_opening(opening=opening, by=tomas, at=long_ago)
    client = as_person(elsa)
    assert client.get(at("opening_reading", secret.record.pk, opening.pk)).status_code == 403
    assert "Ran out" in client.get(at("opening", secret.record.pk, opening.pk)).text
    assert client.post(at("opening_end", secret.record.pk, opening.pk)).status_code == 422
    asked = client.post(at("openings", secret.record.pk), {"what": "record", "reason": "Again."})
    assert asked.status_code == 302, "it can be asked for anew"


def test_one_person_alone_opens_nothing_by_the_api(
    secret: SimpleNamespace, api: Any, elsa: User, tomas: User, ines: User
) -> None:
    address = f"/api/v1/engagements/{secret.record.pk}/openings/"
    lead = api(elsa)
    made = lead.post(address, {"reason": "A threat."}, format="json")
    assert made.status_code == 201
    assert lead.post(address, {"reason": "A threat."}, format="json").status_code == 422
    one = f"{address}{made.json()['id']}/"
    assert lead.post(f"{one}agreement/").status_code == 422
    assert lead.post(f"{one}readings/").status_code == 403
    unsealing = {"level": "internal", "reason": "Mine."}
    assert lead.post(f"{one}unsealing/", unsealing, format="json").status_code == 422
    assert api(ines).post(f"{one}agreement/").status_code == 404
    assert api(tomas).post(f"{one}agreement/").status_code == 200
    read = api(tomas).post(f"{one}readings/")
    assert read.status_code == 201
    assert (read.json()["record"]["summary"], read.json()["inputs"][0]["words"]) == (WORD, WORD)
    assert lead.post(f"{one}end/").status_code == 200
    assert api(tomas).post(f"{one}readings/").status_code == 403


def test_a_person_with_both_roles_is_still_one_person(
    secret: SimpleNamespace, as_person: As, elsa: User, company: Any
) -> None:
    Membership.objects.create(user=elsa, organisation=company, role=Role.APPROVER, started_at=NOW)
    client, pk = as_person(elsa), secret.record.pk
    client.post(at("openings", pk), {"what": "record", "reason": "A threat."})
    opening = SealedOpening.objects.get()
    assert client.post(at("opening_agreement", pk, opening.pk)).status_code == 422
    assert client.get(at("opening_reading", pk, opening.pk)).status_code == 403


def test_an_approver_opens_what_is_sealed_in_a_record_she_does_not_read(
    secret: SimpleNamespace, as_person: As, elsa: User, tomas: User
) -> None:
    Engagement.objects.filter(pk=secret.opened.pk).update(level="restricted")
    approver, pk = as_person(tomas), secret.opened.pk
    assert approver.get(secret.opened.get_absolute_url()).status_code == 404
    page = approver.get(at("openings", pk))
    assert page.status_code == 200
    assert "Open evening" not in page.text


def test_a_lead_seals_on_pages_and_stale_ones_are_told(
    as_person: As, elsa: User, engagement: Engagement, families: StakeholderGroup, ines: User
) -> None:
    said = factories.InputFactory.create(engagement=engagement, group=families)
    client = as_person(elsa)
    inner = at("input_sealing", engagement.pk, said.pk)
    assert client.post(inner, {"version": "9"}).status_code == 409
    assert client.post(inner, {"version": "1"}).status_code == 302
    address = at("sealing", engagement.pk)
    assert as_person(ines).post(address, {"version": "1"}).status_code == 403
    assert client.post(address, {"version": "9"}).status_code == 409
    assert client.post(address, {"version": "1"}).status_code == 302
    assert client.get(address).status_code == 403
    assert Engagement.objects.get(pk=engagement.pk).title == ""


def test_no_form_and_no_program_writes_the_level_sealed(
    as_person: As, api: Any, elsa: User, engagement: Engagement, families: StakeholderGroup
) -> None:
    data = {"title": "x", "stage": "deploy", "method": "survey", "level": "sealed", "version": "1"}
    assert as_person(elsa).post(at("step", engagement.pk, "about"), data).status_code == 422
    sent = api(elsa).patch(f"/api/v1/engagements/{engagement.pk}/", {"level": "sealed"}, format="json")
    assert sent.status_code in (400, 422)
    body = {"group": str(families.pk), "kind": "view", "told": "x", "level": "sealed"}
    said = api(elsa).post(f"/api/v1/engagements/{engagement.pk}/inputs/", body, format="json")
    assert said.status_code in (400, 422)


def test_openings_take_as_many_queries_for_many_as_for_few(
    secret: SimpleNamespace, as_person: As, elsa: User, django_assert_max_num_queries: Any
) -> None:
    for _number in range(12):
        factories.SealedOpeningFactory.create(engagement=secret.record, ended_at=NOW)
    client = as_person(elsa)
    with django_assert_max_num_queries(15):
        assert client.get(at("openings", secret.record.pk)).status_code == 200
