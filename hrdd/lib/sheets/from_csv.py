"""CSV as it comes: in several encodings, with one of three delimiters, from any program."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from django.utils.translation import gettext as _

from hrdd.lib.sheets.cells import clean
from hrdd.lib.sheets.limits import Limits, Unreadable, counted
from hrdd.lib.sheets.table import Table, gather

DELIMITERS: Final = ",;\t"
SAMPLE: Final = 50
# Excel reads, and writes when asked, a first line that names the delimiter.
NAMED: Final = re.compile(r"\A\"?sep=([,;\t])\"?(?:\r\n|\r|\n|\Z)", re.IGNORECASE)


def read_csv(content: bytes, limits: Limits) -> Table:
    """Returns the table; raises Unreadable when it is no text or beyond the limits."""
    text, encoding = _decoded(content)
    if "\x00" in text:
        raise Unreadable(_("This file is no table: it holds something other than text."))
    if named := NAMED.match(text):
        text, delimiter = text[named.end() :], named[1]
    else:
        delimiter = _delimiter(text)
    lines = ([clean(cell) for cell in line] for line in _lines(text, delimiter, limits))
    header, rows, first = gather(lines, limits)
    if named:
        first += 1
    return Table(header, rows, first, "csv", encoding=encoding, delimiter=delimiter)


def _decoded(content: bytes) -> tuple[str, str]:
    """Returns the text and how it was written."""
    tries = ["utf-8-sig", "cp1252"]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tries = ["utf-16"]
    for encoding in tries:
        try:
            return content.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("The letters of this file cannot be read. Save the table as CSV (UTF-8), or as XLSX."))


def _lines(text: str, delimiter: str, limits: Limits) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        # The reader has a limit of its own, far above ours; most often a quotation mark was never closed.
        raise Unreadable(
            _(
                "A cell holds more than %(limit)s characters. Perhaps a quotation mark is opened and never "
                "closed."
            )
            % {"limit": counted(limits.characters)}
        ) from error


def _delimiter(text: str) -> str:
    """Returns the delimiter that gives most rows the width of the header; a comma when none does."""
    return max(DELIMITERS, key=lambda delimiter: _fit(text, delimiter))


def _fit(text: str, delimiter: str) -> tuple[bool, float, int]:
    """Returns how well it fits: no quotation mark astray, rows as wide as the first, many columns."""
    for strict in (True, False):
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
        try:
            widths = [len(line) for line in islice(lines, SAMPLE) if line]
        except csv.Error:
            continue
        if widths and widths[0] > 1:
            return strict, sum(width == widths[0] for width in widths) / len(widths), widths[0]
    return False, 0.0, 0
