"""The chapter on who was heard, arranged for reading: the grid, each reason, what lacks, and the figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hrdd.reports import blocks
from hrdd.reports.blocks import Entry, Shown
from hrdd.reports.entries import Paragraph
from hrdd.reports.heard_shape import Figure, Heard, HeardCell

WORDS = {
    "done": gettext_lazy("Done"),
    "planned": gettext_lazy("Planned"),
    "not_sought": gettext_lazy("Not sought"),
    "missing": gettext_lazy("Missing"),
}


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell: its state in a word, and below it what was held or by which day it is planned."""

    stage: str
    state: str
    word: str
    below: Sequence[str]


@dataclass(frozen=True, slots=True)
class HeardRow:
    """One group: its name in the direction in which it is written, whose voice it is, its cells."""

    name: Paragraph
    nearness: str
    cells: Sequence[ShownCell]


@dataclass(frozen=True, slots=True)
class HeardChapter:
    """What the templates print of it."""

    stages: Sequence[str]
    rows: Sequence[HeardRow]
    reasons: Sequence[Entry]
    lacking: str
    figures: Sequence[Figure]


def arrange(found: Heard | None, figures: Sequence[Figure], shown: Shown) -> HeardChapter | None:
    """Returns the chapter; nothing for documents frozen before the plan was kept.

    Those frozen before the figures were kept have none.
    """
    if found is None:
        return None
    return HeardChapter(
        stages=found["stages"],
        rows=[
            HeardRow(
                Paragraph(shown(group["name"]), blocks.is_right_to_left(group["name"])),
                group["nearness"],
                [_cell(cell) for cell in group["cells"]],
            )
            for group in found["groups"]
        ],
        reasons=[
            blocks.entry(f"{group['name']}, {cell['stage']}:", cell["reason"], shown)
            for group in found["groups"]
            for cell in group["cells"]
            if cell["state"] == "not_sought"
        ],
        lacking=_lacking(found["lacking"]),
        figures=figures,
    )


def _cell(cell: HeardCell) -> ShownCell:
    below = cell["engagements"] if cell["state"] == "done" else []
    if cell["state"] == "planned":
        below = [blocks.day(day) for day in cell["planned_on"]]
    return ShownCell(cell["stage"], cell["state"], str(WORDS[cell["state"]]), below)


def _lacking(references: Sequence[str]) -> str:
    if not references:
        return _(
            "For every extreme and grave risk, people who may be harmed, or those they chose to speak for "
            "them, are planned to be heard, or were."
        )
    return _("Nobody who may be harmed is planned to be heard, or was, on %(risks)s.") % {
        "risks": ", ".join(references)
    }
