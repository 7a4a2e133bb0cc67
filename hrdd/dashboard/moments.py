"""The moments to assess of a company: those overdue, and those of twelve months, month by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Case, Count, DateField, Q, Value, When, Window
from django.db.models.functions import Cast, RowNumber, TruncMonth

from assessments.calendar import Line, line
from assessments.models import Moment
from hrdd.accounts.models import Organisation

MONTHS, AT_MOST = 12, 6
OVERDUE = date.min


@dataclass(frozen=True, slots=True)
class Block:
    """The first few moments of a month, or (without one) of those overdue, and how many more."""

    month: date | None
    lines: Sequence[Line]
    more: int


def blocks(company: Organisation, *, today: date) -> list[Block]:
    """Returns the overdue moments and those of this month and the eleven after it; in one query."""
    first = today.replace(day=1)
    past = Q(assessment=None, waived_at=None, expected_by__lt=today)
    month = Cast(TruncMonth("expected_by"), DateField())
    block = Case(When(past, then=Value(OVERDUE)), default=month, output_field=DateField())
    found = (
        Moment.objects.filter(past | Q(expected_by__gte=first, expected_by__lt=_year_after(first)))
        .filter(company=company)
        .annotate(block=block)
        .annotate(
            nth=Window(RowNumber(), partition_by="block", order_by=("expected_by", "id")),
            of_block=Window(Count("id"), partition_by="block"),
        )
        .filter(nth__lte=AT_MOST)
        .select_related("system")
        .order_by("block", "expected_by", "id")
    )
    grouped = groupby(found, key=attrgetter("block"))
    return [_block(list(rows), today) for _block_of, rows in grouped]


def _block(rows: list[Any], today: date) -> Block:
    month = None if rows[0].block == OVERDUE else rows[0].block
    return Block(month, [line(row, today=today) for row in rows], rows[0].of_block - len(rows))


def _year_after(day: date) -> date:
    return day.replace(year=day.year + MONTHS // 12)
