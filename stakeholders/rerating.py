"""What a risk was rated before and after each change of its rating, read backwards from today.

The log keeps of each change the measures that changed. Undone one after the other, from the latest back, they
give the whole rating before and after each. Knows no Django and no clock.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assessments.severity import DIMENSIONS, band


@dataclass(frozen=True, slots=True)
class Grades:
    """Three measures, each 1 to 5 or None for unknown."""

    scale: int | None
    scope: int | None
    irremediability: int | None

    @property
    def band(self) -> int:
        """Returns the band by the rule."""
        return band(scale=self.scale, scope=self.scope, irremediability=self.irremediability)


@dataclass(frozen=True, slots=True)
class Rerating:
    """One change of a rating."""

    before: Grades
    after: Grades

    @property
    def moved(self) -> tuple[tuple[str, int | None, int | None], ...]:
        """Returns each measure that changed, with what it was and what it is."""
        pairs = ((name, getattr(self.before, name), getattr(self.after, name)) for name in DIMENSIONS)
        return tuple((name, before, after) for name, before, after in pairs if before != after)


def backwards(now: Grades, changes: Iterable[Mapping[str, Any]]) -> list[Rerating]:
    """Returns what each change did, the latest first; each maps a measure to [before, after]."""
    found = []
    for change in changes:
        undone = {name: change[name][0] for name in DIMENSIONS if _is_pair(change.get(name))}
        before = replace(now, **undone)
        found.append(Rerating(before, now))
        now = before
    return found


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2
