"""Moments to assess, month by month, each with what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.models import Moment
from assessments.moments import Fate
from hrdd.audit.models import Event
from hrdd.audit.presenters import Line as Told
from hrdd.audit.presenters import line as told

WORDS = {
    Fate.PROPOSED: _("Proposed"),
    Fate.PLANNED: _("Planned"),
    Fate.OVERDUE: _("Overdue"),
    Fate.ANSWERED: _("Answered"),
    Fate.WAIVED: _("Waived"),
}
# How the states of a run are drawn, which people know from the reports (static/css/progress.css).
DRAWN = {
    Fate.PROPOSED: "queued",
    Fate.PLANNED: "rendering",
    Fate.OVERDUE: "failed",
    Fate.ANSWERED: "ready",
    Fate.WAIVED: "over",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A moment and what became of it, as a word and as the style of that word."""

    moment: Moment
    fate: Fate

    @property
    def word(self) -> Any:
        """Returns the state in one word."""
        return WORDS[self.fate]

    @property
    def drawn(self) -> str:
        """Returns the name of the style."""
        return DRAWN[self.fate]

    @property
    def is_late(self) -> bool:
        """Returns whether its day is past and nobody looked."""
        return self.fate is Fate.OVERDUE


@dataclass(frozen=True, slots=True)
class Month:
    """A month and the moments expected in it."""

    first: date
    lines: Sequence[Line]


def line(moment: Moment, *, today: date) -> Line:
    """Returns the moment with what became of it."""
    return Line(moment, moment.fate_on(today))


def months(moments: Iterable[Moment], *, today: date) -> list[Month]:
    """Returns the moments by month; they come ordered by the day they are expected."""
    by_month = groupby(moments, key=lambda moment: moment.expected_by.replace(day=1))
    return [Month(first, [line(moment, today=today) for moment in found]) for first, found in by_month]


def earlier_waivers(moment: Moment) -> list[Told]:
    """Returns how a moment was waived and reopened, from the log, the latest first; of most of them nothing.

    A waiver that stands is told by the moment itself, and here only once it was lifted.
    """
    events = Event.objects.of_roots([moment.system_id]).filter(
        target_id=str(moment.pk), action__in=("moment waived", "moment reopened")
    )
    lines = [told(event) for event in events.newest_first()]
    return lines[1:] if moment.waived_at else lines
