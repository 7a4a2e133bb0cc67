"""The job that checks or writes a table of risks. It is sent the import's id and nothing else."""

import logging
from uuid import UUID

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext_noop

from assessments import import_attempts as attempts
from assessments.entries import RiskEntry
from assessments.models import RiskImport
from assessments.tables import Problem, Reader, picked
from hrdd.lib.errors import Refused
from hrdd.sharing import access
from hrdd.sharing.policy import Action

LIMIT = 10 * 60
EVERY = 50
NOT_ALLOWED = gettext_noop("The person who handed this table in may no longer change this assessment.")
TOO_LONG = gettext_noop("Importing this table took longer than ten minutes, so it was stopped.")
CHANGED = gettext_noop(
    "The assessment changed meanwhile, and some rows no longer fit. Hand the table in again."
)
BROKEN = gettext_noop("This table could not be imported. The reason is in the log of the workbench.")
log = logging.getLogger(__name__)


@shared_task(soft_time_limit=LIMIT, time_limit=LIMIT + 30)  # type: ignore[untyped-decorator]
def work_on_import(import_id: str) -> None:
    """Checks or writes one table; does nothing when it is over, gone, or in a living worker's hands."""
    taken = attempts.start_import(run_id=UUID(import_id), at=timezone.now())
    if taken is None:
        return
    try:
        if reason := _work(taken):
            attempts.stop_import(risk_import=taken, reason=reason, at=timezone.now())
    except attempts.Cancelled:
        attempts.stop_import(risk_import=taken, reason="", at=timezone.now())
    except attempts.Superseded:
        log.warning("import %s: attempt %s was given up for dead and is replaced", taken.pk, taken.attempt)


def _work(taken: RiskImport) -> str:
    """Returns why it could not be done; nothing when it was."""
    if not access.can(taken.requested_by, Action.EDIT, taken.assessment):
        return NOT_ALLOWED
    try:
        return _check(taken) if taken.state == RiskImport.State.CHECKING else _write(taken)
    except (attempts.Superseded, attempts.Cancelled, DatabaseError):
        raise
    except Refused as refusal:
        return refusal.message
    except SoftTimeLimitExceeded:
        return TOO_LONG
    except Exception:
        log.exception("import %s could not be done", taken.pk)
        return BROKEN


def _check(taken: RiskImport) -> str:
    entries, problems = _read(taken)
    attempts.finish_check(risk_import=taken, good=len(entries), problems=problems, at=timezone.now())
    return ""


def _write(taken: RiskImport) -> str:
    entries, problems = _read(taken)
    if not entries or (problems and not taken.leave_out) or len(entries) != taken.good_rows:
        return CHANGED

    def tick(done: int) -> None:
        attempts.beat(risk_import=taken, done=taken.rows + done, at=timezone.now())

    attempts.write_import(risk_import=taken, entries=entries, tick=tick, at=timezone.now())
    return ""


def _read(taken: RiskImport) -> tuple[list[RiskEntry], list[Problem]]:
    reader = Reader(taken.assessment)
    entries: list[RiskEntry] = []
    problems: list[Problem] = []
    for done, (number, texts) in enumerate(taken.content["rows"]):
        if done % EVERY == 0:
            attempts.beat(risk_import=taken, done=done, at=timezone.now())
        entry, found = reader.read(number, picked(texts, taken.mapping))
        problems += found
        if entry:
            entries.append(entry)
    return entries, problems
