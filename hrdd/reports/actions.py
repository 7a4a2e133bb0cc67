"""Every write about reports that a person causes. What workers write is in `attempts`."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from assessments.models import Assessment
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.audit.recorder import record
from hrdd.lib.canonical import canonical_json, sha256
from hrdd.lib.errors import Refused
from hrdd.reports.builder import build
from hrdd.reports.models import ReportedInput, Run
from hrdd.reports.tasks import render
from hrdd.reports.voices import reported

log = logging.getLogger(__name__)


@transaction.atomic
def request_run(
    *, assessment: Assessment, kind: str, language: str, by: User, at: datetime,
    readers: str = Run.Readers.EVERYONE,
) -> Run:  # fmt: skip
    """Returns a new run, queued, with its document frozen as things stand now.

    `readers` decides how much of the engagement log is in it, and who may fetch it.
    """
    made_for = Run.Readers(readers)
    document = build(assessment=assessment, language=language, by=by, at=at, readers=made_for)
    content = canonical_json(document)
    run = Run.objects.create(
        company_id=assessment.company_id,
        assessment=assessment,
        kind=kind,
        language=language,
        readers=made_for,
        document=Run.stored(content),
        document_sha256=sha256(content),
        requested_by=by,
        requested_at=at,
        heartbeat_at=at,
    )
    ReportedInput.objects.bulk_create(reported(run, document))
    record(
        by=by, at=at, action="report requested", target=run,
        changes={
            "kind": kind, "language": language, "readers": made_for.value, "document": run.document_sha256,
        },
    )  # fmt: skip
    transaction.on_commit(lambda: _send(run.pk))
    return run


@transaction.atomic
def retry_run(*, run: Run, by: User, at: datetime) -> Run:
    """Returns a failed run, queued again with the same frozen document; raises Refused for any other."""
    locked = Run.objects.select_for_update(of=["self"]).defer("document").get(pk=run.pk)
    if locked.state_name != Run.State.FAILED:
        raise Refused(_("Only a report that failed can be tried again."))
    before, locked.failure = locked.failure, ""
    locked.state_name, locked.stage, locked.percent, locked.tries = Run.State.QUEUED, "", 0, 0
    locked.heartbeat_at, locked.finished_at = at, None
    locked.save(
        update_fields=["failure", "state_name", "stage", "percent", "tries", "heartbeat_at", "finished_at"]
    )
    record(by=by, at=at, action="report tried again", target=locked, changes={"failure": [before, ""]})
    transaction.on_commit(lambda: _send(locked.pk))
    return locked


@transaction.atomic
def record_download(*, run: Run, part: str, by: User, at: datetime) -> Event:
    """Returns the event that she took away a part of a report: "pdf", "html" or "document"."""
    digest = run.file_sha256 if part == "pdf" else run.document_sha256
    return record(
        by=by, at=at, action="report downloaded", target=run, changes={"part": part, "sha256": digest}
    )


def _send(run_id: UUID) -> None:
    try:
        render.apply_async([str(run_id)], retry=False)
    except OperationalError:
        # Nobody loses the report: the clock sends it once the broker answers again.
        log.warning("report %s could not be sent to the workers yet", run_id, exc_info=True)
