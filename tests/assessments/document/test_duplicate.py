"""Last year's assessment as the beginning of this year's."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments import actions, document
from assessments.models import Assessment, Measure, Risk
from assessments.since import states, version_before
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.evidence.models import Evidence
from tests import factories
from tests.factories.documents import snapshot

pytestmark = pytest.mark.django_db


def begin(rich: Assessment, by: User) -> Assessment:
    return actions.duplicate_assessment(
        assessment=rich, title="Aster 4, two years on", moment="Yearly review",
        system_version=rich.system_version, by=by, at=timezone.now(),
    )  # fmt: skip


def test_risks_keep_number_lineage_and_ratings_and_wait_to_be_looked_at(rich: Assessment, ines: User) -> None:
    new = begin(rich, ines)
    old = {risk["lineage"]: risk for risk in document.build(rich.pk)["risks"]}
    risks = document.build(new.pk)["risks"]
    assert [risk["reference"] for risk in risks] == ["R-1", "R-2", "R-4"]
    for risk in risks:
        was = old[risk["lineage"]]
        for name in (
            "reference",
            "title",
            "scale",
            "scope",
            "irremediability",
            "reasons",
            "rights",
            "groups",
        ):
            assert risk[name] == was[name]
        assert risk["stale"]["because"] == f"it was carried over from {rich.reference}"
        assert risk["judged"] is None
        assert risk["ratings"] == risk["comments"] == risk["decisions"] == []
    assert (new.status, new.based_on, new.system_version) == ("draft", rich, rich.system_version)


def test_closed_risks_stay_behind_and_their_numbers_are_not_given_again(rich: Assessment, ines: User) -> None:
    new = begin(rich, ines)
    assert not new.risks.filter(number=3).exists()
    rich.refresh_from_db()
    assert new.next_risk_number == rich.next_risk_number == 5


def test_deferred_risks_are_open_again_and_what_was_not_relevant_has_to_be_considered(
    rich: Assessment, ines: User
) -> None:
    new = begin(rich, ines)
    assert set(new.risks.values_list("standing", flat=True)) == {"open"}
    assert not new.closures.exists()
    assert rich.closures.count() == 3


def test_open_measures_come_along_with_their_owners_and_involvement_without_its_history(
    rich: Assessment, ines: User, tomas: User
) -> None:
    new = begin(rich, ines)
    [measure] = Measure.objects.filter(risk__assessment=new)
    assert (measure.title, measure.owner) == ("Filter letters", tomas)
    [risk, *_] = document.build(new.pk)["risks"]
    assert [row["replaced_at"] for row in risk["involvements"]] == [None, None, None]
    assert len(risk["occurrences"]) == 1


def test_evidence_comes_along_and_a_file_is_copied_so_that_each_keeps_its_own(
    rich: Assessment, ines: User, settings: Any, tmp_path: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    letter = factories.evidence_file(company=rich.company, root_id=rich.pk, added_by=ines)
    for number in (1, 2, 3):
        risk = rich.risks.get(number=number)
        factories.RiskEvidenceFactory.create(risk=risk, evidence=letter, stance="counters")
    with django_capture_on_commit_callbacks(execute=True):
        new = begin(rich, ines)
    risks = document.build(new.pk)["risks"]
    assert [[row["kind"] for row in risk["evidence"]] for risk in risks] == [
        ["quotation", "link", "file"], ["file"], [],
    ]  # fmt: skip
    [copy] = Evidence.objects.filter(root_id=new.pk, kind="file")
    assert copy.file.name != letter.file.name
    with copy.file.open("rb") as theirs, letter.file.open("rb") as ours:
        assert theirs.read() == ours.read()


def test_two_people_of_one_name_own_nothing_rather_than_the_wrong_measure(
    rich: Assessment, ines: User, company: Any
) -> None:
    namesake = factories.member(company, "viewer", name="Tomas Brandt")
    factories.MeasureFactory.create(risk=rich.risks.get(number=2), owner=namesake)
    new = begin(rich, ines)
    assert set(Measure.objects.filter(risk__assessment=new).values_list("owner", flat=True)) == {None}


def test_what_is_new_against_last_year_can_be_told(rich: Assessment, ines: User, tomas: User) -> None:
    snapshot(rich, by=tomas)
    new = begin(rich, ines)
    factories.RiskFactory.create(assessment=new, number=5)
    Risk.objects.filter(assessment=new, number=2).update(scale=1)
    found = states(version_before(new), new.risks.all())
    # The deferred one is open again, which is a change.
    assert {risk.reference: found[risk.pk].value for risk in new.risks.all()} == {
        "R-1": "unchanged", "R-2": "changed", "R-4": "changed", "R-5": "new",
    }  # fmt: skip


def test_one_event_says_of_what_it_is_a_copy(rich: Assessment, ines: User) -> None:
    new = begin(rich, ines)
    [event] = Event.objects.filter(action="assessment carried over")
    assert event.root_id == new.pk
    assert event.changes == {"from": rich.reference, "risks": 3, "left_out": 1}
    assert set(Event.objects.filter(root_id=new.pk).values_list("action", flat=True)) == {
        "assessment opened", "assessment carried over",
    }  # fmt: skip


@pytest.mark.parametrize("status", ["draft", "in_review", "approved", "superseded"])
def test_an_analyst_begins_with_it_whatever_its_status(
    client: Client, rich: Assessment, ines: User, status: str
) -> None:
    Assessment.objects.filter(pk=rich.pk).update(status=status)
    client.force_login(ines)
    address = f"/assessments/{rich.pk}/duplicate/"
    assert "look again" in client.get(address).content.decode()
    asked = {"title": "Next", "moment": "", "system_version": str(rich.system_version_id)}
    answer = client.post(address, asked, follow=True)
    new = Assessment.objects.get(based_on=rich)
    assert answer.redirect_chain == [(f"/assessments/{new.pk}/risks/", 302)]
    assert client.post(address, {"title": ""}).status_code == 422
    rich.refresh_from_db()
    assert rich.status == status


def test_nobody_else_begins_with_it(
    client: Client, rich: Assessment, tomas: User, victor: User, leila: User, nina: User, lantern: Any,
    api: Callable[[User | None], Any],
) -> None:  # fmt: skip
    factories.OrganisationGrantFactory.create(content_object=rich, organisation=lantern)
    for person, status in ((tomas, 403), (victor, 403), (leila, 403), (nina, 404)):
        client.force_login(person)
        address = f"/assessments/{rich.pk}/duplicate/"
        assert client.post(address, {"title": "Next"}).status_code == status
        assert api(person).post(f"/api/v1{address}", {"title": "Next"}).status_code == status


def test_the_api_begins_with_it_too(rich: Assessment, ines: User, api: Callable[[User | None], Any]) -> None:
    address = f"/api/v1/assessments/{rich.pk}/duplicate/"
    asked = {"title": "Next", "system_version": str(rich.system_version_id)}
    answer = api(ines).post(address, asked)
    assert answer.status_code == 201
    new = Assessment.objects.get(based_on=rich)
    assert answer["Location"].endswith(f"/api/v1/assessments/{new.pk}/")
    assert answer.json()["title"] == "Next"
    assert api(ines).post(address, {"title": " "}).status_code == 422
    other = factories.SystemVersionFactory.create()
    assert api(ines).post(address, {"title": "x", "system_version": str(other.pk)}).status_code == 422
