"""What people do with a table of risks: hand it in, say what its columns are, have it written, or not."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions._sending import send
from assessments.models import Assessment, RiskImport
from assessments.tables import FIELDS, NEEDED, guess
from hrdd.accounts.models import User
from hrdd.audit.recorder import record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save
from hrdd.lib.sheets import Table


@transaction.atomic
def hand_in_table(
    *, assessment: Assessment, table: Table, file_name: str, sha256: str, by: User, at: datetime
) -> RiskImport:
    """Returns the import, its columns guessed from their names; nothing is written into the register yet."""
    records = [[number, list(texts.values())] for number, texts in table.records()]
    if not records:
        message = _("This table has a header and no rows below it.")
        raise Refused(message, fields={"file": [message]})
    handed_in = RiskImport.objects.create(
        company_id=assessment.company_id, assessment=assessment, file_name=file_name[:200], sha256=sha256,
        table=RiskImport.stored(table.header, records), rows=len(records), mapping=guess(table.header),
        requested_by=by, requested_at=at,
    )  # fmt: skip
    record(
        by=by, at=at, action="table handed in", target=handed_in,
        changes={"rows": len(records), "sha256": sha256},
    )  # fmt: skip
    return handed_in


@transaction.atomic
def map_columns(
    *, risk_import: RiskImport, mapping: Mapping[str, int], leave_out: bool, by: User, at: datetime
) -> RiskImport:
    """Returns the import on its way to the worker, which checks every row; nothing is written yet."""
    locked = _locked(risk_import)
    if locked.state not in (RiskImport.State.UPLOADED, RiskImport.State.CHECKED):
        raise Refused(_("The columns of this table can no longer be changed."))
    fields = {name: [_("Choose the column that holds this.")] for name in NEEDED if mapping.get(name) is None}
    width = len(locked.content["header"])
    fields |= {
        name: [_("The table has no such column.")]
        for name, number in mapping.items()
        if name not in FIELDS or not 0 <= number < width
    }
    if fields:
        raise Refused(_("Some columns are missing."), fields=fields)
    _to_worker(
        locked, RiskImport.State.CHECKING, at, mapping=dict(mapping), leave_out=leave_out, problems=[],
        problem_rows=0, good_rows=0,
    )  # fmt: skip
    record(by=by, at=at, action="columns of a table named", target=locked, changes={"columns": len(mapping)})
    return locked


@transaction.atomic
def confirm_import(*, risk_import: RiskImport, expected_version: int, by: User, at: datetime) -> RiskImport:
    """Returns the import on its way to be written; raises Stale when it was checked anew meanwhile."""
    locked = _locked(risk_import)
    if locked.version != expected_version:
        raise Stale(locked)
    if not locked.can_be_written:
        raise Refused(_("This table cannot be written: check it first, and settle its problems."))
    _to_worker(locked, RiskImport.State.IMPORTING, at)
    record(by=by, at=at, action="import asked for", target=locked, changes={"rows": locked.good_rows})
    return locked


@transaction.atomic
def cancel_import(*, risk_import: RiskImport, by: User, at: datetime) -> RiskImport:
    """Returns the import, cancelled; what a worker has in hand it drops at its next batch of rows."""
    locked = _locked(risk_import)
    if locked.is_over:
        raise Refused(_("This import is over."))
    if locked.is_at_work:
        save(locked, {"cancel_asked_at": at})
    else:
        save(locked, {"state": RiskImport.State.CANCELLED, "finished_at": at, "table": b""})
    record(by=by, at=at, action="import cancelled", target=locked)
    return locked


def _locked(risk_import: RiskImport) -> RiskImport:
    found: RiskImport = (
        RiskImport.objects.select_for_update(of=["self"]).select_related("assessment").get(pk=risk_import.pk)
    )
    return found


def _to_worker(locked: RiskImport, state: str, at: datetime, **new: object) -> None:
    save(
        locked,
        {**new, "state": state, "tries": 0, "claimed": False, "heartbeat_at": at, "cancel_asked_at": None},
    )
    pk: UUID = locked.pk
    transaction.on_commit(lambda: send(pk))
