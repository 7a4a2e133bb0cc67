"""Writes that set a risk aside, or take it up again. "Prioritised" never means "dropped"."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actions._rows import lock_risk
from assessments.models import Risk, RiskDecision, Standing
from assessments.setting_aside import No, needs_approver, why_not
from hrdd.accounts.models import User
from hrdd.audit.recorder import record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save
from hrdd.sharing import access
from hrdd.sharing.policy import Action

State = RiskDecision.State


@transaction.atomic
def decide_standing(
    *, risk: Risk, standing: str, ground: str, reason: str, until: date | None = None,
    approver: User | None = None, by: User, at: datetime,
) -> RiskDecision:  # fmt: skip
    """Returns the decision to close, defer or reopen a risk.

    Up to band 3, and for reopening, it is in force at once. From band 4 on it waits for the approver it
    names. Raises Refused when the ground does not carry it: likelihood, cost and the order never close.
    """
    locked = lock_risk(risk, by=by, at=at)
    _check_ground(locked, standing, ground)
    _check_reason(reason, "reason")
    if standing == Standing.DEFERRED and (until is None or until <= timezone.localdate(at)):
        raise _refused("until", _("Say until when: a day to come."))
    if locked.decisions.filter(state=State.WAITING).exists():
        raise Refused(_("Another decision on this risk waits for its approver. Withdraw it first."))
    waits = needs_approver(wanted=standing, band=locked.band)
    if waits:
        _check_approver(locked, approver, by)
    decision = RiskDecision(
        risk=locked,
        standing=standing,
        ground=ground,
        reason=reason.strip(),
        until=until if standing == Standing.DEFERRED else None,
        band_then=locked.band,
        decided_by=by,
        decided_at=at,
        state=State.WAITING if waits else State.IN_FORCE,
        approver=approver if waits else None,
    )
    decision.save(force_insert=True)
    if not waits:
        _put_in_force(locked, decision)
    record(by=by, at=at, action=_action(decision), target=locked, changes=_said(decision))
    return decision


@transaction.atomic
def approve_decision(
    *, decision: RiskDecision, reason: str, expected_version: int, by: User, at: datetime
) -> RiskDecision:
    """Returns the decision, now in force, with its named approver's reason, for the band the risk has now."""
    locked = _locked(decision, expected_version, by=by, at=at)
    _check_answer(locked, reason, by)
    save(
        locked,
        {
            "state": State.IN_FORCE, "answered_at": at, "answer": reason.strip(),
            "band_then": locked.risk.band,
        },
    )  # fmt: skip
    _put_in_force(locked.risk, locked)
    changes = _said(locked) | {"answer": locked.answer}
    record(by=by, at=at, action="decision approved", target=locked.risk, changes=changes)
    return locked


@transaction.atomic
def decline_decision(
    *, decision: RiskDecision, reason: str, expected_version: int, by: User, at: datetime
) -> RiskDecision:
    """Returns the decision, declined with a reason; the risk stands as it stood."""
    locked = _locked(decision, expected_version, by=by, at=at)
    _check_answer(locked, reason, by)
    save(locked, {"state": State.DECLINED, "answered_at": at, "answer": reason.strip()})
    changes = {"standing": locked.standing, "answer": locked.answer}
    record(by=by, at=at, action="decision declined", target=locked.risk, changes=changes)
    return locked


@transaction.atomic
def withdraw_decision(
    *, decision: RiskDecision, expected_version: int, by: User, at: datetime
) -> RiskDecision:
    """Returns the decision, which no longer waits for its approver; another one may be taken."""
    locked = _locked(decision, expected_version, by=by, at=at)
    save(locked, {"state": State.WITHDRAWN, "answered_at": at})
    changes = {"standing": locked.standing}
    record(by=by, at=at, action="decision withdrawn", target=locked.risk, changes=changes)
    return locked


def _locked(decision: RiskDecision, expected_version: int, *, by: User, at: datetime) -> RiskDecision:
    risk = lock_risk(decision.risk, by=by, at=at)
    locked: RiskDecision = RiskDecision.objects.select_for_update().get(pk=decision.pk)
    locked.risk = risk
    if locked.version != expected_version:
        raise Stale(locked)
    if not locked.is_waiting:
        raise Refused(_("This decision does not wait for an answer any more."))
    return locked


def _put_in_force(risk: Risk, decision: RiskDecision) -> None:
    save(risk, {"standing": decision.standing})


def _check_ground(risk: Risk, standing: str, ground: str) -> None:
    if standing not in Standing.values:
        raise _refused("standing", _("Choose what is decided."))
    match why_not(now=risk.standing, wanted=standing, ground=ground):
        case No.WOULD_DROP_IT:
            words = str(RiskDecision.Ground(ground).label)
            message = _(
                "“%(ground)s” never closes a risk to people. It can come later, but it is not dropped: "
                "defer it until a day instead. A risk is closed when people can no longer be harmed, when "
                "they were put right, when another risk covers it, or when it was recorded by mistake."
            )
            raise _refused("ground", message % {"ground": words})
        case No.NOT_A_GROUND:
            raise _refused("ground", _("Choose a ground that goes with this decision."))
        case No.SAME:
            raise _refused("standing", _("It stands so already."))
        case No.NOT_REOPENED:
            raise _refused("standing", _("A closed risk is reopened first, and then deferred."))


def _check_approver(risk: Risk, approver: User | None, by: User) -> None:
    if approver is None:
        message = _("A risk of band %(band)s is set aside by a named approver only. Choose one.")
        raise _refused("approver", message % {"band": risk.band})
    if approver == by:
        raise _refused("approver", _("Nobody approves a decision of her own. Choose somebody else."))
    if not access.can(approver, Action.APPROVE, risk.assessment):
        raise _refused("approver", _("Choose an approver of your company."))


def _check_answer(decision: RiskDecision, reason: str, by: User) -> None:
    if decision.approver_id != by.pk:
        raise Refused(_("This decision waits for %(name)s.") % {"name": decision.approver})
    _check_reason(reason, "reason")


def _check_reason(reason: str, field: str) -> None:
    if not reason.strip():
        raise _refused(field, _("Say why. Everyone who can see the risk reads the reason."))


def _action(decision: RiskDecision) -> str:
    if decision.is_waiting:
        return "decision proposed"
    return {
        Standing.CLOSED.value: "risk closed",
        Standing.DEFERRED.value: "risk deferred",
        Standing.OPEN.value: "risk reopened",
    }[decision.standing]


def _said(decision: RiskDecision) -> dict[str, object]:
    said: dict[str, object] = {
        "standing": decision.standing, "ground": decision.ground, "reason": decision.reason,
        "band": decision.band_then,
    }  # fmt: skip
    if decision.until:
        said["until"] = decision.until
    if decision.approver:
        said["approver"] = str(decision.approver)
    return said


def _refused(field: str, message: str) -> Refused:
    return Refused(message, fields={field: [message]})
