"""What is owed to a person who raised a concern, and by which day. Knows no Django and no clock.

Working days are Monday to Friday without `holidays`. Days, never moments: the channel keeps no time of day,
so that "within hours" is owed on the day it came. Source: the design's section 7.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from remedy.states import OVER, CaseState

NO_HOLIDAYS: Final[frozenset[date]] = frozenset()


class Duty(StrEnum):
    """What somebody owes the person next."""

    ACKNOWLEDGE = "acknowledge"
    SCREEN = "screen"
    UPDATE = "update"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Terms:
    """How long a channel gives itself; `acknowledge` and `screen` in working days, the others in days."""

    acknowledge: int = 3
    screen: int = 10
    update: int = 30
    answer: int = 90
    appeal: int = 183
    urgent: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """One duty and its day."""

    duty: Duty
    on: date

    def is_missed(self, *, today: date) -> bool:
        """Returns whether its day is over."""
        return today > self.on


USUAL: Final = Terms()


def after_working_days(day: date, count: int, *, holidays: Collection[date] = NO_HOLIDAYS) -> date:
    """Returns the day that is so many working days later; with 0, the day itself."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            count -= 1
    return day


def schedule(
    filed_on: date, *, urgent: bool, terms: Terms = USUAL, holidays: Collection[date] = NO_HOLIDAYS
) -> tuple[Due, ...]:
    """Returns what is promised to everybody on the day of filing, in order."""
    acknowledge = terms.urgent if urgent else terms.acknowledge
    return (
        Due(Duty.ACKNOWLEDGE, after_working_days(filed_on, acknowledge, holidays=holidays)),
        Due(Duty.SCREEN, after_working_days(filed_on, terms.screen, holidays=holidays)),
        Due(Duty.UPDATE, filed_on + timedelta(days=terms.update)),
        Due(Duty.ANSWER, filed_on + timedelta(days=terms.answer)),
    )


def next_due(
    state: CaseState, *, filed_on: date, last_word_on: date, urgent: bool, terms: Terms = USUAL,
    holidays: Collection[date] = NO_HOLIDAYS,
) -> Due | None:  # fmt: skip
    """Returns what is owed next in this state; None when nothing is.

    `last_word_on` is the day on which somebody last told the person how it stands.
    """
    if state in OVER:
        return None
    acknowledge, screen, _update, answer = schedule(filed_on, urgent=urgent, terms=terms, holidays=holidays)
    match state:
        case CaseState.RECEIVED:
            return acknowledge
        case CaseState.ACKNOWLEDGED:
            return screen
        case _:
            update = Due(Duty.UPDATE, last_word_on + timedelta(days=terms.update))
            return min((update, answer), key=lambda due: due.on) if answer.on >= last_word_on else update


def appeal_until(answered_on: date, *, terms: Terms = USUAL) -> date:
    """Returns the last day on which the person can object to an answer."""
    return answered_on + timedelta(days=terms.appeal)
