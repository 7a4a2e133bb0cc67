"""One change to many risks: what it says, and what became of each row. Grades are not among it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from hrdd.accounts.models import User
from taxonomy.models import Category, Group, Right

MOST = 100


@dataclass(frozen=True, slots=True)
class NewMeasure:
    """A measure to plan for each of the risks."""

    title: str
    owner: User | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be the same for all of the risks; what is None or empty stays as it is.

    Never a rating: each risk has its own reasons, and one reason for a hundred ranks is none.
    """

    category: Category | None = None
    confidence: str = ""
    involvement: str = ""
    involvement_reason: str = ""
    add_groups: Sequence[Group] = ()
    remove_groups: Sequence[Group] = ()
    add_rights: Sequence[Right] = ()
    delay_makes_irremediable: bool | None = None
    measure: NewMeasure | None = None

    @property
    def is_empty(self) -> bool:
        """Returns whether nothing would change."""
        asked: list[Any] = [getattr(self, name) for name in self.__slots__ if name != "involvement_reason"]
        return not any(value for value in asked) and self.delay_makes_irremediable is None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A risk she chose, and the version of it that she saw."""

    risk: UUID
    version: int


class Became(StrEnum):
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row; `risk` is None for a row that is not of this assessment."""

    chosen: Chosen
    became: Became
    why: str = ""
    risk: Any = None
