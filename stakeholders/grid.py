"""The coverage grid: which group is heard at which stage, and what the minimum still lacks. Knows no Django.

Sources: domain rule 6 (nearness: affected people, then those they chose, then proxies with a reason) and
practice P5.1 (a plan per stage, with a minimum for risks of band 4 and 5). What was done stands before what
is planned, and that before why nobody is asked. An empty cell is shown, never left out.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

GRAVE: Final = 4


class CellState(StrEnum):
    """What is known of a group at a stage."""

    DONE = "done"
    PLANNED = "planned"
    NOT_SOUGHT = "not_sought"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Row:
    """A group in the grid; `key` identifies it. `touches` are codes of groups and rights."""

    key: str
    name: str
    are_rights_holders: bool
    touches: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Happening:
    """A group was heard, or is to be, at a stage; `what` names the engagement where it is known."""

    group: str
    stage: str
    on: date | None = None
    what: str = ""


@dataclass(frozen=True, slots=True)
class Silence:
    """Why a group is not sought at a stage."""

    group: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One group at one stage: the engagements held, the days planned, or the reason why not."""

    stage: str
    state: CellState
    done: tuple[Happening, ...] = ()
    planned: tuple[Happening, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One group with a cell per stage."""

    row: Row
    cells: tuple[Cell, ...]

    @property
    def is_heard_or_planned(self) -> bool:
        """Returns whether somebody of the group was, or is to be, heard at any stage."""
        return any(cell.state in (CellState.DONE, CellState.PLANNED) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Concern:
    """A risk, with the codes of the groups and rights it touches; `heard` when rights holders spoke on it."""

    reference: str
    band: int
    touches: frozenset[str] = frozenset()
    heard: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The groups in their order, and the grave risks for which no rights holder is planned or was heard."""

    stages: tuple[str, ...]
    lines: tuple[Line, ...]
    lacking: tuple[str, ...]

    @property
    def counts(self) -> Mapping[CellState, int]:
        """Returns how many cells stand in each state."""
        states = [cell.state for line in self.lines for cell in line.cells]
        return {state: states.count(state) for state in CellState}


def grid(
    rows: Iterable[Row], stages: Sequence[str], *, done: Iterable[Happening] = (),
    planned: Iterable[Happening] = (), silences: Iterable[Silence] = (), concerns: Iterable[Concern] = (),
) -> Grid:  # fmt: skip
    """Returns the grid; rows keep their order, and every group has a cell at every stage."""
    held, coming = _by_cell(done), _by_cell(planned)
    reasons = {(one.group, one.stage): one.reason for one in silences}
    lines = tuple(
        Line(row, tuple(_cell(row.key, stage, held, coming, reasons) for stage in stages)) for row in rows
    )
    return Grid(tuple(stages), lines, tuple(lacking(lines, concerns)))


def lacking(lines: Collection[Line], concerns: Iterable[Concern]) -> list[str]:
    """Returns the grave and extreme risks below the minimum, in their order.

    A risk has its minimum when rights holders spoke on it, or when a group of rights holders that shares a
    group or a right with it was heard or is planned. One that names neither is met by any of them.
    """
    voices = [line.row for line in lines if line.row.are_rights_holders and line.is_heard_or_planned]
    return [
        concern.reference
        for concern in concerns
        if concern.band >= GRAVE and not concern.heard and not _is_met(concern, voices)
    ]


def _is_met(concern: Concern, voices: Iterable[Row]) -> bool:
    return any(not concern.touches or concern.touches & row.touches for row in voices)


def _by_cell(found: Iterable[Happening]) -> dict[tuple[str, str], list[Happening]]:
    by_cell: dict[tuple[str, str], list[Happening]] = defaultdict(list)
    for one in found:
        if one not in by_cell[one.group, one.stage]:
            by_cell[one.group, one.stage].append(one)
    return by_cell


def _cell(
    group: str, stage: str, held: Mapping[tuple[str, str], list[Happening]],
    coming: Mapping[tuple[str, str], list[Happening]], reasons: Mapping[tuple[str, str], str],
) -> Cell:  # fmt: skip
    key = (group, stage)
    done, planned, reason = tuple(held.get(key, ())), tuple(coming.get(key, ())), reasons.get(key, "")
    if done:
        state = CellState.DONE
    elif planned:
        state = CellState.PLANNED
    else:
        state = CellState.NOT_SOUGHT if reason else CellState.MISSING
    return Cell(stage, state, done, planned, reason)
