"""Plain data behind the shared drawings: tabs, the two heat maps, the slope chart. No Django, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Tab:
    """A part of one thing; `current` is "page" on its own page and "true" on a page below it."""

    title: str
    url: str
    count: int | None = None
    current: str = ""


@dataclass(frozen=True)
class Column:
    """A category at the head of a heat map: its code and its short name.

    `state` tells what stands for it where there is no risk: "closed" (considered, not relevant) or "blank".
    """

    code: str
    name: str
    state: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell of either map: profile cells use `count`, portfolio cells `band` or `closed`."""

    count: int = 0
    band: int | None = None
    closed: bool = False
    url: str = ""
    label: str = ""


@dataclass(frozen=True)
class BandRow:
    """A row of the profile: one band across all categories."""

    band: int
    cells: Sequence[Cell]

    @property
    def total(self) -> int:
        """Returns the number of risks in this band."""
        return sum(cell.count for cell in self.cells)


@dataclass(frozen=True)
class Profile:
    """How many risks stand in each band and category; rows run from 5 to 1."""

    columns: Sequence[Column]
    rows: Sequence[BandRow]

    @property
    def tells_state(self) -> bool:
        """Returns whether a category without risks says why."""
        return any(column.state for column in self.columns)


@dataclass(frozen=True)
class AssessmentRow:
    """A row of the portfolio: one assessment across all categories."""

    title: str
    url: str
    note: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Portfolio:
    """The highest band of each assessment in each category."""

    columns: Sequence[Column]
    rows: Sequence[AssessmentRow]


@dataclass(frozen=True)
class SlopeRisk:
    """A risk with its place in our order and in the order a multiplied score would give."""

    code: str
    title: str
    rank: int
    naive_rank: int


@dataclass(frozen=True)
class SlopeLine:
    """A line of the chart, in the units of its view box."""

    risk: SlopeRisk
    y1: int
    y2: int
    told: bool

    @property
    def t1(self) -> int:
        """Returns the base line of the left label."""
        return self.y1 + 4

    @property
    def t2(self) -> int:
        """Returns the base line of the right label."""
        return self.y2 + 4


@dataclass(frozen=True)
class Slope:
    """The chart: its height, its lines with the told one last (drawn on top), and its words."""

    height: int
    lines: Sequence[SlopeLine]
    text: str = field(default="")


STEP, TOP, TITLE_LENGTH = 26, 42, 16


def slope(risks: Iterable[SlopeRisk], *, text: str = "") -> Slope:
    """Returns the chart of the risks; the one that falls furthest under a multiplied score is told."""
    rows = list(risks)
    told = max(rows, key=lambda risk: risk.naive_rank - risk.rank, default=None)
    lines = [
        SlopeLine(
            risk=SlopeRisk(risk.code, shorten(risk.title), risk.rank, risk.naive_rank),
            y1=TOP + STEP * (risk.rank - 1),
            y2=TOP + STEP * (risk.naive_rank - 1),
            told=risk is told and risk.naive_rank > risk.rank,
        )
        for risk in rows
    ]
    deepest = max((max(line.y1, line.y2) for line in lines), default=TOP)
    return Slope(height=deepest + 12, lines=sorted(lines, key=lambda line: line.told), text=text)


def shorten(title: str) -> str:
    """Returns the title cut at a word so that it fits beside the chart."""
    if len(title) <= TITLE_LENGTH:
        return title
    words = title[:TITLE_LENGTH].rsplit(" ", 1)[0]
    return f"{words}…"
