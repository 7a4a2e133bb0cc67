"""What was taken away, in the log: an export leaves the workbench, so its digest stays here."""

from datetime import datetime

from django.db import transaction

from assessments.models import Assessment, Snapshot
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.audit.recorder import record


@transaction.atomic
def record_export(
    *, assessment: Assessment, kind: str, sha256: str, risks: int, by: User, at: datetime
) -> Event:
    """Returns the event that she took the assessment away as it stood, as "json", "csv" or "xlsx"."""
    changes = {"kind": kind, "version": assessment.working_number, "risks": risks, "sha256": sha256}
    return record(by=by, at=at, action="assessment exported", target=assessment, changes=changes)


@transaction.atomic
def record_version_download(*, snapshot: Snapshot, by: User, at: datetime) -> Event:
    """Returns the event that she took an approved version away, byte by byte as it was approved."""
    changes = {"sha256": snapshot.sha256}
    return record(by=by, at=at, action="approved version downloaded", target=snapshot, changes=changes)
