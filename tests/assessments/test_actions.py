"""What the actions refuse, lock and write down, whoever calls them."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from assessments import actions
from assessments.entries import RiskEntry
from assessments.models import Assessment, Rating, Risk, System
from hrdd.accounts.models import Organisation, User
from hrdd.audit.models import Event
from hrdd.lib.errors import Refused, Stale
from taxonomy.models import Category, Edition, Group, Right

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(assessment: Assessment) -> RiskEntry:
    return RiskEntry(
        title="Cloned voices frighten families",
        category=Category.objects.get(edition=assessment.edition, code="PRO"),
        nature="potential", scale=3, scope=3, irremediability=None, likelihood=4,
        scale_reason="Savings are gone.", scope_reason="Two countries.", irremediability_reason="Unasked.",
        rights=(Right.objects.get(code="property"), Right.objects.get(code="privacy")),
        groups=(Group.objects.get(code="older_persons"),),
    )  # fmt: skip


def told(by: User) -> dict[str, Any]:
    return {"by": by, "at": timezone.now()}


def test_risks_are_numbered_in_the_order_of_recording(
    assessment: Assessment, entry: RiskEntry, ines: User
) -> None:
    made = [actions.record_risk(assessment=assessment, entry=entry, **told(ines)) for _ in range(3)]
    assert [risk.reference for risk in made] == ["R-1", "R-2", "R-3"]


def test_a_risk_comes_with_its_authors_rating_and_one_line_in_the_log(
    assessment: Assessment, entry: RiskEntry, ines: User, company: Organisation
) -> None:
    risk = actions.record_risk(assessment=assessment, entry=entry, **told(ines))
    rating = Rating.objects.get(risk=risk)
    assert (rating.author, rating.organisation, rating.side) == (ines, company, "company")
    assert (rating.scale, rating.irremediability, rating.band) == (3, None, 5)
    line = Event.objects.get(target_id=str(risk.pk))
    assert (line.action, line.changes["category"], line.root_id) == ("risk recorded", "PRO", assessment.pk)


def test_the_first_right_is_the_primary_one_and_none_stands_twice(
    assessment: Assessment, entry: RiskEntry, ines: User
) -> None:
    twice = replace(entry, rights=entry.rights + entry.rights)
    risk = actions.record_risk(assessment=assessment, entry=twice, **told(ines))
    links = risk.risk_rights.order_by("-primary")
    assert [(link.right.code, link.primary) for link in links] == [("property", True), ("privacy", False)]


def test_the_second_to_save_is_told_and_nothing_of_the_first_is_lost(
    assessment: Assessment, entry: RiskEntry, ines: User, tomas: User
) -> None:
    risk = actions.record_risk(assessment=assessment, entry=entry, **told(ines))
    first, second = replace(entry, title="First"), replace(entry, title="Second")
    actions.revise_risk(risk=risk, entry=first, expected_version=1, **told(ines))
    with pytest.raises(Stale) as stale:
        actions.revise_risk(risk=risk, entry=second, expected_version=1, **told(tomas))
    assert stale.value.current.title == "First"
    assert Risk.objects.get().version == 2


def test_the_log_says_what_changed_and_nothing_else(
    assessment: Assessment, entry: RiskEntry, ines: User
) -> None:
    risk = actions.record_risk(assessment=assessment, entry=entry, **told(ines))
    new = replace(entry, scale=4, scale_reason="Two lost their homes.", groups=())
    actions.revise_risk(risk=risk, entry=new, expected_version=1, **told(ines))
    changes = Event.objects.get(action="risk changed").changes
    assert set(changes) == {"scale", "scale_reason", "groups"}
    assert (changes["scale"], changes["groups"]) == ([3, 4], [["older_persons"], []])


def test_trap_stale_scores_the_companys_rating_follows_the_risk(
    assessment: Assessment, entry: RiskEntry, ines: User
) -> None:
    risk = actions.record_risk(assessment=assessment, entry=entry, **told(ines))
    actions.revise_risk(risk=risk, entry=replace(entry, scale=5), expected_version=1, **told(ines))
    rating = Rating.objects.get(risk=risk)
    assert (rating.scale, rating.version) == (5, 2)


def test_a_category_of_another_edition_is_refused(
    assessment: Assessment, entry: RiskEntry, ines: User
) -> None:
    other = Category.objects.get(edition__code="btech-2023-supplement", code="PUB")
    with pytest.raises(Refused) as refusal:
        actions.record_risk(assessment=assessment, entry=replace(entry, category=other), **told(ines))
    assert set(refusal.value.fields) == {"category"}
    assert not Event.objects.filter(action="risk recorded").exists(), "it did not happen"


def test_likelihood_of_what_has_happened_is_refused(
    assessment: Assessment, entry: RiskEntry, ines: User
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.record_risk(assessment=assessment, entry=replace(entry, nature="actual"), **told(ines))
    assert set(refusal.value.fields) == {"likelihood"}


def test_a_company_has_one_system_of_a_name_however_it_is_written(
    company: Organisation, other_company: Organisation, ines: User
) -> None:
    given = {"kind": System.Kind.APPLICATION, "description": "", **told(ines)}
    actions.create_system(company=company, name="Lyra", **given)
    with pytest.raises(Refused):
        actions.create_system(company=company, name="LYRA", **given)
    other = actions.create_system(company=other_company, name="Lyra", **given)
    assert other.company == other_company


def test_a_system_cannot_take_anothers_name_but_may_recapitalise_its_own(
    company: Organisation, ines: User
) -> None:
    given = {"kind": System.Kind.APPLICATION, "description": "", **told(ines)}
    lyra = actions.create_system(company=company, name="Lyra", **given)
    actions.create_system(company=company, name="Aster", **given)
    with pytest.raises(Refused):
        actions.revise_system(system=lyra, name="aster", expected_version=1, **given)
    assert actions.revise_system(system=lyra, name="LYRA", expected_version=1, **given).name == "LYRA"
    with pytest.raises(Stale):
        actions.revise_system(system=lyra, name="Lyra", expected_version=1, **given)


def test_assessments_are_numbered_within_their_company(assessment: Assessment, ines: User) -> None:
    made = actions.create_assessment(
        system=assessment.system, edition=Edition.objects.default(), title="Next", moment="", **told(ines)
    )
    assert (made.reference, made.status) == ("A-13", "draft")
