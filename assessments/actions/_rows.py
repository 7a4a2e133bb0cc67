"""What the writes of this package share. Nothing here is a write of its own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from assessments.entries import GRADES, Grades
from assessments.models import Approval, Assessment, Involvement, Rating, Risk, System
from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused
from hrdd.sharing.access import acts_for


def save(row: Any, new: Mapping[str, object]) -> None:
    """Sets these fields, counts the version up, and saves just that."""
    for name, value in new.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*new, "version"])


def begin_edit(assessment_id: UUID, *, by: User, at: datetime) -> Assessment:
    """Returns the assessment, locked, so that what it holds may be changed.

    The first edit after an approval makes the approval outdated and starts the next version. Raises Refused
    while an approver reads it, and once a later assessment has replaced it.
    """
    locked: Assessment = Assessment.objects.select_for_update().get(pk=assessment_id)
    match locked.status:
        case Assessment.Status.IN_REVIEW:
            raise Refused(_("This assessment is in review. Take it back to change it."))
        case Assessment.Status.SUPERSEDED:
            raise Refused(_("A later assessment has replaced this one. It cannot be changed any more."))
        case Assessment.Status.APPROVED:
            approved = Approval.objects.filter(assessment=locked, outdated_at=None)
            approved.filter(state=Approval.State.APPROVED).update(outdated_at=at)
            locked.status = Assessment.Status.DRAFT
            locked.working_number += 1
            locked.save(update_fields=["status", "working_number"])
            record(
                by=by, at=at, action="next version begun", target=locked,
                changes={"number": [locked.working_number - 1, locked.working_number]},
            )  # fmt: skip
    return locked


def lock_risk(risk: Risk, *, by: User, at: datetime) -> Risk:
    """Returns the risk, locked after its assessment, so that it or what hangs on it may be changed."""
    assessment = begin_edit(risk.assessment_id, by=by, at=at)
    locked: Risk = Risk.objects.select_for_update(of=["self"]).select_related("category").get(pk=risk.pk)
    locked.assessment = assessment
    return locked


def lock_system(system: System) -> System:
    """Returns the system, locked after its company: whoever writes about systems takes them in this order."""
    Organisation.objects.select_for_update().get(pk=system.company_id)
    locked: System = System.objects.select_for_update().get(pk=system.pk)
    return locked


def keep_rating(
    *, risk: Risk, grades: Grades, side: str, by: User, at: datetime
) -> tuple[Rating, dict[str, Any]]:
    """Returns the author's rating of the risk as it now stands, one per author and risk, and its changes."""
    new = {name: getattr(grades, name) for name in GRADES}
    earlier = Rating.objects.select_for_update().filter(risk=risk, author=by).first()
    changes = changed(earlier, new) if earlier else new
    rating, _created = Rating.objects.update_or_create(
        risk=risk,
        author=by,
        defaults={
            **new,
            "organisation": acts_for(by, risk.assessment),
            "side": side,
            "rated_at": at,
            "version": earlier.version + 1 if earlier else 1,
        },
    )
    return rating, changes


def keep_involvement(
    *, risk: Risk, party: Any, judged: Mapping[str, Any], by: User, at: datetime
) -> Involvement:
    """Returns a new judgement of an actor's involvement; the one before stays as history.

    `party` is None for the company itself; `judged` holds involvement, enabled, foreseeable, mitigation,
    reason, and position of another actor.
    """
    Involvement.objects.in_force().filter(risk=risk, party=party).update(replaced_at=at)
    return Involvement.objects.create(risk=risk, party=party, judged_by=by, judged_at=at, **judged)
