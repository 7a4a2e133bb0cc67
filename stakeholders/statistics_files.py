"""The statistics as data: for a program, and for a spreadsheet."""

from typing import Any

from django.utils.translation import gettext as _

from hrdd.lib.canonical import canonical_json
from hrdd.lib.sheets import csv_bytes
from hrdd.lib.suppression import THRESHOLD
from stakeholders.confidentiality import CHECKED, ORDER
from stakeholders.statistics import Statistics, Table

MEDIA_TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8"}


def as_data(found: Statistics) -> dict[str, Any]:
    """Returns the tables as plain data; a hidden count is None."""
    return {
        "company": found.company,
        "counted_on": found.counted_on.isoformat(),
        "levels": [level.value for level in ORDER if level in CHECKED],
        "hidden_below": THRESHOLD,
        "tables": [_table(table) for table in found.tables],
    }


def _table(table: Table) -> dict[str, Any]:
    seen = table.published
    return {
        "key": table.key,
        "title": table.title,
        "counted": table.counted,
        "rows": [{"code": code, "name": name} for code, name in table.rows],
        "columns": [{"code": code, "name": name} for code, name in table.columns],
        "cells": [list(row) for row in seen.cells],
        "row_totals": list(seen.row_totals),
        "column_totals": list(seen.column_totals),
        "total": seen.total,
        "hides_zero": seen.hides_zero,
    }


def as_json(found: Statistics) -> bytes:
    """Returns the same as a file."""
    return canonical_json(as_data(found))


def as_csv(found: Statistics) -> bytes:
    """Returns one line per count: table, row, column, count."""
    hidden = _("hidden")
    lines = (
        (table.title, line.name, heading, hidden if count is None else count)
        for table in found.tables
        for line in table.lines
        for heading, count in line.counts
    )
    return csv_bytes([_("Table"), _("Row"), _("Column"), _("Count")], lines)


WRITERS = {"json": as_json, "csv": as_csv}
