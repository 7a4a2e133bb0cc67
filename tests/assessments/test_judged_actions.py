"""Ratings for one group, of what stays, and of other actors: what the actions refuse, keep and write down."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from assessments import actions
from assessments.entries import Grades, Judgement, ResidualGrades
from assessments.models import Assessment, GroupRating, Involvement, Party, ResidualRating, Risk
from hrdd.accounts.models import Organisation, User
from hrdd.audit.models import Event
from hrdd.lib.errors import Refused, Stale
from taxonomy.models import Group
from tests import factories

pytestmark = pytest.mark.django_db
REASONS = dict.fromkeys(("scale_reason", "scope_reason", "irremediability_reason"), "Because.")
GRADES = Grades(scale=5, scope=2, irremediability=5, **REASONS)
RESIDUAL = ResidualGrades(scale=4, scope=2, irremediability=4, likelihood=1, **REASONS)
CAUSED = Judgement(involvement="caused", reason="It set the pay.")


def told(by: User) -> dict[str, Any]:
    return {"by": by, "at": timezone.now()}


@pytest.fixture
def children() -> Group:
    return Group.objects.get(code="children")


def test_a_group_is_rated_once_and_then_changed(risk: Risk, children: Group, ines: User) -> None:
    rating = actions.rate_group(risk=risk, group=children, grades=GRADES, **told(ines))
    assert Risk.objects.get().follows_group
    with pytest.raises(Refused) as refusal:
        actions.rate_group(risk=risk, group=children, grades=GRADES, **told(ines))
    assert set(refusal.value.fields) == {"group"}
    milder = replace(GRADES, scale=1, scope=1, irremediability=1)
    actions.revise_group_rating(rating=rating, grades=milder, expected_version=1, **told(ines))
    assert not Risk.objects.get().follows_group
    assert Event.objects.get(action="group rating changed").changes["scale"] == [5, 1]


@pytest.mark.parametrize("missing", REASONS)
def test_no_rating_without_its_reasons(risk: Risk, children: Group, ines: User, missing: str) -> None:
    silent = {missing: " "}
    with pytest.raises(Refused) as refusal:
        actions.rate_group(risk=risk, group=children, grades=replace(GRADES, **silent), **told(ines))
    assert set(refusal.value.fields) == {missing}
    with pytest.raises(Refused):
        grades = replace(RESIDUAL, **silent)
        actions.rate_residual(risk=risk, grades=grades, expected_version=0, **told(ines))
    assert not GroupRating.objects.exists()
    assert not ResidualRating.objects.exists()


def test_a_rating_for_a_group_goes_with_a_reason_that_the_log_keeps(risk: Risk, ines: User) -> None:
    rating = factories.GroupRatingFactory.create(risk=risk, scale_reason="They trust it.")
    with pytest.raises(Refused) as refusal:
        actions.remove_group_rating(rating=rating, reason=" ", expected_version=1, **told(ines))
    assert set(refusal.value.fields) == {"reason"}
    after = actions.remove_group_rating(rating=rating, reason="As for all.", expected_version=1, **told(ines))
    assert (after.worst_group_id, after.band) == (None, 4)
    changes = Event.objects.get(action="group rating removed").changes
    assert (changes["reason"], changes["group"], changes["scale_reason"]) == (
        "As for all.", "children", ["They trust it.", None],
    )  # fmt: skip


def test_the_second_to_save_a_rating_is_told(risk: Risk, ines: User, tomas: User) -> None:
    rating = factories.GroupRatingFactory.create(risk=risk)
    actions.revise_group_rating(rating=rating, grades=GRADES, expected_version=1, **told(ines))
    for late in (
        lambda: actions.revise_group_rating(rating=rating, grades=GRADES, expected_version=1, **told(tomas)),
        lambda: actions.remove_group_rating(rating=rating, reason="x", expected_version=1, **told(tomas)),
    ):
        with pytest.raises(Stale) as stale:
            late()
        assert stale.value.current.version == 2
    actions.remove_group_rating(rating=rating, reason="x", expected_version=2, **told(ines))
    with pytest.raises(Refused, match="removed"):
        actions.revise_group_rating(rating=rating, grades=GRADES, expected_version=2, **told(tomas))


def test_a_residual_rating_stands_once_and_is_versioned(risk: Risk, ines: User, tomas: User) -> None:
    actions.rate_residual(risk=risk, grades=RESIDUAL, expected_version=0, **told(ines))
    with pytest.raises(Stale):
        actions.rate_residual(risk=risk, grades=RESIDUAL, expected_version=0, **told(tomas))
    again = actions.rate_residual(
        risk=risk, grades=replace(RESIDUAL, scope=1), expected_version=1, **told(tomas)
    )
    assert (again.scope, again.version, again.author) == (1, 2, tomas)
    actions.remove_residual(risk=risk, reason="Switched off.", expected_version=2, **told(ines))
    assert not ResidualRating.objects.exists()
    with pytest.raises(Stale) as stale:
        actions.rate_residual(risk=risk, grades=RESIDUAL, expected_version=2, **told(tomas))
    assert stale.value.current is None


def test_likelihood_is_not_asked_of_what_stays_of_something_that_has_happened(
    assessment: Assessment, ines: User
) -> None:
    risk = factories.RiskFactory.create(assessment=assessment, nature="actual", likelihood=None)
    with pytest.raises(Refused) as refusal:
        actions.rate_residual(risk=risk, grades=RESIDUAL, expected_version=0, **told(ines))
    assert set(refusal.value.fields) == {"likelihood"}


def test_a_new_judgement_replaces_the_one_before_which_stays(risk: Risk, ines: User) -> None:
    first = actions.judge_involvement(
        risk=risk, name=" Bluepier ", judgement=replace(CAUSED, involvement="directly_linked"),
        expected_version=0, **told(ines),
    )  # fmt: skip
    party = Party.objects.get()
    assert (party.name, party.company, first.version) == ("Bluepier", risk.company, 1)
    second = actions.judge_involvement(
        risk=risk, party=party, judgement=CAUSED, expected_version=1, **told(ines)
    )
    first.refresh_from_db()
    assert first.replaced_at == second.judged_at
    assert [row.involvement for row in Involvement.objects.all()] == ["directly_linked", "caused"]
    assert Involvement.objects.in_force().get() == second
    log = Event.objects.filter(action="involvement judged").order_by("at").last()
    assert log is not None
    assert log.changes == {"party": "Bluepier", "involvement": ["directly_linked", "caused"]}


def test_an_actor_that_is_known_is_not_added_a_second_time(risk: Risk, ines: User) -> None:
    known = factories.PartyFactory.create(company=risk.company, name="Bluepier")
    actions.judge_involvement(risk=risk, name="BLUEPIER", judgement=CAUSED, expected_version=0, **told(ines))
    assert Party.objects.get() == known
    with pytest.raises(Refused, match="already"):
        actions.judge_involvement(
            risk=risk, name="bluepier", judgement=CAUSED, expected_version=0, **told(ines)
        )


@pytest.mark.parametrize("said", [{}, {"party": True, "name": "Bluepier"}, {"name": "  "}])
def test_an_actor_is_chosen_or_named_and_never_both(risk: Risk, ines: User, said: dict[str, Any]) -> None:
    if said.get("party"):
        said = said | {"party": factories.PartyFactory.create(company=risk.company)}
    with pytest.raises(Refused) as refusal:
        actions.judge_involvement(risk=risk, judgement=CAUSED, expected_version=0, **said, **told(ines))
    assert set(refusal.value.fields) == {"party"}


def test_an_organisation_another_company_works_with_is_never_reached(
    risk: Risk, ines: User, other_company: Organisation
) -> None:
    theirs = factories.PartyFactory.create(company=other_company)
    with pytest.raises(Refused):
        actions.judge_involvement(risk=risk, party=theirs, judgement=CAUSED, expected_version=0, **told(ines))


def test_an_actor_leaves_with_a_reason_and_may_come_back(risk: Risk, ines: User) -> None:
    judged = factories.InvolvementFactory.create(risk=risk)
    leave = {"risk": risk, "party": judged.party, "expected_version": 1}
    with pytest.raises(Refused):
        actions.end_involvement(**leave, reason="", **told(ines))
    actions.end_involvement(**leave, reason="The contract ended.", **told(ines))
    assert not Involvement.objects.in_force().exists()
    assert Event.objects.get(action="involvement ended").changes["reason"] == "The contract ended."
    with pytest.raises(Stale) as stale:
        actions.judge_involvement(
            risk=risk, party=judged.party, judgement=CAUSED, expected_version=1, **told(ines)
        )
    assert stale.value.current is None
    back = actions.judge_involvement(
        risk=risk, party=judged.party, judgement=CAUSED, expected_version=0, **told(ines)
    )
    assert back.version == 2, "judgements of one actor are counted"


def test_an_assessment_in_review_takes_none_of_it(risk: Risk, children: Group, ines: User) -> None:
    Assessment.objects.filter(pk=risk.assessment_id).update(status=Assessment.Status.IN_REVIEW)
    for refused in (
        lambda: actions.rate_group(risk=risk, group=children, grades=GRADES, **told(ines)),
        lambda: actions.rate_residual(risk=risk, grades=RESIDUAL, expected_version=0, **told(ines)),
        lambda: actions.judge_involvement(
            risk=risk, name="Bluepier", judgement=CAUSED, expected_version=0, **told(ines)
        ),
    ):
        with pytest.raises(Refused, match="in review"):
            refused()
