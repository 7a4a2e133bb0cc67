"""How well people were heard, in eight figures. Knows no Django and no clock.

Source: domain rule 6 and practices P5.1 and P5.2: who was heard and who is missing, told in time and in their
language, at no cost to them, answered, free to take consent back, and looked after. A figure with nothing to
count says so: it is never 0 of 0, and never all of nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from hrdd.lib.suppression import publish_line
from stakeholders.safety import ESCALATES_AFTER


class Figure(StrEnum):
    """What is measured, in the order in which it is read; the value stands in addresses."""

    RISKS = "risks"
    GROUPS = "groups"
    INFORMATION = "information"
    LANGUAGES = "languages"
    COSTS = "costs"
    REQUESTS = "requests"
    CONSENTS = "consents"
    FOLLOW_UPS = "follow-ups"


# They are about participants, so they are for those alone who may read internal records.
OF_PARTICIPANTS = frozenset({Figure.CONSENTS, Figure.FOLLOW_UPS})
# The days from one thing to the other.
IN_DAYS = frozenset({Figure.INFORMATION, Figure.REQUESTS})


@dataclass(frozen=True, slots=True)
class Score:
    """So many of so many, and the median of the days where days are counted; None is hidden."""

    part: int | None
    whole: int | None
    days: float | None = None

    @property
    def is_empty(self) -> bool:
        """Returns whether there is nothing to count yet."""
        return self.whole == 0

    @property
    def is_hidden(self) -> bool:
        """Returns whether the number would say something of too few people."""
        return self.part is None

    @property
    def percent(self) -> int | None:
        """Returns the share in whole percent; None when there is nothing to share, or it is hidden."""
        if self.part is None or not self.whole:
            return None
        return (200 * self.part + self.whole) // (2 * self.whole)


def share(holds: Iterable[bool], days: Iterable[int] = ()) -> Score:
    """Returns for how many it holds, of how many, and the median of the days."""
    found, counted = list(holds), list(days)
    return Score(sum(found), len(found), float(median(counted)) if counted else None)


def share_of_people(holds: Iterable[bool]) -> Score:
    """Returns for how many people it holds, hidden where that would say something of one of them."""
    found = list(holds)
    published = publish_line([sum(found), len(found) - sum(found)])
    return Score(published.line[0], published.total)


def lead_time(informed_on: date | None, held_on: date) -> int | None:
    """Returns how many days before it was held people were told; None when they were not told before."""
    if informed_on is None or informed_on > held_on:
        return None
    return (held_on - informed_on).days


def waited(asked_on: date, answered_on: date) -> int:
    """Returns how many days people waited for an answer; one given at the meeting itself took none."""
    return max(0, (answered_on - asked_on).days)


def is_kept(due_on: date, done_on: date | None) -> bool:
    """Returns whether a check was made in time: before it would have gone to those above."""
    return done_on is not None and done_on <= due_on + timedelta(days=ESCALATES_AFTER)


def spoken(languages: Iterable[str]) -> dict[str, str]:
    """Returns languages without doubles: how they compare -> how they were first written."""
    found: dict[str, str] = {}
    for language in languages:
        found.setdefault(" ".join(language.split()).casefold(), language)
    return found


def used(needed: Sequence[str], heard: Iterable[str]) -> list[tuple[str, bool]]:
    """Returns each language that people speak, and whether it was used."""
    of_talks = spoken(heard)
    return [(written, key in of_talks) for key, written in spoken(needed).items()]
