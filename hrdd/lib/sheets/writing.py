"""A table into a file that spreadsheet programs open, and in which nothing is a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, Final

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font

from hrdd.lib.sheets.cells import shown, written

MAKER: Final = "HRDD Workbench"
BOM: Final = "\ufeff"  # without it Excel takes UTF-8 for something else
PIECE: Final = 64 * 1024
LONGEST: Final = 32_767  # characters in a cell of XLSX, counted in UTF-16
CODE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\]")

Row = Sequence[object]


def csv_bytes(header: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Returns the table as CSV: UTF-8 with its mark, every text in quotation marks, lines ended by CR LF."""
    return b"".join(csv_lines(header, rows))


def csv_lines(header: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Returns the same in pieces, for an answer that is sent while the rows are still being read.

    Each text stands in quotation marks: a program that expects another delimiter would otherwise cut
    one in the middle, and what follows might begin with a formula.
    """
    piece = io.StringIO(newline="")
    piece.write(BOM)
    writer = csv.writer(piece, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([written(str(name)) for name in header])
    for row in rows:
        writer.writerow([written(value) for value in row])
        if piece.tell() > PIECE:
            yield piece.getvalue().encode()
            piece.seek(0)
            piece.truncate()
    yield piece.getvalue().encode()


def xlsx_bytes(header: Sequence[str], rows: Iterable[Row], *, title: str = "") -> bytes:
    """Returns the table as XLSX, in one sheet of that title."""
    target = io.BytesIO()
    write_xlsx(target, header, rows, title=title)
    return target.getvalue()


def write_xlsx(target: IO[bytes], header: Sequence[str], rows: Iterable[Row], *, title: str = "") -> None:
    """Writes the table as XLSX into a file, row by row, so that a long one needs no memory."""
    book = Workbook(write_only=True)
    book.properties.creator = MAKER
    sheet: Any = book.create_sheet(_title(title))
    sheet.freeze_panes = "A2"
    sheet.append([_heading(sheet, str(name)) for name in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    book.save(target)


def _heading(sheet: Any, name: str) -> Cell:
    cell = _text(sheet, str(written(name)))
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: object) -> object:
    ready = written(value)
    if not isinstance(ready, str) or not ready:
        return ready if ready != "" else None
    # "#N/A" and its like would become errors, so they are said to be texts; the rest cannot be anything else.
    if ready.startswith("#") or "_x" in ready or len(ready) > LONGEST // 2:
        return _text(sheet, ready)
    return ready


def _text(sheet: Any, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, _cut(CODE.sub("_x005F_", text)))
    cell.data_type = "s"
    return cell


def _cut(text: str) -> str:
    """Returns the text, shortened with a word about it when a cell cannot hold it."""
    units = text.encode("utf-16-le")
    if len(units) <= LONGEST * 2:
        return text
    note = _(" […] (cut here: a cell of a spreadsheet holds no more)")
    return units[: (LONGEST - len(note)) * 2].decode("utf-16-le", errors="ignore") + note


def _title(title: str) -> str:
    """Returns a title that a sheet may have: 31 characters, none of them with a meaning of its own."""
    return NOT_IN_TITLES.sub(" ", shown(title)).strip("' \n\t")[:31].strip("' ") or _("Table")
