"""How large a table may be that somebody hands in, and the refusal that says so in plain words."""

from dataclasses import dataclass
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from hrdd.lib.errors import Refused


class Unreadable(Refused):
    """The file is no table we can take; `message` says to its owner what is wrong and what to do."""


@dataclass(frozen=True)
class Limits:
    """What one file may hold; sizes in bytes."""

    size: int = 10_000_000
    unpacked: int = 200_000_000
    rows: int = 5_000
    columns: int = 100
    cells: int = 200_000
    characters: int = 40_000


LIMITS: Final = Limits()


def counted(number: int) -> str:
    """Returns the number as the reader's language groups its digits."""
    return str(number_format(number, use_l10n=True, force_grouping=True))


def megabytes(size: int) -> str:
    """Returns a size in megabytes, with one decimal where it matters."""
    return str(number_format(size / 1_000_000, decimal_pos=0 if size >= 10_000_000 else 1, use_l10n=True))


def damaged() -> Unreadable:
    """Returns the refusal of a file that begins like a spreadsheet and does not go on like one."""
    return Unreadable(
        _(
            "This file is damaged, or not a spreadsheet we understand. Open it in your spreadsheet program, "
            "save it as XLSX or as CSV (UTF-8), and try again."
        )
    )
