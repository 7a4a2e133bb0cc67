"""Until when a record is kept, and when somebody is told that its time is over. Knows no Django and no clock.

The years are the product's own default, not a rule of law: each record can say another day.
"""

from datetime import date, timedelta
from typing import Final

YEARS: Final = 5
WARNED: Final = timedelta(days=30)


def kept_until(day: date) -> date:
    """Returns the day until which something of this day is kept, where nobody said another."""
    try:
        return day.replace(year=day.year + YEARS)
    except ValueError:  # 29 February
        return day.replace(year=day.year + YEARS, day=28)


def is_over(until: date | None, *, on: date) -> bool:
    """Returns whether the time is over: the last day still counts."""
    return until is not None and until < on
