"""Whether plain data has a shape, and where it has not: strict, every place named, nothing guessed.

A shape is built of the classes here (`schema` builds that of a document). Keys that a shape does not know
are refused, so nothing is dropped in silence, and no data goes deeper than its shape. Pure: no Django.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

# PostgreSQL cannot keep it.
NUL = "\x00"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one place, such as `risks[3].scale`; `code` names the sentence for people."""

    path: str
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


class Shape(Protocol):
    """What a value must be like."""

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        """Returns everything that is wrong with the value."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of at most so many characters."""

    longest: int
    blank: bool = True

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        """Returns what is wrong with it."""
        if not isinstance(value, str):
            yield Problem(path, "no text")
        elif len(value) > self.longest:
            yield Problem(path, "too long", {"longest": self.longest, "length": len(value)})
        elif NUL in value:
            yield Problem(path, "character")
        elif not (self.blank or value.strip()):
            yield Problem(path, "empty")


@dataclass(frozen=True, slots=True)
class Code:
    """One of a few known codes."""

    known: frozenset[str]
    blank: bool = False

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        """Returns what is wrong with it."""
        if not isinstance(value, str):
            yield Problem(path, "no text")
        elif value not in self.known and not (self.blank and not value):
            yield Problem(path, "unknown code", {"value": value[:60]})


@dataclass(frozen=True, slots=True)
class Match:
    """A text of a fixed form, such as R-12."""

    pattern: re.Pattern[str]
    example: str

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        """Returns what is wrong with it."""
        if not (isinstance(value, str) and self.pattern.fullmatch(value)):
            yield Problem(path, "form", {"example": self.example})


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two bounds."""

    least: int
    most: int

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        """Returns what is wrong with it."""
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            yield Problem(path, "no number", {"least": self.least, "most": self.most})


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        """Returns what is wrong with it."""
        if not isinstance(value, bool):
            yield Problem(path, "no flag")


@dataclass(frozen=True, slots=True)
class Day:
    """A day, as 2026-12-24."""

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        """Returns what is wrong with it."""
        if not _is(date.fromisoformat, value) or len(value) != 10:
            yield Problem(path, "no day")


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment with its distance from UTC, as 2026-12-24T18:00:00+00:00."""

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        """Returns what is wrong with it."""
        if not _is(datetime.fromisoformat, value) or datetime.fromisoformat(value).tzinfo is None:
            yield Problem(path, "no moment")


@dataclass(frozen=True, slots=True)
class Id:
    """A UUID."""

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        """Returns what is wrong with it."""
        if not _is(UUID, value):
            yield Problem(path, "no id")


@dataclass(frozen=True, slots=True)
class Maybe:
    """Something, or nothing."""

    of: Shape

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        """Returns what is wrong with it."""
        return iter(()) if value is None else self.of.problems(value, path)


@dataclass(frozen=True, slots=True)
class Many:
    """A list of such things; `distinct` ones stand in it once."""

    of: Shape
    most: int
    distinct: bool = False

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        """Returns what is wrong with it."""
        if not isinstance(value, list):
            yield Problem(path, "no list")
            return
        if len(value) > self.most:
            yield Problem(path, "too many", {"most": self.most, "count": len(value)})
            return
        for place, item in enumerate(value):
            yield from self.of.problems(item, f"{path}[{place}]")
            if self.distinct and item in value[:place]:
                yield Problem(f"{path}[{place}]", "twice")


@dataclass(frozen=True, slots=True)
class Keys:
    """An object with exactly these keys."""

    keys: Mapping[str, Shape]

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        """Returns what is wrong with it."""
        if not isinstance(value, dict):
            yield Problem(path, "no object")
            return
        start = f"{path}." if path else ""
        for name in value:
            if name not in self.keys:
                yield Problem(f"{start}{name[:60]}", "unknown key")
        for name, shape in self.keys.items():
            if name in value:
                yield from shape.problems(value[name], f"{start}{name}")
            else:
                yield Problem(f"{start}{name}", "missing")


def _is(kind: Any, value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        kind(value)
    except ValueError:
        return False
    return True
