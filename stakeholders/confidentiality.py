"""Who reads what in the engagement log: one level per record and per input. Knows no Django.

An input is never wider than the record it stands in. Sealed content opens only to two people together.
"""

from enum import StrEnum


class Level(StrEnum):
    """How far a record goes, the widest first."""

    PUBLIC = "public"
    INTERNAL = "internal"
    RESTRICTED = "restricted"
    SEALED = "sealed"


ORDER = tuple(Level)
# What leaves the log with an assessment: to everyone who may see it, and to those who check it.
SHARED = frozenset({Level.PUBLIC})
CHECKED = frozenset({Level.PUBLIC, Level.INTERNAL})


def narrower(one: Level, other: Level) -> Level:
    """Returns the level of the two that fewer people read."""
    return max(one, other, key=ORDER.index)


def readable(*, internal: bool, restricted: bool) -> frozenset[Level]:
    """Returns the levels that someone reads who may read internal, and restricted, records.

    Sealed is in no answer: it takes two people and a reason.
    """
    levels = set(SHARED)
    if internal:
        levels.add(Level.INTERNAL)
    if internal and restricted:
        levels.add(Level.RESTRICTED)
    return frozenset(levels)
