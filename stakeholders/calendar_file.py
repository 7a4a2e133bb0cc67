"""The calendar as a file for other calendars (RFC 5545), without content.

Such a file lies in mailboxes and on phones, and is read over shoulders. It holds days and addresses; what
they are about is read on the page, by those who may.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from stakeholders.calendar import FOLLOW_UP
from stakeholders.month import Mark

MAKER: Final = "-//HRDD Workbench//Engagements//EN"


def as_file(found: Iterable[Mark], *, base: str, at: datetime) -> bytes:
    """Returns the file; `base` is the address of this workbench."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    for mark in found:
        event = Event()
        event.add("uid", f"{mark.kind}-{mark.key}@hrdd-workbench")
        event.add("dtstamp", at)
        event.add("dtstart", mark.first)
        event.add("dtend", mark.last + timedelta(days=1))
        event.add("summary", _("Follow-up due") if mark.kind == FOLLOW_UP else _("Engagement"))
        event.add("url", f"{base}{mark.url}")
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
