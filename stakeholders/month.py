"""A month as people see it on a wall: weeks of seven days. Knows no Django and no clock."""

import re
from calendar import Calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

YEARS: Final = range(2000, 2101)


def month_asked(text: str, otherwise: date) -> date:
    """Returns the first day of the month written as 2026-11, else of the day given."""
    found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text)
    if found and int(found[1]) in YEARS:
        return date(int(found[1]), int(found[2]), 1)
    return otherwise.replace(day=1)


def weeks(first: date) -> list[list[date]]:
    """Returns the weeks, from Monday (ISO 8601), that hold a day of the month; neighbours fill them up."""
    return Calendar().monthdatescalendar(first.year, first.month)


def before(first: date) -> date | None:
    """Returns the first day of the month before; None where the calendar begins."""
    day = (first - timedelta(days=1)).replace(day=1)
    return day if day.year in YEARS else None


def after(first: date) -> date | None:
    """Returns the first day of the month after; None where the calendar ends."""
    day = (first + timedelta(days=31)).replace(day=1)
    return day if day.year in YEARS else None


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on the calendar, from one day to another (both included)."""

    kind: str
    key: str
    first: date
    last: date
    title: str
    url: str
    word: str
    is_late: bool = False
    is_done: bool = False

    def is_on(self, day: date) -> bool:
        """Returns whether it is on that day."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar and what is on it."""

    date: date
    is_outside: bool
    is_today: bool
    marks: Sequence[Mark]


def days(
    shown: Iterable[Iterable[date]], first: date, *, marks: Iterable[Mark], today: date
) -> list[list[Day]]:
    """Returns the weeks of a month with what is on each day, in the order in which the marks come."""
    known = list(marks)
    return [
        [
            Day(day, day.month != first.month, day == today, [one for one in known if one.is_on(day)])
            for day in week
        ]
        for week in shown
    ]
