"""What workers write while they make a report. Every write is fenced by the number of the attempt.

A worker that was given up (killed, or silent for too long) may come back: its attempt is no longer the run's,
so nothing it writes takes hold. That is why the same run may be delivered twice without harm.
"""

import contextlib
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_noop

from hrdd.audit.recorder import PRODUCT, record
from hrdd.lib.canonical import canonical_json, sha256
from hrdd.reports.models import HEARTBEAT_TIMEOUT, MAX_TRIES, Run
from hrdd.reports.voices import hold, struck

GIVEN_UP = gettext_noop(
    "The program that makes reports stopped each time it worked on this one. Ask the people who run the "
    "workbench to look at it, then try again."
)


class Superseded(Exception):
    """Another attempt has taken over; whatever this one still does is for nothing."""


@transaction.atomic
def start_attempt(*, run_id: UUID, at: datetime) -> Run | None:
    """Returns the run, taken by a new attempt; None when it is over, gone, or in a living worker's hands."""
    run = Run.objects.select_for_update(of=["self"]).filter(pk=run_id).first()
    if run is None or run.is_over:
        return None
    if run.state_name == Run.State.RENDERING and not _silent(run, at):
        return None
    run.state_name = Run.State.RENDERING
    run.attempt += 1
    run.tries += 1
    run.stage, run.percent, run.heartbeat_at = "", 0, at
    run.save(update_fields=["state_name", "attempt", "tries", "stage", "percent", "heartbeat_at"])
    record(by=PRODUCT, at=at, action="report begun", target=run, changes={"attempt": run.attempt})
    return run


def beat(*, run: Run, at: datetime, stage: str | None = None, percent: int | None = None) -> bool:
    """Returns whether the run is still this attempt's, after noting that its worker lives and how far it is.

    The only write without an event: it comes every few seconds and changes nothing but a progress bar.
    """
    said = {"stage": stage, "percent": percent}
    new = {name: value for name, value in said.items() if value is not None}
    held = Run.objects.filter(pk=run.pk, attempt=run.attempt, state_name=Run.State.RENDERING)
    return held.update(heartbeat_at=at, **new) == 1


class Outdated(Exception):
    """Consent to words in it was taken back while the report was being made: it has to be made again."""


@transaction.atomic
def recheck(*, run: Run, at: datetime) -> Run:
    """Returns the run, its document without what may no longer be said; one that is issued never changes."""
    locked = Run.objects.select_for_update(of=["self"]).filter(pk=run.pk).first()
    if locked is None or locked.is_ready or not locked.reported.exists():
        return run
    found = struck(locked, on=localdate(at))
    if found is None:
        return run
    content, before = canonical_json(found.document), locked.document_sha256
    locked.document, locked.document_sha256 = Run.stored(content), sha256(content)
    locked.save(update_fields=["document", "document_sha256"])
    locked.reported.filter(input__in=found.inputs).update(left_out_at=at)
    record(
        by=PRODUCT, at=at, action="words left out of report", target=locked,
        changes={"document": [before, locked.document_sha256], "left out": len(found.inputs)},
    )  # fmt: skip
    run.document, run.document_sha256 = locked.document, locked.document_sha256
    return run


@transaction.atomic
def finish(*, run: Run, content: bytes, at: datetime) -> Run:
    """Returns the run, ready, with exactly one file in the store.

    Raises Superseded when it was taken over, and Outdated when words in it may no longer be used. The row
    stays locked while the file is written, so that nobody can take the run over meanwhile; so do the consents
    to what is quoted in it: who takes one back from here on is told of this report.
    """
    locked = _held(run)
    if locked.reported.exists():
        hold(locked)
        if struck(locked, on=localdate(at)) is not None:
            raise Outdated
    store = _store()
    store_name = store.save(_file_name(locked, locked.attempt), ContentFile(content))
    locked.file.name = store_name
    locked.file_size, locked.file_sha256 = len(content), sha256(content)
    locked.state_name, locked.stage, locked.percent, locked.finished_at = Run.State.READY, "", 100, at
    locked.save(
        update_fields=["file", "file_size", "file_sha256", "state_name", "stage", "percent", "finished_at"]
    )
    record(by=PRODUCT, at=at, action="report ready", target=locked, changes={"file": locked.file_sha256})
    transaction.on_commit(lambda: _remove_leftovers(locked, keep=store_name))
    return locked


@transaction.atomic
def fail(*, run: Run, reason: str, at: datetime) -> Run:
    """Returns the run, failed for a reason that people can read; raises Superseded when it was taken over."""
    return _fail(_held(run), reason, at)


@transaction.atomic
def requeue(*, run: Run, at: datetime) -> Run | None:
    """Returns a stuck run, ready to be sent again; None when it lives after all, is over, or has used up its
    tries (then it has failed)."""
    locked = Run.objects.select_for_update(of=["self"], skip_locked=True).filter(pk=run.pk).first()
    if locked is None or locked.is_over or not _silent(locked, at):
        return None
    if locked.tries >= MAX_TRIES:
        _fail(locked, GIVEN_UP, at)
        return None
    lost = locked.state_name == Run.State.RENDERING
    locked.state_name, locked.stage, locked.percent, locked.heartbeat_at = Run.State.QUEUED, "", 0, at
    locked.save(update_fields=["state_name", "stage", "percent", "heartbeat_at"])
    if lost:
        record(by=PRODUCT, at=at, action="report taken up again", target=locked)
    return locked


def _silent(run: Run, at: datetime) -> bool:
    return run.heartbeat_at is None or run.heartbeat_at < at - HEARTBEAT_TIMEOUT


def _held(run: Run) -> Run:
    held = Run.objects.filter(attempt=run.attempt, state_name=Run.State.RENDERING)
    locked = held.select_for_update(of=["self"]).filter(pk=run.pk).first()
    if locked is None:
        raise Superseded
    return locked


def _fail(locked: Run, reason: str, at: datetime) -> Run:
    locked.state_name, locked.failure, locked.finished_at = Run.State.FAILED, reason, at
    locked.save(update_fields=["state_name", "failure", "finished_at"])
    record(by=PRODUCT, at=at, action="report failed", target=locked, changes={"reason": reason})
    transaction.on_commit(lambda: _remove_leftovers(locked, keep=""))
    return locked


def _store() -> Storage:
    return Run._meta.get_field("file").storage


def _file_name(run: Run, attempt: int) -> str:
    # Says nothing about whose report it is; the attempt keeps two workers out of each other's file.
    return f"reports/{run.pk}-{attempt}.pdf"


def _remove_leftovers(run: Run, *, keep: str) -> None:
    """Removes what attempts left that were killed between writing their file and saying so."""
    store = _store()
    for attempt in range(1, run.attempt + 1):
        name = _file_name(run, attempt)
        if name != keep:
            with contextlib.suppress(OSError):
                store.delete(name)
