"""Tables of 2,000 rows and 30 columns, written and read: beside the libraries alone, beside two seconds."""

import csv
import io
from typing import Any

from openpyxl import Workbook, load_workbook

from hrdd.lib.sheets import csv_bytes, read_table, xlsx_bytes
from tests.benchmarks.table import Row, milliseconds

ROWS, COLUMNS = 2_000, 30
LIMIT_MS = 2_000
HEADER = [f"Column {number}" for number in range(COLUMNS)]


def table() -> list[list[Any]]:
    """Returns rows of a register: some numbers, some gaps, mostly sentences."""
    words = [f"A sentence of column {column} that says a little" for column in range(COLUMNS - 4)]
    return [[f"R-{row}", row, 2.5, None, *words] for row in range(ROWS)]


def bare_csv(rows: list[list[Any]]) -> bytes:
    """Returns the same by the standard library alone."""
    target = io.StringIO(newline="")
    csv.writer(target).writerows([HEADER, *rows])
    return target.getvalue().encode()


def bare_xlsx(rows: list[list[Any]]) -> bytes:
    """Returns the same by openpyxl alone."""
    book, target = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for row in [HEADER, *rows]:
        sheet.append(row)
    book.save(target)
    return target.getvalue()


def bare_reading(content: bytes) -> None:
    """Reads every cell by openpyxl alone."""
    for _row in load_workbook(io.BytesIO(content), read_only=True).worksheets[0].iter_rows(values_only=True):
        pass


def main() -> list[Row]:
    """Returns one row per direction and format."""
    rows = table()
    content, text = xlsx_bytes(HEADER, rows), csv_bytes(HEADER, rows)
    what = f"{ROWS:,} rows of {COLUMNS} columns"
    writing = milliseconds(lambda: xlsx_bytes(HEADER, rows), rounds=5)
    reading = milliseconds(lambda: read_table(io.BytesIO(content)), rounds=5)
    floor_w = milliseconds(lambda: bare_xlsx(rows), rounds=5)
    floor_r = milliseconds(lambda: bare_reading(content), rounds=5)
    csv_w = milliseconds(lambda: csv_bytes(HEADER, rows), rounds=5)
    csv_r = milliseconds(lambda: read_table(io.BytesIO(text)), rounds=5)
    floor_csv = milliseconds(lambda: bare_csv(rows), rounds=5)
    return [
        Row(f"XLSX written, {what}, beside openpyxl", writing, floor_w, "ms", 1.5),
        Row(f"XLSX written, {what}, beside its limit", writing, LIMIT_MS, "ms", 1.0),
        Row(f"XLSX read, {what}, beside openpyxl", reading, floor_r, "ms", 1.5),
        Row(f"CSV written, {what}, beside writing without care", csv_w, floor_csv, "ms", 10.0),
        Row(f"CSV read, {what}, beside its limit", csv_r, LIMIT_MS, "ms", 1.0),
    ]
