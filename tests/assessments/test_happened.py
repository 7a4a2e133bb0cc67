"""Occurrences, measures and stale ratings: what is recorded, what follows, and what is forgotten."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments import actions
from assessments.entries import MeasureEntry, OccurrenceEntry, RiskEntry
from assessments.models import Assessment, Measure, Moment, Occurrence, Risk
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.lib.errors import Refused, Stale
from tests import factories

pytestmark = pytest.mark.django_db
AT = timezone.now()
TODAY = timezone.localdate(AT)
HAPPENED = OccurrenceEntry(
    what="A patient read her own letter in an answer.", happened_on=date(2026, 3, 17), country="NO",
    people="2 to 5", source="A newspaper of record", claim_status="reported",
)  # fmt: skip


def stored(risk: Risk) -> Risk:
    return Risk.objects.get(pk=risk.pk)


@pytest.mark.parametrize("nature", ["actual", "potential"])
def test_what_happened_makes_the_rating_stale_whether_actual_or_potential(
    assessment: Assessment, ines: User, nature: str
) -> None:
    likelihood = None if nature == "actual" else 3
    risk = factories.RiskFactory.create(assessment=assessment, nature=nature, likelihood=likelihood)
    before = stored(risk)
    actions.record_occurrence(risk=risk, entry=HAPPENED, by=ines, at=AT)
    now = stored(risk)
    assert now.is_stale
    assert now.stale_because.startswith("a time when it happened was recorded")
    assert (now.band, now.order_key, now.nature) == (before.band, before.order_key, before.nature)


@pytest.mark.parametrize(("scale", "proposed"), [(3, 0), (4, 1), (5, 1)])
def test_a_grave_occurrence_proposes_a_moment_to_look_and_a_lesser_one_does_not(
    assessment: Assessment, ines: User, scale: int, proposed: int
) -> None:
    risk = factories.RiskFactory.create(assessment=assessment, scale=scale, scope=1, irremediability=1)
    for _ in range(2):
        actions.record_occurrence(risk=risk, entry=HAPPENED, by=ines, at=AT)
    found = Moment.objects.filter(system=assessment.system, kind="incident", risk=risk)
    assert found.count() == proposed


@pytest.mark.parametrize(
    ("precision", "kept", "said"),
    [
        ("day", date(2026, 3, 17), "17 March 2026"),
        ("month", date(2026, 3, 1), "March 2026"),
        ("year", date(2026, 1, 1), "2026"),
    ],
)
def test_a_date_is_never_more_exact_than_it_is_known(
    risk: Risk, ines: User, precision: str, kept: date, said: str
) -> None:
    entry = replace(HAPPENED, precision=precision)
    found = actions.record_occurrence(risk=risk, entry=entry, by=ines, at=AT)
    assert (found.happened_on, found.when) == (kept, said)
    assert found.where == "Norway"


def test_nothing_has_happened_tomorrow(risk: Risk, ines: User) -> None:
    entry = replace(HAPPENED, happened_on=TODAY + timedelta(days=1))
    with pytest.raises(Refused) as refusal:
        actions.record_occurrence(risk=risk, entry=entry, by=ines, at=AT)
    assert "happened_on" in refusal.value.fields


def test_an_occurrence_is_corrected_by_one_at_a_time_and_removed_with_a_reason(
    risk: Risk, ines: User
) -> None:
    found = actions.record_occurrence(risk=risk, entry=HAPPENED, by=ines, at=AT)
    better = replace(HAPPENED, what="Two patients did.", claim_status="court_finding")
    given = {"occurrence": found, "entry": better, "by": ines, "at": AT}
    assert actions.revise_occurrence(**given, expected_version=1).version == 2
    with pytest.raises(Stale):
        actions.revise_occurrence(**given, expected_version=1)
    gone = {"occurrence": found, "by": ines, "at": AT}
    with pytest.raises(Stale):
        actions.remove_occurrence(**gone, reason="Told twice.", expected_version=1)
    with pytest.raises(Refused):
        actions.remove_occurrence(**gone, reason=" ", expected_version=2)
    actions.remove_occurrence(**gone, reason="Told twice.", expected_version=2)
    assert not Occurrence.objects.exists()
    with pytest.raises(Refused, match="removed meanwhile"):
        actions.remove_occurrence(**gone, reason="Again.", expected_version=2)
    written = str([vars(event) for event in Event.objects.all()])
    assert "patient" not in written, "what happened to people may have to be forgotten"
    assert "Told twice." in written


def test_a_measure_belongs_to_somebody_of_the_company(
    risk: Risk, ines: User, nina: User, victor: User
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.add_measure(risk=risk, entry=MeasureEntry(title="Filter", owner=nina), by=ines, at=AT)
    assert "owner" in refusal.value.fields
    entry = MeasureEntry(title="Filter", owner=victor, due_on=TODAY - timedelta(days=1))
    late = actions.add_measure(risk=risk, entry=entry, by=ines, at=AT)
    assert late.is_overdue(on=TODAY)
    assert list(Measure.objects.overdue(on=TODAY)) == [late]
    done = actions.revise_measure(
        measure=late, entry=replace(entry, status="done"), expected_version=1, by=ines, at=AT
    )
    assert not done.is_overdue(on=TODAY)
    with pytest.raises(Stale):
        actions.revise_measure(measure=late, entry=entry, expected_version=1, by=ines, at=AT)


def test_reasons_to_look_again_stand_side_by_side_until_somebody_looks(risk: Risk, ines: User) -> None:
    actions.mark_stale(risk=risk, because="people were heard", by=ines, at=AT)
    later = AT + timedelta(hours=1)
    actions.mark_stale(risk=risk, because="a court ruled", by=ines, at=later)
    actions.mark_stale(risk=risk, because="a court ruled", by=ines, at=later)
    now = stored(risk)
    assert (now.stale_because, now.stale_since) == ("people were heard; a court ruled", AT)
    actions.mark_stale(risk=risk, because="x" * 290, by=ines, at=later)
    assert stored(risk).stale_because == "x" * 290


def test_looking_again_says_who_and_when_and_moves_nothing(risk: Risk, ines: User) -> None:
    stale = actions.mark_stale(risk=risk, because="people were heard", by=ines, at=AT)
    with pytest.raises(Stale):
        actions.confirm_rating(risk=risk, expected_version=stale.version - 1, by=ines, at=AT)
    looked = AT + timedelta(days=1)
    actions.confirm_rating(risk=risk, expected_version=stale.version, by=ines, at=looked)
    now = stored(risk)
    assert not now.is_stale
    assert (now.judged_by, now.judged_at, now.band) == (ines, looked, risk.severity.band)


def test_a_form_that_was_open_before_clears_no_reason_unseen(risk: Risk, ines: User) -> None:
    entry = RiskEntry(
        title="Letters", category=risk.category, nature="potential", scale=1, scope=1, irremediability=1,
        scale_reason="a", scope_reason="b", irremediability_reason="c",
    )  # fmt: skip
    actions.record_occurrence(risk=risk, entry=HAPPENED, by=ines, at=AT)
    with pytest.raises(Stale):
        actions.revise_risk(risk=risk, entry=entry, expected_version=1, by=ines, at=AT)
    actions.revise_risk(risk=risk, entry=entry, expected_version=stored(risk).version, by=ines, at=AT)
    assert not stored(risk).is_stale


@pytest.fixture
def page(client: Client, ines: User, risk: Risk) -> Any:
    """Returns `page(path, data)` below the risk, by Ines."""
    client.force_login(ines)

    def asked(path: str = "", data: dict[str, Any] | None = None) -> Any:
        address = f"{risk.get_absolute_url()}{path}"
        return client.post(address, data) if data is not None else client.get(address)

    return asked


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "what": "A patient read her own letter.", "happened_on": "2026-03-17", "precision": "month",
        "country": "NO", "people": "One", "source": "A newspaper", "claim_status": "reported", **changes,
    }  # fmt: skip


def test_an_occurrence_on_the_page_names_its_readers_and_shows_up(page: Any, risk: Risk) -> None:
    assert "Read by Torvane AI" in page("occurrences/").text
    refused = page("occurrences/", typed(source="", happened_on="2999-01-01"))
    assert refused.status_code == 422
    assert "A patient read" in refused.text, "what was typed is still there"
    assert page("occurrences/", typed()).status_code == 302
    shown = page().text
    assert "March 2026" in shown
    assert "Rating to be looked at again: because a time when it happened was recorded" in shown


def test_the_register_says_why_a_rating_is_looked_at_again(
    client: Client, assessment: Assessment, risk: Risk, ines: User
) -> None:
    factories.RiskFactory.create(assessment=assessment, title="A fresh one")
    actions.mark_stale(risk=risk, because="people were heard", by=ines, at=AT)
    client.force_login(ines)
    address = f"/assessments/{assessment.pk}/risks/"
    assert client.get(address).text.count("Rating to be looked at again: because people were heard.") == 1
    assert "A fresh one" not in client.get(address, {"stale": "1"}).text


def test_two_people_who_correct_one_occurrence_see_both_texts(page: Any, risk: Risk) -> None:
    found = factories.OccurrenceFactory.create(risk=risk)
    address = f"occurrences/{found.pk}/"
    assert page(address, typed(version="1", what="Theirs")).status_code == 302
    clash = page(address, typed(version="1", what="Mine"))
    assert clash.status_code == 409
    assert '“<span dir="auto">Mine</span>”' in clash.text
    assert "Theirs" in clash.text
    assert page(address, typed(version="2", what="Mine")).status_code == 302
    assert page(f"{address}removal/", {"reason": "", "version": "3"}).status_code == 422
    assert page(f"{address}removal/", {"reason": "Told twice.", "version": "3"}).status_code == 302


def test_a_measure_on_the_page_says_when_it_is_overdue(page: Any, risk: Risk, ines: User) -> None:
    day = (TODAY - timedelta(days=2)).isoformat()
    made = page("measures/", {"title": "Filter letters", "owner": str(ines.pk), "due_on": day})
    assert made.status_code == 302
    assert '<strong class="overdue">Overdue</strong>' in page().text
    measure = Measure.objects.get()
    done = {"title": "Filter letters", "due_on": day, "status": "done", "version": "1"}
    assert page(f"measures/{measure.pk}/", done).status_code == 302
    assert page(f"measures/{measure.pk}/", done | {"title": "Other"}).status_code == 409
    assert "Overdue" not in page().text


def test_the_rating_is_confirmed_on_a_page_of_its_own(page: Any, risk: Risk, ines: User) -> None:
    actions.mark_stale(risk=risk, because="people were heard", by=ines, at=AT)
    assert "because people were heard" in page("confirmation/").text
    assert page("confirmation/", {"version": "1"}).status_code == 409
    assert page("confirmation/", {"version": "2"}).status_code == 302
    assert "looked at again" not in page().text


def test_who_only_reads_sees_the_lists_without_a_form(page: Any, risk: Risk, victor: User) -> None:
    factories.OccurrenceFactory.create(risk=risk)
    client = Client()
    client.force_login(victor)
    for path in ("occurrences/", "measures/", "evidence/", "decisions/"):
        address = f"{risk.get_absolute_url()}{path}"
        shown = client.get(address)
        assert shown.status_code == 200
        assert 'method="post" novalidate' not in shown.text
        assert client.post(address, {}).status_code == 403
