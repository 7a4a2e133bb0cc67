"""Reports."""

from django.utils import timezone

from assessments.models import Assessment
from hrdd.accounts.models import User
from hrdd.reports.actions import request_run
from hrdd.reports.attempts import fail, finish, start_attempt
from hrdd.reports.models import Run

PDF = b"%PDF-1.7 not a real one"


def queued_run(assessment: Assessment, *, by: User | None = None) -> Run:
    """Returns a report just asked for; no worker hears of it unless commit callbacks are run."""
    by = by or assessment.created_by
    return request_run(assessment=assessment, kind="severity", language="en", by=by, at=timezone.now())


def begun_run(assessment: Assessment, *, by: User | None = None) -> Run:
    """Returns a report in the hands of a worker."""
    run = start_attempt(run_id=queued_run(assessment, by=by).pk, at=timezone.now())
    assert run is not None
    return run


def ready_run(assessment: Assessment, *, by: User | None = None, content: bytes = PDF) -> Run:
    """Returns a report that can be fetched, with a file in the store."""
    return finish(run=begun_run(assessment, by=by), content=content, at=timezone.now())


def failed_run(assessment: Assessment, *, by: User | None = None, reason: str = "It rained.") -> Run:
    """Returns a report that could not be made."""
    return fail(run=begun_run(assessment, by=by), reason=reason, at=timezone.now())
