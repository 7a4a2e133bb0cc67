"""How severe people say a harm is to them, beside the company's rating. Knows no Django and no clock.

Theirs is never averaged and never merged: the worst stands first, and what they did not say counts as
nothing, neither as low nor as high. It moves no rank, least of all down.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from assessments.severity import DIMENSIONS

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Gap:
    """A measure on which they and the company differ; `ours` is None where the company does not know."""

    measure: str
    theirs: int
    ours: int | None

    @property
    def by(self) -> int:
        """Returns by how much theirs is higher; below zero, lower; 0 where ours is unknown."""
        return 0 if self.ours is None else self.theirs - self.ours


def is_rated(theirs: Mapping[str, Any]) -> bool:
    """Returns whether they said how severe it is, in any of the three measures."""
    return any(theirs.get(name) for name in DIMENSIONS)


def gaps(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> tuple[Gap, ...]:
    """Returns where they differ from the company, in the measures they spoke of."""
    given = ((name, theirs.get(name), ours.get(name)) for name in DIMENSIONS)
    return tuple(Gap(name, value, own) for name, value, own in given if value and value != own)


def worst_first(rows: Iterable[tuple[Mapping[str, Any], T]]) -> list[T]:
    """Returns the rows by their ratings, the worst first; equal ones stay in their order."""
    return [row for _theirs, row in sorted(rows, key=lambda pair: _weight(pair[0]), reverse=True)]


def _weight(theirs: Mapping[str, Any]) -> tuple[int, ...]:
    given = {name: theirs.get(name) or 0 for name in DIMENSIONS}
    return (max(given.values()), given["scale"], given["irremediability"], given["scope"])
