"""The job that makes a report, in a worker's own process. It is sent the run's id and nothing else."""

import logging
from contextlib import suppress
from uuid import UUID

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext_noop

from hrdd.reports import attempts
from hrdd.reports import document as documents
from hrdd.reports.attempts import Outdated, Superseded
from hrdd.reports.models import Run
from hrdd.reports.pdf import render_pdf
from hrdd.reports.pulse import Pulse
from hrdd.sharing import access
from hrdd.sharing.policy import Action

LIMIT = 25 * 60
NOT_ALLOWED = gettext_noop(
    "The person who asked for this report may no longer ask for reports of this assessment."
)
TOO_LONG = gettext_noop("Making this report took longer than 25 minutes, so it was stopped.")
TOO_LARGE = gettext_noop("This report needs more memory than the workbench has been given.")
NO_ROOM = gettext_noop(
    "The finished report could not be put into the file store. Ask the people who run the workbench to look "
    "at it, then try again."
)
BROKEN = gettext_noop(
    "Something in this report could not be set into pages. The frozen document is kept; the reason is in the "
    "log of the workbench."
)
log = logging.getLogger(__name__)


@shared_task(soft_time_limit=LIMIT, time_limit=LIMIT + 60)  # type: ignore[untyped-decorator]
def render(run_id: str) -> None:
    """Makes the report of one run; does nothing when it is over, gone, or being made elsewhere."""
    run = attempts.start_attempt(run_id=UUID(run_id), at=timezone.now())
    if run is None:
        return
    try:
        if reason := _make(run):
            attempts.fail(run=run, reason=reason, at=timezone.now())
    except Superseded:
        log.warning("report %s: attempt %s was given up for dead and is replaced", run.pk, run.attempt)


def _make(run: Run) -> str:
    """Returns why the report could not be made; nothing when it is ready."""
    if not access.can(run.requested_by, Action.REQUEST_REPORT, run):
        return NOT_ALLOWED
    try:
        while True:
            run = attempts.recheck(run=run, at=timezone.now())
            with Pulse(run) as pulse:
                content = render_pdf(documents.read(run.content), progress=pulse.progress)
            with suppress(Outdated):
                return _keep(run, content)
    except (Superseded, DatabaseError):
        # A database that is away says nothing about the report: the clock will have it taken up again.
        raise
    except SoftTimeLimitExceeded:
        return TOO_LONG
    except MemoryError:
        return TOO_LARGE
    except Exception:
        log.exception("report %s could not be made", run.pk)
        return BROKEN


def _keep(run: Run, content: bytes) -> str:
    try:
        attempts.finish(run=run, content=content, at=timezone.now())
    except OSError:
        log.exception("report %s could not be stored", run.pk)
        return NO_ROOM
    return ""
