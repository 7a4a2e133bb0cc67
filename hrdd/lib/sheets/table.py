"""A table as texts: a header of different names, and rows all of its width."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from hrdd.lib.sheets.cells import unguarded
from hrdd.lib.sheets.limits import Limits, Unreadable, counted


@dataclass(frozen=True)
class Table:
    """What was read. `encoding` tells of a CSV in which letters it was written, "cp1252" being a guess."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first_row: int
    kind: Literal["csv", "xlsx"]
    encoding: str = "utf-8"
    delimiter: str = ""
    sheet: str = ""

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Returns each row with its number in the file and its texts by column name; empty ones left out."""
        for number, row in enumerate(self.rows, self.first_row):
            if any(row):
                yield number, dict(zip(self.header, row, strict=True))


def gather(
    lines: Iterable[Sequence[str]], limits: Limits
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], int]:
    """Returns header, rows and the number of the first row; raises Unreadable beyond the limits.

    The header is the first line that holds something. Empty lines below it stay, so that a row keeps its
    number; empty ones at the end, and empty columns at the right, do not count.
    """
    header: list[str] = []
    rows: list[list[str]] = []
    start = width = 0
    for number, line in enumerate(lines, 1):
        cells = _without_empty_end(line)
        if not cells:
            continue
        _check(cells, number, header, limits)
        width = max(width, len(cells))
        if not header:
            header, start = cells, number
            continue
        if number - start > limits.rows:
            raise Unreadable(
                _(
                    "The table goes on in row %(row)s. It may have %(limit)s rows below its header: "
                    "split it into several files."
                )
                % {"row": counted(number), "limit": counted(limits.rows)}
            )
        rows.extend([] for _empty in range(number - start - 1 - len(rows)))
        rows.append(cells)
        if (found := (len(rows) + 1) * width) > limits.cells:
            raise Unreadable(
                _(
                    "The table has more than %(limit)s cells: %(found)s down to row %(row)s, in %(columns)s "
                    "columns. Leave out columns, or split it into several files."
                )
                % {
                    "limit": counted(limits.cells),
                    "found": counted(found),
                    "row": counted(number),
                    "columns": counted(width),
                }
            )
    if not header:
        raise Unreadable(_("There is nothing in this table."))
    names = _different([unguarded(name) for name in header] + [""] * (width - len(header)))
    return names, tuple(_row(row, width) for row in rows), start + 1


def _without_empty_end(line: Sequence[str]) -> list[str]:
    end = len(line)
    while end and not line[end - 1].strip():
        end -= 1
    return list(line[:end])


def _row(cells: list[str], width: int) -> tuple[str, ...]:
    return (*map(unguarded, cells), *[""] * (width - len(cells)))


def _check(cells: list[str], number: int, header: list[str], limits: Limits) -> None:
    if len(cells) > limits.columns:
        raise Unreadable(
            _("Row %(row)s has something in column %(found)s. A table may have %(limit)s columns.")
            % {"row": counted(number), "found": counted(len(cells)), "limit": counted(limits.columns)}
        )
    for place, cell in enumerate(cells):
        # One more for the apostrophe that guards.
        if len(cell) > limits.characters and len(unguarded(cell)) > limits.characters:
            name = header[place][:60] if place < len(header) else ""
            raise Unreadable(
                _("Row %(row)s, column %(column)s holds %(found)s characters. A cell may hold %(limit)s.")
                % {
                    "row": counted(number),
                    "column": f"“{name}”" if name else place + 1,
                    "found": counted(len(cell)),
                    "limit": counted(limits.characters),
                }
            )


def _different(header: list[str]) -> tuple[str, ...]:
    """Returns the names without odd spaces, each once: "Title", "Title (2)"; an empty one is "Column 3"."""
    names: list[str] = []
    taken: set[str] = set()
    for place, text in enumerate(header, 1):
        name = first = " ".join(text.split()) or _("Column %(number)s") % {"number": place}
        count = 1
        while name.casefold() in taken:
            count += 1
            name = f"{first} ({count})"
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)
