"""What a worker writes while it checks or imports a table of risks.

Everything is fenced by the number of the attempt, as for reports: a worker that was given up for dead and
comes back writes nothing. The rows of a table are written in one transaction, or none of them is. How far it
is stands in the cache, because what that transaction writes nobody else can see before its end.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assessments.actions._bulk import write_risks
from assessments.actions._rows import begin_edit
from assessments.actions.moments import propose_moment
from assessments.entries import RiskEntry
from assessments.models import Moment, Risk, RiskImport
from assessments.models.risk_import import HEARTBEAT_TIMEOUT, MAX_TRIES, MOST_PROBLEMS
from assessments.moments import AFTER_INCIDENT, is_incident
from assessments.tables import Problem
from hrdd.audit.recorder import PRODUCT, record

GIVEN_UP = gettext_noop(
    "The program that imports tables stopped each time it worked on this one. Ask the people who run the "
    "workbench to look at it."
)


class Superseded(Exception):
    """Another attempt has taken over; whatever this one still does is for nothing."""


class Cancelled(Exception):
    """A person asked to stop."""


@transaction.atomic
def start_import(*, run_id: UUID, at: datetime) -> RiskImport | None:
    """Returns the import, taken by a new attempt; None when it is over, gone, or in living hands."""
    locked = RiskImport.objects.select_for_update(of=["self"]).filter(pk=run_id).first()
    if (
        locked is None
        or not locked.is_at_work
        or (locked.attempt and locked.claimed and not _silent(locked, at))
    ):
        return None
    locked.attempt += 1
    locked.tries += 1
    locked.claimed, locked.heartbeat_at = True, at
    locked.save(update_fields=["attempt", "tries", "claimed", "heartbeat_at"])
    return locked


def beat(*, risk_import: RiskImport, done: int, at: datetime) -> None:
    """Says how far the work is; raises Cancelled or Superseded when it shall stop.

    The import's row is read and not written: what this transaction wrote to it, nobody else would see.
    """
    cache.set(_key(risk_import), {"done": done, "at": at.isoformat()}, 3600)
    now = RiskImport.objects.values_list("attempt", "cancel_asked_at", "state").get(pk=risk_import.pk)
    if now[0] != risk_import.attempt or now[2] != risk_import.state:
        raise Superseded
    if now[1]:
        raise Cancelled


def progress(risk_import: RiskImport) -> int:
    """Returns how many rows are done, for a bar; 0 when nothing is known."""
    return int((cache.get(_key(risk_import)) or {}).get("done", 0))


@transaction.atomic
def finish_check(
    *, risk_import: RiskImport, good: int, problems: Sequence[Problem], at: datetime
) -> RiskImport:
    """Returns the import, checked, with what is wrong in which row."""
    locked = _held(risk_import)
    locked.state, locked.good_rows = RiskImport.State.CHECKED, good
    locked.problem_rows = len({problem.row for problem in problems})
    locked.problems = [asdict(problem) for problem in problems[:MOST_PROBLEMS]]
    locked.version += 1
    locked.save(update_fields=["state", "good_rows", "problem_rows", "problems", "version"])
    record(
        by=PRODUCT, at=at, action="table checked", target=locked,
        changes={"rows": good, "rows with problems": locked.problem_rows},
    )  # fmt: skip
    return locked


@transaction.atomic
def write_import(
    *, risk_import: RiskImport, entries: Sequence[RiskEntry], tick: Callable[[int], None], at: datetime
) -> RiskImport:
    """Returns the import, done, with all its risks in the register; or raises, and nothing is written."""
    by = risk_import.requested_by
    assessment = begin_edit(risk_import.assessment_id, by=by, at=at)
    risks = write_risks(assessment=assessment, entries=entries, by=by, at=at, progress=tick)
    _propose_a_look(risk_import, risks, at)
    locked = _held(risk_import)
    if locked.cancel_asked_at:
        raise Cancelled
    locked.state, locked.finished_at, locked.table = RiskImport.State.DONE, at, b""
    locked.first_number, locked.last_number = risks[0].number, risks[-1].number
    locked.version += 1
    locked.save(update_fields=["state", "finished_at", "table", "first_number", "last_number", "version"])
    record(
        by=by, at=at, action="risks imported", target=locked,
        changes={"risks": f"{risks[0].reference} to {risks[-1].reference}", "sha256": locked.sha256},
    )  # fmt: skip
    return locked


@transaction.atomic
def stop_import(*, risk_import: RiskImport, reason: str, at: datetime) -> RiskImport:
    """Returns the import, failed for a reason people can read, or cancelled where `reason` is empty."""
    locked = _held(risk_import)
    return _stop(locked, reason, at)


@transaction.atomic
def requeue_import(*, risk_import: RiskImport, at: datetime) -> RiskImport | None:
    """Returns a stuck import, ready to be sent again; None when it lives, is over, or used up its tries."""
    waiting = RiskImport.objects.select_for_update(of=["self"], skip_locked=True)
    locked = waiting.filter(pk=risk_import.pk).first()
    if locked is None or not locked.is_at_work or not _silent(locked, at):
        return None
    if locked.cancel_asked_at or locked.tries >= MAX_TRIES:
        _stop(locked, "" if locked.cancel_asked_at else GIVEN_UP, at)
        return None
    locked.claimed, locked.heartbeat_at = False, at
    locked.save(update_fields=["claimed", "heartbeat_at"])
    cache.delete(_key(locked))
    return locked


@transaction.atomic
def let_go(*, risk_import: RiskImport, at: datetime) -> RiskImport:
    """Returns an import that nobody went on with, cancelled, its table let go."""
    return _stop(RiskImport.objects.select_for_update(of=["self"]).get(pk=risk_import.pk), "", at)


def _stop(locked: RiskImport, reason: str, at: datetime) -> RiskImport:
    locked.state = RiskImport.State.FAILED if reason else RiskImport.State.CANCELLED
    locked.failure, locked.finished_at, locked.table = reason, at, b""
    locked.version += 1
    locked.save(update_fields=["state", "failure", "finished_at", "table", "version"])
    record(by=PRODUCT, at=at, action="import stopped", target=locked, changes={"reason": reason})
    return locked


def _held(risk_import: RiskImport) -> RiskImport:
    held = RiskImport.objects.filter(attempt=risk_import.attempt, state=risk_import.state)
    locked = held.select_for_update(of=["self"]).filter(pk=risk_import.pk).first()
    if locked is None:
        raise Superseded
    return locked


def _silent(risk_import: RiskImport, at: datetime) -> bool:
    last = (cache.get(_key(risk_import)) or {}).get("at")
    heard = [risk_import.heartbeat_at, datetime.fromisoformat(last) if last else None]
    return not any(moment and at - moment < HEARTBEAT_TIMEOUT for moment in heard)


def _propose_a_look(risk_import: RiskImport, risks: Sequence[Risk], at: datetime) -> None:
    """Proposes one moment for all grave incidents of a table, not one for each."""
    grave = [risk for risk in risks if is_incident(risk.severity)]
    if grave:
        system = risk_import.assessment.system
        propose_moment(
            system=system,
            kind=Moment.Kind.INCIDENT,
            what=_("Look again after %(first)s and what came with it") % {"first": grave[0]},
            because=_("%(count)s grave incidents came into %(assessment)s with a table.")
            % {"count": len(grave), "assessment": risk_import.assessment},
            expected_by=localdate(at) + AFTER_INCIDENT,
            by=risk_import.requested_by,
            at=at,
        )


def _key(risk_import: RiskImport) -> str:
    return f"risk-import-{risk_import.pk}-{risk_import.attempt}"
