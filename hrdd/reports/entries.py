"""What a risk on paper is made of: a bold label and what it says, in the direction in which it is written."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext_lazy

from hrdd.reports.document import DIMENSIONS, GroupRating, Rating, Residual, Risk

MEASURES = {
    "scale": pgettext_lazy("measure", "Scale"),
    "scope": pgettext_lazy("measure", "Scope"),
    "irremediability": pgettext_lazy("measure", "Irremediability"),
    "likelihood": pgettext_lazy("measure", "Likelihood"),
}
Shown = Callable[[str], str]
Rated = Risk | Rating | GroupRating | Residual


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text of one direction, found from its first letter that has one."""

    text: str
    rtl: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A bold label and what it says: a left-to-right text runs on, anything else starts below.

    A measure also has its value, 1 to 5 or None for unknown.
    """

    label: str
    run_on: str
    below: Sequence[Paragraph]
    css: str = ""
    value: int | None = None

    @property
    def measure(self) -> bool:
        """Returns whether it is drawn with the strokes of a measure."""
        return self.css.startswith("dim")


def paragraphs(text: str, shown: Shown = str) -> list[Paragraph]:
    """Returns the paragraphs of a plain text; blank lines part them, single line ends are spaces."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    return [Paragraph(shown(part), is_right_to_left(part)) for part in parts if part]


def is_right_to_left(text: str) -> bool:
    """Returns whether the first letter with a direction runs right to left (Unicode rules P2 and P3)."""
    if text.isascii():
        return False
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def entry(label: str, text: str, shown: Shown, css: str = "", value: int | None = None) -> Entry:
    """Returns a labelled text; it runs on after its label when it begins left to right."""
    parts = paragraphs(text, shown)
    if parts and not parts[0].rtl:
        return Entry(shown(label), parts[0].text, parts[1:], css, value)
    return Entry(shown(label), "", parts, css, value)


def joined(reason: str, asks: str) -> str:
    """Returns a reason and what follows from it, in one paragraph where they run the same way."""
    # Two directions, or several paragraphs, do not run on in one line.
    gap = "\n\n" if "\n" in reason or is_right_to_left(reason) else " "
    return gap.join(filter(None, (reason, asks)))


def reasons(given: Mapping[str, str]) -> str:
    """Returns the reason of each measure that has one, a paragraph each."""
    return "\n\n".join(f"{MEASURES[name]}: {given[name]}" for name in MEASURES if given.get(name))


def values(rated: Rated) -> str:
    """Returns the three measures in one line."""
    return ", ".join(f"{MEASURES[name]} {value_of(rated, name) or '?'}".lower() for name in DIMENSIONS)


def value_of(rated: Rated, name: str) -> int | None:
    """Returns one measure of a rating, None for unknown."""
    value: int | None = rated[name]  # type: ignore[literal-required]
    return value
