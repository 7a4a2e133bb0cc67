"""One cell: its value as people see it, and a text that no spreadsheet program takes for a formula.

A cell that begins with = + - @ is run when somebody opens the file ("CSV injection", OWASP). We put an
apostrophe before it and take it away on reading; a text that begins with apostrophes and then such a sign
gets one more, so that what comes back is always what went out.
"""

import math
import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

# Also as Asian keyboards write them: Excel takes full-width and small signs like the plain ones.
SIGNS: Final = frozenset("=+-@＝＋－＠﹦﹢﹣﹫")
BREAKS: Final = ("\t", "\r", "\n")
# What people do not see at the start of a text: controls, formats, spaces, and letters made of nothing.
UNSEEN: Final = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"})
FILLERS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")
# XML cannot carry these, and half a surrogate pair cannot be written at all.
ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
EXACT_DIGITS: Final = 15  # of a number in a spreadsheet; more would be rounded without a word


def clean(text: str) -> str:
    """Returns the text without characters that files cannot carry, its lines ended by a newline alone."""
    if text.isprintable():  # most texts are, and asking is quick
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return ILLEGAL.sub("", text)


def guarded(text: str) -> str:
    """Returns the text with an apostrophe before it when a program might take it for a formula."""
    return f"'{text}" if _is_like_a_formula(text) else text


def unguarded(text: str) -> str:
    """Returns the text without the apostrophe that guards it."""
    return text[1:] if text.startswith("'") and _is_like_a_formula(text) else text


def shown(value: object) -> str:
    """Returns a value as people see it: dates as ISO, whole numbers without .0, yes or no, nothing as ""."""
    match value:
        case str():
            text = str.__str__(value)  # of a choice its value, of a safe text just the text
        case None:
            text = ""
        case bool():
            text = _("yes") if value else _("no")
        case float() | Decimal():
            text = _number(float(value))
        case datetime():
            text = _moment(value)
        case date() | time():
            text = value.isoformat()
        case _:
            text = str(value)
    return clean(text)


def written(value: object) -> str | int | float:
    """Returns what goes into a file for a value: a number stays one, everything else is a guarded text."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        text = shown(value)
        if not text.lstrip("-").isdecimal():
            return float(text) if text else ""
        # A longer one is a name made of digits: rounded, it would be another's.
        return int(text) if len(text.lstrip("-")) <= EXACT_DIGITS else guarded(text)
    return guarded(shown(value))


def _is_like_a_formula(text: str) -> bool:
    """Returns whether a sign or a break begins the text, unseen characters and apostrophes aside."""
    if text[:1].isascii() and text[:1].isalnum():
        return False
    bare = text.lstrip("'")
    if bare.startswith(BREAKS):
        return True
    for character in bare:
        if unicodedata.category(character) not in UNSEEN and character not in FILLERS:
            return character in SIGNS
    return False


def _number(value: float) -> str:
    if not math.isfinite(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.{EXACT_DIGITS}g}"


def _moment(value: datetime) -> str:
    if value.tzinfo is None and value.time() == time.min:
        return value.date().isoformat()
    return value.isoformat(sep=" ", timespec="auto" if value.second or value.microsecond else "minutes")
