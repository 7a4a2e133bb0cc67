"""Prioritised never means dropped: how a risk is closed, deferred and taken up again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from assessments import actions
from assessments.models import Assessment, GroupRating, Risk, RiskDecision
from assessments.setting_aside import CLOSING, DEFERRING, grounds_for, needs_approver, why_not
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.lib.errors import Refused, Stale
from tests import factories

pytestmark = pytest.mark.django_db
AT = timezone.now()
LATER = timezone.localdate(AT) + timedelta(days=90)
Decide = Callable[..., RiskDecision]


@pytest.fixture
def minor(assessment: Assessment) -> Risk:
    """Returns a risk of band 2, which the analyst may set aside herself."""
    risk: Risk = factories.RiskFactory.create(assessment=assessment, scale=2, scope=2, irremediability=2)
    return risk


@pytest.fixture
def decide(ines: User) -> Decide:
    """Returns `decide(risk, standing, ground, ...)`, by Ines."""

    def decided(risk: Risk, standing: str, ground: str, **given: Any) -> RiskDecision:
        until = LATER if standing == "deferred" else None
        said = {"reason": "Because.", "until": until, "by": ines, "at": AT, **given}
        return actions.decide_standing(risk=risk, standing=standing, ground=ground, **said)

    return decided


def stands(risk: Risk) -> str:
    return Risk.objects.get(pk=risk.pk).standing


@pytest.mark.parametrize("ground", DEFERRING)
@pytest.mark.parametrize("scale", [1, 3, 5])
def test_likelihood_cost_and_order_close_no_risk_of_any_band(
    assessment: Assessment, decide: Decide, tomas: User, ground: str, scale: int
) -> None:
    risk = factories.RiskFactory.create(assessment=assessment, scale=scale, scope=1, irremediability=scale)
    with pytest.raises(Refused, match="never closes a risk") as refusal:
        decide(risk, "closed", ground, approver=tomas)
    assert "not dropped" in refusal.value.fields["ground"][0]
    assert stands(risk) == "open"
    assert not RiskDecision.objects.exists()


@pytest.mark.parametrize("ground", DEFERRING)
def test_they_defer_until_a_day_and_the_risk_keeps_its_rank(
    assessment: Assessment, minor: Risk, decide: Decide, ground: str
) -> None:
    decision = decide(minor, "deferred", ground)
    assert (decision.state, stands(minor)) == ("in_force", "deferred")
    assert assessment.risks.standing().places([minor.pk])[minor.pk].rank == 1
    assert assessment.risks.with_deferral().get().deferred_until == LATER


@pytest.mark.parametrize("until", [None, timezone.localdate(AT)])
def test_nothing_is_deferred_without_a_day_to_come(minor: Risk, decide: Decide, until: Any) -> None:
    with pytest.raises(Refused) as refusal:
        decide(minor, "deferred", "order", until=until)
    assert "until" in refusal.value.fields


@pytest.mark.parametrize("ground", CLOSING)
def test_a_lesser_risk_is_closed_by_the_analyst_and_leaves_the_ranks(
    assessment: Assessment, minor: Risk, decide: Decide, ground: str
) -> None:
    decide(minor, "closed", ground)
    assert stands(minor) == "closed"
    assert not assessment.risks.standing().exists()
    decide(minor, "open", "back")
    assert stands(minor) == "open"
    assert [d.standing for d in RiskDecision.objects.in_force()] == ["open", "closed"]


def test_a_grave_risk_waits_for_the_approver_it_names(risk: Risk, decide: Decide, tomas: User) -> None:
    decision = decide(risk, "closed", "gone", approver=tomas)
    assert (decision.state, stands(risk)) == ("waiting", "open")
    done = actions.approve_decision(
        decision=decision, reason="I saw the tests.", expected_version=1, by=tomas, at=AT
    )
    assert (done.state, done.answer, stands(risk)) == ("in_force", "I saw the tests.", "closed")


def test_what_the_approver_declines_stays_open(risk: Risk, decide: Decide, tomas: User) -> None:
    decision = decide(risk, "deferred", "cost", approver=tomas)
    actions.decline_decision(decision=decision, reason="Not this one.", expected_version=1, by=tomas, at=AT)
    assert stands(risk) == "open"
    decide(risk, "deferred", "cost", approver=tomas)


@pytest.mark.parametrize("name", ["nobody", "ines", "victor", "nina"])
def test_a_grave_risk_names_an_approver_who_is_somebody_else(
    request: pytest.FixtureRequest, risk: Risk, decide: Decide, name: str
) -> None:
    approver = None if name == "nobody" else request.getfixturevalue(name)
    with pytest.raises(Refused) as refusal:
        decide(risk, "closed", "gone", approver=approver)
    assert list(refusal.value.fields) == ["approver"]


def test_an_analyst_who_is_approver_too_never_approves_herself(
    assessment: Assessment, risk: Risk, company: Any
) -> None:
    both = factories.member(company, "analyst", "approver", name="Both Hats")
    given = {"risk": risk, "standing": "closed", "ground": "gone", "reason": "Gone."}
    with pytest.raises(Refused, match="of her own"):
        actions.decide_standing(**given, approver=both, by=both, at=AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        factories.RiskDecisionFactory.create(risk=risk, decided_by=both, approver=both)


def test_only_the_named_approver_answers_and_only_once(
    risk: Risk, decide: Decide, tomas: User, company: Any
) -> None:
    other = factories.member(company, "approver", name="Another Approver")
    decision = decide(risk, "closed", "gone", approver=tomas)
    said = {"decision": decision, "reason": "Yes."}
    with pytest.raises(Refused, match="waits for"):
        actions.approve_decision(**said, expected_version=1, by=other, at=AT)
    actions.approve_decision(**said, expected_version=1, by=tomas, at=AT)
    with pytest.raises(Stale):
        actions.decline_decision(**said, expected_version=1, by=tomas, at=AT)
    with pytest.raises(Refused):
        actions.decline_decision(**said, expected_version=2, by=tomas, at=AT)


def test_every_decision_and_every_answer_has_its_reason(risk: Risk, decide: Decide, tomas: User) -> None:
    with pytest.raises(Refused):
        decide(risk, "closed", "gone", approver=tomas, reason=" ")
    decision = decide(risk, "closed", "gone", approver=tomas)
    for act in (actions.approve_decision, actions.decline_decision):
        with pytest.raises(Refused):
            act(decision=decision, reason=" ", expected_version=1, by=tomas, at=AT)


def test_one_decision_waits_at_a_time_and_can_be_taken_back(
    risk: Risk, decide: Decide, tomas: User, ines: User
) -> None:
    decision = decide(risk, "closed", "gone", approver=tomas)
    with pytest.raises(Refused, match="Withdraw it first"):
        decide(risk, "deferred", "order", approver=tomas)
    actions.withdraw_decision(decision=decision, expected_version=1, by=ines, at=AT)
    decide(risk, "deferred", "order", approver=tomas)


@pytest.mark.parametrize("standing", ["closed", "deferred"])
def test_the_database_sets_no_grave_risk_aside_without_an_approver(
    assessment: Assessment, risk: Risk, standing: str
) -> None:
    with pytest.raises(DatabaseError, match="named approver"), transaction.atomic():
        Risk.objects.filter(pk=risk.pk).update(standing=standing)
    with pytest.raises(DatabaseError, match="named approver"), transaction.atomic():
        factories.RiskFactory.create(assessment=assessment, standing=standing)
    factories.RiskDecisionFactory.create(risk=risk, standing=standing)
    with pytest.raises(DatabaseError, match="named approver"), transaction.atomic():
        Risk.objects.filter(pk=risk.pk).update(standing=standing)


def test_an_old_approval_does_not_close_it_a_second_time(risk: Risk, decide: Decide, tomas: User) -> None:
    decision = decide(risk, "closed", "gone", approver=tomas)
    actions.approve_decision(decision=decision, reason="Yes.", expected_version=1, by=tomas, at=AT)
    decide(risk, "open", "back", at=AT + timedelta(hours=1))
    with pytest.raises(DatabaseError, match="named approver"), transaction.atomic():
        Risk.objects.filter(pk=risk.pk).update(standing="closed")


@pytest.mark.parametrize("standing", ["closed", "deferred"])
def test_what_was_set_aside_lightly_opens_again_when_its_rating_rises(
    minor: Risk, decide: Decide, standing: str
) -> None:
    decide(minor, standing, grounds_for(standing)[0])
    Risk.objects.filter(pk=minor.pk).update(scale=3, irremediability=3)
    assert stands(minor) == standing
    Risk.objects.filter(pk=minor.pk).update(scale=4)
    assert stands(minor) == "open"


def test_a_group_that_is_hit_hard_opens_a_closed_risk(minor: Risk, decide: Decide) -> None:
    decide(minor, "closed", "gone")
    rating = factories.GroupRatingFactory.create(risk=minor, scale=2, scope=2, irremediability=2)
    assert stands(minor) == "closed"
    GroupRating.objects.filter(pk=rating.pk).update(scale=5, irremediability=5)
    assert stands(minor) == "open"


def test_an_approval_of_grave_does_not_cover_extreme(risk: Risk, decide: Decide, tomas: User) -> None:
    decision = decide(risk, "closed", "gone", approver=tomas)
    actions.approve_decision(decision=decision, reason="Yes.", expected_version=1, by=tomas, at=AT)
    Risk.objects.filter(pk=risk.pk).update(title="Another title", scope=4)
    assert stands(risk) == "closed"
    Risk.objects.filter(pk=risk.pk).update(scale=5)
    assert stands(risk) == "open"


def test_the_approver_answers_for_the_band_it_has_by_then(risk: Risk, decide: Decide, tomas: User) -> None:
    decision = decide(risk, "closed", "gone", approver=tomas)
    Risk.objects.filter(pk=risk.pk).update(scale=5)
    actions.approve_decision(decision=decision, reason="Yes.", expected_version=1, by=tomas, at=AT)
    decision.refresh_from_db()
    assert (decision.band_then, stands(risk)) == (5, "closed")


def test_the_log_says_who_set_it_aside_and_why(minor: Risk, decide: Decide) -> None:
    decide(minor, "closed", "mistaken", reason="Recorded twice.")
    event = Event.objects.get(action="risk closed")
    assert (event.changes["ground"], event.changes["reason"]) == ("mistaken", "Recorded twice.")


def test_the_rule_knows_every_standing_and_only_its_grounds() -> None:
    for now in ("open", "deferred", "closed"):
        for wanted in ("open", "deferred", "closed"):
            for ground in RiskDecision.Ground.values:
                if why_not(now=now, wanted=wanted, ground=ground) is None:
                    assert ground in grounds_for(wanted)
                    assert (now, wanted) != ("closed", "deferred")
                    assert not (wanted == "closed" and ground in DEFERRING)
    assert [needs_approver(wanted="closed", band=band) for band in range(1, 6)] == [False] * 3 + [True] * 2
    assert not needs_approver(wanted="open", band=5)
