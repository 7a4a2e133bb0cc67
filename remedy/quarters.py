"""Quarters of years, such as 2026-Q4. Knows no Django and no clock."""

from collections.abc import Iterator
from datetime import date


def quarter_of(day: date) -> str:
    """Returns the quarter of a day."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def first_day(quarter: str) -> date:
    """Returns the day on which a quarter begins."""
    year, number = quarter.split("-Q")
    return date(int(year), int(number) * 3 - 2, 1)


def after(quarter: str) -> str:
    """Returns the quarter that follows."""
    year, number = quarter.split("-Q")
    return f"{int(year) + 1}-Q1" if number == "4" else f"{year}-Q{int(number) + 1}"


def before(quarter: str) -> str:
    """Returns the quarter that came before."""
    year, number = quarter.split("-Q")
    return f"{int(year) - 1}-Q4" if number == "1" else f"{year}-Q{int(number) - 1}"


def ended(*, since: str, today: date) -> Iterator[str]:
    """Yields the quarters from this one on that are over today, the earliest first."""
    running = quarter_of(today)
    while since < running:
        yield since
        since = after(since)
