"""What the writes of this package share. Nothing here is a write of its own.

Every write locks in one order, so that two of them wait for each other and never block each other for good:

1. the assessment; of several the later one before the one it is based on,
2. the risk, and after it what hangs on it,
3. the company, when a number or a name of its is given away,
4. the system,
5. a version, party or moment of it.

A write begins where it has to and never goes back up. Rows to which others point are locked with
`no_key=True`: whoever inserts a row that points to one of them (a risk to its company, an assessment to the
one it is based on) asks the database for a share of it, and must not have to wait out of order.
tests/assessments/test_lock_order.py reads the statements of every action.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext as _

from assessments.entries import GRADES, INVOLVEMENT, Grades, RiskEntry
from assessments.models import Approval, Assessment, Involvement, Rating, Risk, Standing, System
from assessments.models.risk import RiskQuerySet
from assessments.severity import DIMENSIONS
from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused
from hrdd.sharing.access import acts_for

# One statement for what would be two: what stands in force is replaced, and all judgements so far are
# counted, those of an actor who left and came back, too.
OF_ACTOR = "risk_id = %(risk)s AND party_id IS NOT DISTINCT FROM %(party)s"
REPLACE = (
    f"WITH replaced AS (UPDATE {Involvement._meta.db_table} SET replaced_at = %(at)s"  # noqa: S608
    f" WHERE {OF_ACTOR} AND replaced_at IS NULL)"
    f" SELECT count(*) FROM {Involvement._meta.db_table} WHERE {OF_ACTOR}"
)


def begin_edit(assessment_id: UUID, *, by: User, at: datetime) -> Assessment:
    """Returns the assessment, locked, so that what it holds may be changed.

    The first edit after an approval makes the approval outdated and starts the next version. Raises Refused
    while an approver reads it, and once a later assessment has replaced it.
    """
    locked: Assessment = Assessment.objects.select_for_update(no_key=True).get(pk=assessment_id)
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


def lock_risk(risk: Risk, *, by: User, at: datetime, rows: RiskQuerySet | None = None) -> Risk:
    """Returns the risk, locked after its assessment, so that it or what hangs on it may be changed.

    `rows` prepares the query (annotations and such). Whoever writes to a risk holds its assessment, so what
    is read with the lock is what is in force.
    """
    assessment = begin_edit(risk.assessment_id, by=by, at=at)
    found = Risk.objects.all() if rows is None else rows
    locked: Risk = (
        found.select_for_update(of=["self"], no_key=True).select_related("category").get(pk=risk.pk)
    )
    locked.assessment = assessment
    return locked


def lock_system(system: System) -> System:
    """Returns the system, locked after its company: whoever writes about systems takes them in this order."""
    Organisation.objects.select_for_update(no_key=True).get(pk=system.company_id)
    locked: System = System.objects.select_for_update(no_key=True).get(pk=system.pk)
    return locked


def note_reopening(risk: Risk, *, by: User, at: datetime) -> Risk:
    """Returns the risk as the database left it after its rating changed.

    What was closed or deferred is open again when its rating rose above what was decided
    (assessments.models.standing); the log says so. Every action that moves a rating calls this.
    """
    if risk.standing != Standing.OPEN:
        before = risk.standing
        risk.refresh_from_db(fields=["standing", "band"])
        if risk.standing != before:
            changes = {"standing": [before, risk.standing], "band": risk.band}
            record(by=by, at=at, action="risk reopened by its rating", target=risk, changes=changes)
    return risk


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


def keep_own_rating(*, risk: Risk, grades: Grades, by: User, at: datetime, is_first: bool = False) -> None:
    """Keeps what someone of the company says about a risk that is locked, as her rating; few queries.

    `is_first` says that she cannot have one yet.
    """
    said = {name: getattr(grades, name) for name in GRADES}
    said |= {"organisation": acts_for(by, risk.assessment), "side": Rating.Side.COMPANY, "rated_at": at}
    hers = Rating.objects.filter(risk=risk, author=by)
    if is_first or not hers.update(**said, version=F("version") + 1):
        Rating.objects.create(risk=risk, author=by, **said)


def keep_involvement(
    *, risk: Risk, party: Any, judged: Mapping[str, Any], by: User, at: datetime
) -> Involvement:
    """Returns a new judgement of an actor's involvement; the one before stays as history.

    `party` is None for the company itself; `judged` holds involvement, enabled, foreseeable, mitigation,
    reason, and position of another actor. Its version counts the judgements of that actor.
    """
    with connection.cursor() as cursor:
        cursor.execute(REPLACE, {"at": at, "risk": risk.pk, "party": party and party.pk})
        (earlier,) = cursor.fetchone()
    return Involvement.objects.create(
        risk=risk, party=party, judged_by=by, judged_at=at, version=earlier + 1, **judged
    )


def own_involvement(entry: RiskEntry) -> dict[str, str]:
    """Returns how the company judges its own involvement, as a row of Involvement keeps it."""
    return {**{name: getattr(entry, name) for name in INVOLVEMENT}, "reason": entry.involvement_reason}


def needs_reasons(grades: Grades) -> None:
    """Raises Refused where a measure has no reason: a rating without one cannot be read by anybody."""
    message = _("Say why. One sentence is enough; reviewers will read it.")
    missing = [f"{name}_reason" for name in DIMENSIONS if not getattr(grades, f"{name}_reason").strip()]
    if missing:
        raise Refused(message, fields={name: [message] for name in missing})
