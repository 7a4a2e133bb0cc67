"""When people who spoke up are looked after again. Knows no Django and no clock.

Reprisal comes late: people are asked again 30, 90 and 180 days after they were heard (domain rule; the same
days as for a case of remedy).
"""

from datetime import date, timedelta

DAYS = (30, 90, 180)
# Past this many days after its day, a check that nobody made goes to those above.
ESCALATES_AFTER = 7


def due_days(held_on: date) -> tuple[date, ...]:
    """Returns the days by which participants are asked whether anything was done to them."""
    return tuple(held_on + timedelta(days=days) for days in DAYS)


def is_escalated(due_on: date, *, done: bool, on: date) -> bool:
    """Returns whether a check was missed for so long that others than its owner have to know."""
    return not done and on > due_on + timedelta(days=ESCALATES_AFTER)
