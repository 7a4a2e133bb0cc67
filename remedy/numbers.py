"""How many concerns came in a quarter, and how they ended: cases that are there, and those that are gone.

Only quarters that have ended are counted, each once, suppressed (hrdd.lib.suppression). So no number moves on
the day on which somebody raises a concern, nor on the day on which hers is erased.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hrdd.accounts.models import Organisation
from hrdd.lib.canonical import canonical_json
from hrdd.lib.sheets import csv_bytes
from hrdd.lib.suppression import THRESHOLD, Published, publish
from remedy.models import Case, PastCase, Publication
from remedy.quarters import after, first_day
from remedy.states import CaseState
from stakeholders.statistics import Table

# How a case stood on the day of counting; one that was erased before it ended counts as not over.
ENDS: Final = (CaseState.CLOSED, CaseState.DECLINED, CaseState.REDIRECTED, CaseState.WITHDRAWN)
NOT_OVER: Final = "not_over"
COLUMNS: Final = (*(state.value for state in ENDS), NOT_OVER)
ROWS: Final = (True, False)


@dataclass(frozen=True, slots=True)
class Numbers:
    """All that a company published, the latest quarter first."""

    company: str
    tables: Sequence[Table]


def counted(company: Organisation, quarter: str) -> Published:
    """Returns the suppressed table of a quarter: urgent or not, by how they ended."""
    days = {"filed_on__gte": first_day(quarter), "filed_on__lt": first_day(after(quarter))}
    living = Case.objects.filter(company=company, **days).values_list("is_urgent", "stage")
    gone = PastCase.objects.of(company).filter(quarter=quarter).values_list("is_urgent", "stage")
    counts = Counter((urgent, stage if stage in COLUMNS else NOT_OVER) for urgent, stage in (*living, *gone))
    return publish([[counts[urgent, column] for column in COLUMNS] for urgent in ROWS])


def earliest(company: Organisation) -> date | None:
    """Returns a day of the first quarter in which a concern came that is known of; None when none is."""
    first = (
        Case.objects.filter(company=company).order_by("filed_on").values_list("filed_on", flat=True).first()
    )
    gone = PastCase.objects.of(company).order_by("quarter").values_list("quarter", flat=True).first()
    return min((day for day in (first, first_day(gone) if gone else None) if day), default=None)


def published(company: Organisation) -> Numbers:
    """Returns what was published, in the active language, in one query."""
    return Numbers(company.name, [_table(row) for row in Publication.objects.filter(company=company)])


def _table(row: Publication) -> Table:
    said = _(
        "Concerns that came in this quarter, and how they stood on %(day)s. Those that were erased are among "
        "them, without anything of the person."
    )
    names = {
        CaseState.CLOSED.value: _("Closed"), CaseState.DECLINED.value: _("Not taken up"),
        CaseState.REDIRECTED.value: _("Passed to others"), CaseState.WITHDRAWN.value: _("Withdrawn"),
        NOT_OVER: _("Not over, or erased before"),
    }  # fmt: skip
    return Table(
        key=f"cases-{row.quarter}", title=row.quarter.replace("-", " "),
        counted=said % {"day": date_format(row.published_on, "j F Y")},
        rows=[("urgent", _("Somebody may be in danger")), ("other", _("Others"))],
        columns=[(code, names[code]) for code in COLUMNS], published=_read(row.cells),
    )  # fmt: skip


def _read(cells: dict[str, Any]) -> Published:
    return Published(
        cells=tuple(tuple(line) for line in cells["cells"]),
        row_totals=tuple(cells["row_totals"]), column_totals=tuple(cells["column_totals"]),
        total=cells["total"], withheld=cells["withheld"], hides_zero=cells["hides_zero"],
    )  # fmt: skip


def as_json(found: Numbers) -> bytes:
    """Returns the numbers as a file; a hidden count is null."""
    tables = [
        {
            "quarter": table.key.removeprefix("cases-"), "counted": table.counted,
            "rows": [code for code, _name in table.rows], "columns": [code for code, _name in table.columns],
            "cells": [list(line) for line in table.published.cells],
            "row_totals": list(table.published.row_totals),
            "column_totals": list(table.published.column_totals), "total": table.published.total,
            "hides_zero": table.published.hides_zero,
        }
        for table in found.tables
    ]  # fmt: skip
    return canonical_json({"company": found.company, "hidden_below": THRESHOLD, "quarters": tables})


def as_csv(found: Numbers) -> bytes:
    """Returns one line per count: quarter, row, column, count."""
    lines = (
        (table.title, line.name, heading, _("hidden") if count is None else count)
        for table in found.tables
        for line in table.lines
        for heading, count in line.counts
    )
    return csv_bytes([_("Quarter"), _("Row"), _("Column"), _("Count")], lines)
