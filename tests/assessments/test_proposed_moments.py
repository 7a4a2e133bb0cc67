"""What makes the workbench propose a moment to assess, and what does not."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments import actions
from assessments.entries import Grades, RiskEntry, SystemFacts
from assessments.models import Assessment, Moment, Risk
from assessments.moments import AFTER_INCIDENT, AFTER_VERSION, Fate, fate, is_incident, look_at_version_by
from assessments.severity import Nature, Severity
from hrdd.accounts.models import Organisation, User
from taxonomy.models import Category, Group
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def by(ines: User) -> dict[str, Any]:
    return {"by": ines, "at": NOW}


def entry(assessment: Assessment, **said: Any) -> RiskEntry:
    facts = {"nature": "actual", "scale": 4, "scope": 2, "irremediability": 3, **said}
    return RiskEntry(title="Letters come back", category=category(assessment), **facts)


def grades(grade: int) -> Grades:
    measures = dict.fromkeys(("scale", "scope", "irremediability"), grade)
    return Grades(**measures, **dict.fromkeys((f"{name}_reason" for name in measures), "Children were hit."))


def category(assessment: Assessment) -> Category:
    return Category.objects.get(edition=assessment.edition, code="PRI")


def test_an_incident_of_band_4_proposes_a_moment_once(assessment: Assessment, by: dict[str, Any]) -> None:
    risk = actions.record_risk(assessment=assessment, entry=entry(assessment), **by)
    moment = Moment.objects.get()
    assert (moment.system, moment.kind, moment.risk) == (assessment.system, "incident", risk)
    assert moment.expected_by == TODAY + AFTER_INCIDENT
    assert moment.is_proposed
    assert "R-1" in moment.proposed_because
    again = actions.propose_after_incident(risk=risk, **by)
    assert again == moment
    assert Moment.objects.count() == 1


@pytest.mark.parametrize(
    "said",
    [
        {"scale": 3, "scope": 3, "irremediability": 3},
        {"nature": "potential", "scale": 5, "likelihood": 5},
        {"scale": 1, "scope": 5, "irremediability": 5},
    ],
)
def test_an_incident_of_band_3_or_a_potential_risk_never_does(
    assessment: Assessment, by: dict[str, Any], said: dict[str, Any]
) -> None:
    actions.record_risk(assessment=assessment, entry=entry(assessment, **said), **by)
    assert not Moment.objects.exists()


def test_what_is_unknown_counts_as_grave(assessment: Assessment, by: dict[str, Any]) -> None:
    actions.record_risk(assessment=assessment, entry=entry(assessment, scale=3, scope=None), **by)
    assert Moment.objects.get().kind == "incident"


def test_a_risk_that_turns_out_to_have_happened_proposes_and_a_later_change_does_not_again(
    assessment: Assessment, by: dict[str, Any]
) -> None:
    could = entry(assessment, nature="potential", likelihood=2)
    risk = actions.record_risk(assessment=assessment, entry=could, **by)
    has = replace(could, nature="actual", likelihood=None)
    actions.revise_risk(risk=risk, entry=has, expected_version=1, **by)
    moment = Moment.objects.get()
    Moment.objects.update(waived_at=NOW, waived_by=by["by"], waived_reason="Looked at in A-11.")
    actions.revise_risk(risk=risk, entry=replace(has, title="Letters"), expected_version=2, **by)
    assert list(Moment.objects.all()) == [moment], "what was waived is not asked again over a new wording"


def test_an_incident_that_becomes_graver_proposes(assessment: Assessment, by: dict[str, Any]) -> None:
    mild = entry(assessment, scale=2, scope=2, irremediability=2)
    risk = actions.record_risk(assessment=assessment, entry=mild, **by)
    assert not Moment.objects.exists()
    actions.revise_risk(risk=risk, entry=replace(mild, scale=4), expected_version=1, **by)
    assert Moment.objects.get().risk == risk


def test_an_incident_that_is_grave_for_one_group_proposes_and_says_its_band(
    assessment: Assessment, by: dict[str, Any]
) -> None:
    mild = entry(assessment, scale=2, scope=2, irremediability=2)
    risk = actions.record_risk(assessment=assessment, entry=mild, **by)
    factories.OccurrenceFactory.create(risk=risk)
    children = Group.objects.get(code="children")
    rating = actions.rate_group(risk=risk, group=children, grades=grades(3), **by)
    assert not Moment.objects.exists(), "serious, and not grave"
    actions.revise_group_rating(rating=rating, grades=grades(5), expected_version=1, **by)
    moment = Moment.objects.get()
    assert (moment.risk, moment.kind) == (risk, "incident")
    assert "band 5" in moment.proposed_because
    Moment.objects.update(waived_at=NOW, waived_by=by["by"], waived_reason="Looked at in A-11.")
    actions.revise_group_rating(rating=rating, grades=grades(4), expected_version=2, **by)
    assert list(Moment.objects.all()) == [moment], "it was an incident before"


def test_a_group_hit_hard_from_the_start_proposes_and_a_potential_risk_does_not(
    assessment: Assessment, by: dict[str, Any]
) -> None:
    children = Group.objects.get(code="children")
    mild = entry(assessment, scale=2, scope=2, irremediability=2)
    could = replace(mild, nature="potential", likelihood=5)
    for risk_entry, proposed in ((could, 0), (mild, 1)):
        risk = actions.record_risk(assessment=assessment, entry=risk_entry, **by)
        actions.rate_group(risk=risk, group=children, grades=grades(5), **by)
        assert Moment.objects.count() == proposed


def test_without_a_risk_the_same_words_are_proposed_once_while_open(
    assessment: Assessment, by: dict[str, Any]
) -> None:
    said = {"system": assessment.system, "kind": "market", "because": "A country was added.", **by}
    for what in ("Aster 4 in Brazil", "Aster 4 in Brazil", "Aster 4 in Kenya"):
        actions.propose_moment(what=what, expected_by=TODAY, **said)
    assert Moment.objects.count() == 2


def test_the_database_holds_one_open_moment_per_incident(risk: Risk, by: dict[str, Any]) -> None:
    moment = actions.propose_after_incident(risk=risk, **by)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.MomentFactory.create(system=moment.system, kind="incident", risk=risk)


def test_the_words_of_a_proposal_name_the_risk_and_tell_nothing_of_it(
    assessment: Assessment, by: dict[str, Any]
) -> None:
    actions.record_risk(assessment=assessment, entry=entry(assessment), **by)
    moment = Moment.objects.get()
    assert "Letters come back" not in moment.what + moment.proposed_because
    assert "R-1 of A-12" in moment.what


def test_long_words_are_cut_to_what_the_column_holds(assessment: Assessment, by: dict[str, Any]) -> None:
    made = actions.propose_moment(
        system=assessment.system, kind="review", what="y" * 500, because="z" * 500, expected_by=TODAY, **by
    )
    assert (len(made.what), len(made.proposed_because)) == (300, 300)


def test_a_new_version_proposes_a_moment(assessment: Assessment, by: dict[str, Any]) -> None:
    actions.add_system_version(system=assessment.system, name="4.1", **by)
    moment = Moment.objects.get()
    assert (moment.kind, moment.expected_by, moment.is_proposed) == (
        "capability", TODAY + AFTER_VERSION, True,
    )  # fmt: skip
    assert "4.1" in moment.what


def test_a_new_country_proposes_a_moment_and_one_that_stays_does_not(
    assessment: Assessment, by: dict[str, Any]
) -> None:
    system = assessment.system

    def now_in(*countries: str, version: int) -> None:
        actions.revise_system(
            system=system, name=system.name, kind=system.kind, description="", expected_version=version,
            facts=SystemFacts(countries=countries), **by,
        )  # fmt: skip

    now_in("BR", version=1)
    now_in("BR", "KE", version=2)
    now_in("KE", version=3)
    found = Moment.objects.order_by("id").values_list("kind", "what")
    assert [kind for kind, _what in found] == ["market", "market"]
    assert [what.rpartition(" ")[2] for _kind, what in found] == ["Brazil", "Kenya"]


def test_a_system_that_begins_somewhere_proposes_nothing(company: Organisation, by: dict[str, Any]) -> None:
    actions.create_system(
        company=company, name="Lyra", kind="application", description="",
        facts=SystemFacts(countries=("BR",)), **by,
    )  # fmt: skip
    assert not Moment.objects.exists()


def test_the_rules_without_a_database() -> None:
    assert is_incident(Severity(4, 1, 1, Nature.ACTUAL))
    assert not is_incident(Severity(4, 1, 1, Nature.POTENTIAL))
    soon, past = TODAY + timedelta(days=90), TODAY - timedelta(days=90)
    assert look_at_version_by(today=TODAY, released_on=soon) == soon, "before the release, not after it"
    assert look_at_version_by(today=TODAY, released_on=past) > TODAY
    state = {"today": TODAY, "is_proposal": True, "is_answered": False, "is_waived": False}
    assert fate(expected_by=soon, **state) is Fate.PROPOSED
    assert fate(expected_by=past, **state) is Fate.OVERDUE
    assert fate(expected_by=TODAY, **{**state, "is_proposal": False}) is Fate.PLANNED
    assert fate(expected_by=past, **{**state, "is_answered": True}) is Fate.ANSWERED
