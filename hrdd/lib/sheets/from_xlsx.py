"""XLSX: one sheet of it, its values without formulas, formats, links or pictures."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final
from zipfile import ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from hrdd.lib.sheets.archive import check
from hrdd.lib.sheets.cells import shown
from hrdd.lib.sheets.limits import Limits, Unreadable, counted, damaged
from hrdd.lib.sheets.table import Table, gather

LAST_ROW: Final = 1_048_576  # of any XLSX sheet
EMPTY_CELLS: Final = 10  # so many for each cell that may be full; the reader fills gaps with empty ones
# Excel writes a line break, and an underscore that could be taken for such a code, as a code of letters.
CODED: Final = re.compile("_x000D_\n?|_x005F_(?=x[0-9A-Fa-f]{4}_)")


def read_xlsx(content: bytes, sheet: str, limits: Limits) -> Table:
    """Returns the table in the sheet of that name, or in the first that is not hidden; raises Unreadable."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            check(archive, limits)
        return _read(content, sheet, limits)
    except Unreadable:
        raise
    except Exception as error:  # whatever the parsers say about a file that is not what it seems
        raise damaged() from error


def _read(content: bytes, sheet: str, limits: Limits) -> Table:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        found = _sheet(book.worksheets, sheet)
        found.reset_dimensions()  # what the file says about its size need not be true
        lines = _lines(found.iter_rows(values_only=True), limits)
        header, rows, first = gather(lines, limits)
        return Table(header, rows, first, "xlsx", sheet=found.title)
    finally:
        book.close()


def _sheet(sheets: Sequence[Any], name: str) -> Any:
    if not name:
        seen = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
        return (seen or list(sheets))[0]
    for sheet in sheets:
        if sheet.title.casefold() == name.casefold():
            return sheet
    raise Unreadable(
        _("There is no sheet “%(name)s” in this file. It has: %(names)s.")
        % {"name": name, "names": ", ".join(sheet.title for sheet in sheets)}
    )


def _lines(rows: Iterable[Sequence[Any]], limits: Limits) -> Iterator[list[str]]:
    cells = 0
    for number, row in enumerate(rows, 1):
        cells += len(row)
        if number > LAST_ROW or cells > EMPTY_CELLS * limits.cells:
            raise Unreadable(
                _(
                    "This sheet has more than %(limit)s cells, most of them empty. Copy the table into a new "
                    "spreadsheet, and try again."
                )
                % {"limit": counted(EMPTY_CELLS * limits.cells)}
            )
        yield [_text(value) for value in row]


def _text(value: object) -> str:
    if isinstance(value, str) and "_x" in value:
        value = CODED.sub(lambda code: "_" if code[0].startswith("_x005F") else "\n", value)
    return shown(value)
