"""What people do with a table of past engagements: hand it in, name its columns, have it written, or not."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save
from hrdd.lib.sheets import Table, guess, picked
from stakeholders.actions.engagements import count_participants, open_engagement
from stakeholders.models import PastEngagements
from stakeholders.past import ALSO, FIELDS, NEEDED, Reader

MOST_ROWS = 500


@transaction.atomic
def hand_in_past(
    *, company: Organisation, table: Table, file_name: str, sha256: str, by: User, at: datetime
) -> PastEngagements:
    """Returns the table, sealed, its columns guessed from their names; nothing is in the log yet."""
    records = [[number, list(texts.values())] for number, texts in table.records()]
    if not records:
        message = _("This table has a header and no rows below it.")
        raise Refused(message, fields={"file": [message]})
    if len(records) > MOST_ROWS:
        message = _("This table has more than 500 rows. Split it into several files.")
        raise Refused(message, fields={"file": [message]})
    handed_in = PastEngagements.objects.create(
        company=company, file_name=file_name[:200], sha256=sha256, rows=len(records),
        table=PastEngagements.sealed(table.header, records), mapping=guess(table.header, FIELDS, ALSO),
        requested_by=by, requested_at=at,
    )  # fmt: skip
    record(
        by=by, at=at, action="past engagements handed in", target=handed_in,
        changes={"rows": len(records), "sha256": sha256},
    )  # fmt: skip
    return handed_in


@transaction.atomic
def name_past_columns(
    *, past: PastEngagements, mapping: Mapping[str, int], by: User, at: datetime
) -> PastEngagements:
    """Returns the table with what its columns are; nothing is in the log yet. Raises Refused."""
    locked = _locked(past)
    fields = {name: [_("Choose the column that holds this.")] for name in NEEDED if mapping.get(name) is None}
    width = len(locked.content["header"])
    fields |= {
        name: [_("The table has no such column.")]
        for name, number in mapping.items()
        if name not in FIELDS or not 0 <= number < width
    }
    if fields:
        raise Refused(_("Some columns are missing."), fields=fields)
    save(locked, {"mapping": dict(mapping)})
    record(
        by=by, at=at, action="columns of past engagements named", target=locked,
        changes={"columns": len(mapping)},
    )  # fmt: skip
    return locked


@transaction.atomic
def write_past(*, past: PastEngagements, expected_version: int, by: User, at: datetime) -> PastEngagements:
    """Returns the table, whose rows are engagements in preparation from now on: all of them, or none.

    They go on record one by one, when somebody said of each what the record needs: whether speaking put
    people at risk is in no old table. Raises Stale when the columns were named anew meanwhile, and Refused.
    """
    locked = _locked(past)
    if locked.version != expected_version:
        raise Stale(locked)
    reader = Reader(locked.company, today=timezone.localdate(at))
    numbers = []
    for number, texts in locked.content["rows"]:
        held, problems = reader.read(number, picked(texts, locked.mapping))
        if held is None:
            told = {"row": number, "what": problems[0].message}
            raise Refused(_("Nothing was written. Row %(row)s: %(what)s") % told)
        opened = open_engagement(company=locked.company, facts=held.facts, by=by, at=at)
        if held.headcount:
            count_participants(engagement=opened, headcount=held.headcount, by=by, at=at)
        numbers.append(opened.number)
    save(
        locked,
        {
            "progress": PastEngagements.Progress.DONE, "table": b"", "finished_at": at,
            "first_number": numbers[0], "last_number": numbers[-1],
        },
    )  # fmt: skip
    record(by=by, at=at, action="past engagements written", target=locked, changes={"rows": len(numbers)})
    return locked


@transaction.atomic
def throw_away_past(*, past: PastEngagements, by: User, at: datetime) -> PastEngagements:
    """Returns the table without what was in it; nothing of it is in the log."""
    locked = _locked(past)
    gone = {"progress": PastEngagements.Progress.THROWN_AWAY, "table": b"", "finished_at": at}
    save(locked, gone)
    record(by=by, at=at, action="past engagements thrown away", target=locked)
    return locked


def _locked(past: PastEngagements) -> PastEngagements:
    rows = PastEngagements.objects.select_for_update(of=["self"]).select_related("company")
    locked: PastEngagements = rows.get(pk=past.pk)
    if locked.is_over:
        raise Refused(_("This table was written or thrown away already."))
    return locked
