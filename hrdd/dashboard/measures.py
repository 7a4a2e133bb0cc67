"""What a company does about its risks, by who does it: nobody's first, then by name; what is late first."""

import base64
import binascii
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from assessments.models import Measure
from assessments.models.measure import MeasureQuerySet
from hrdd.accounts.models import Organisation, User
from hrdd.lib.paging import Slice

PAGE, HIGHEST = 25, 1_000_000
SHOWN = ("mine", "nobody", "overdue")


class Place(NamedTuple):
    """Where in the order a measure stands; nobody's has no owner, and one without a day has none."""

    name: str
    owner: UUID | None
    due_on: date | None
    order_key: int
    id: UUID


@dataclass(frozen=True, slots=True)
class Line:
    """A measure, and whether its day is past."""

    measure: Measure
    late: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Measures of one owner, or of nobody; `continued` when the page before ends with the same one."""

    owner: User | None
    lines: Sequence[Line]
    continued: bool


def open_measures(company: Organisation, *, show: str, user: User, today: date) -> MeasureQuerySet:
    """Returns the open measures about the company's standing risks; `show` is one of SHOWN or nothing."""
    measures = Measure.objects.filter(risk__company=company).at_work().for_portfolio()
    match show:
        case "mine":
            return measures.filter(owner=user)
        case "nobody":
            return measures.filter(owner=None)
        case "overdue":
            return measures.filter(due_on__lt=today)
    return measures


def page_of(measures: MeasureQuerySet, *, after: str = "", size: int = PAGE) -> Slice:
    """Returns measures by owner, from behind a place, in two queries at most.

    Raises ValidationError for a place that is not ours.
    """
    place = read(after)
    if after and place is None:
        raise ValidationError({"cursor": [_("This cursor was not given by this address.")]})
    found: list[Measure] = []
    if place is None or place.owner is None:
        nobodys = measures.filter(owner=None)
        found = list((nobodys.filter(_later(place)) if place else nobodys).by_day()[: size + 1])
        place = None
    if len(found) <= size:
        owned = measures.filter(owner__isnull=False)
        found += (owned.filter(_behind(place)) if place else owned).by_owner()[: size + 1 - len(found)]
    return Slice(found[:size], encode(found[size - 1]) if len(found) > size else "")


def groups(measures: Iterable[Measure], *, after: str, today: date) -> list[Group]:
    """Returns one page of measures as groups."""
    place = read(after)
    found: list[Group] = []
    for owner, rows in groupby(measures, key=lambda measure: measure.owner):
        lines = [Line(row, row.due_on is not None and row.due_on < today) for row in rows]
        goes_on = place is not None and not found and place.owner == (owner.pk if owner else None)
        found.append(Group(owner, lines, continued=goes_on))
    return found


def encode(measure: Measure) -> str:
    """Returns the place of a measure as an opaque text."""
    place = [
        measure.owner.name if measure.owner else "", measure.owner_id, measure.due_on,
        measure.risk.order_key, measure.pk,
    ]  # fmt: skip
    return base64.urlsafe_b64encode(json.dumps(place, default=str).encode()).decode()


def read(after: str) -> Place | None:
    """Returns the place that a text names, None for a text that is not ours."""
    try:
        name, owner, due_on, key, pk = json.loads(base64.urlsafe_b64decode(after.encode()))
        name.encode()  # half a character has no place in the order of names
        if "\0" in name or not 0 <= key < HIGHEST:
            return None
        day = date.fromisoformat(due_on) if due_on else None
        return Place(name, UUID(owner) if owner else None, day, int(key), UUID(pk))
    except (ValueError, TypeError, AttributeError, RecursionError, binascii.Error):
        return None


def _behind(place: Place) -> Q:
    same = Q(owner=place.owner) & _later(place)
    behind = Q(owner__name__gt=place.name) | Q(owner__name=place.name, owner__gt=place.owner) | same
    return Q(owner__name__gte=place.name) & behind


def _later(place: Place) -> Q:
    """Returns the condition for measures of the same owner that follow."""
    same_day = Q(risk__order_key__lt=place.order_key) | Q(risk__order_key=place.order_key, id__gt=place.id)
    if place.due_on is None:
        return Q(due_on=None) & same_day
    return Q(due_on__gt=place.due_on) | Q(due_on=None) | (Q(due_on=place.due_on) & same_day)
