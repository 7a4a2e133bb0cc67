"""Paging by place: a page never shifts while rows are added, and costs the same however far back it lies."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet


@dataclass(frozen=True)
class Slice:
    """Some rows, the latest first, and the place after which older ones follow ("" when there are none)."""

    rows: list[Any]
    following: str


def latest(rows: QuerySet[Any], *, after: str = "", size: int = 50) -> Slice:
    """Returns rows by `at` and `id`, the latest first, from behind a place; an unknown one is the start."""
    if place := _read(after):
        at, pk = place
        rows = rows.filter(Q(at__lte=at) & (Q(at__lt=at) | Q(id__lt=pk)))
    found = list(rows.order_by("-at", "-id")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Slice(found[:size], f"{last.at.isoformat()}_{last.pk}" if last else "")


def _read(place: str) -> tuple[datetime, UUID] | None:
    at, _, pk = place.partition("_")
    try:
        moment, identity = datetime.fromisoformat(at), UUID(pk)
    except ValueError:
        return None
    return (moment, identity) if moment.tzinfo else None
