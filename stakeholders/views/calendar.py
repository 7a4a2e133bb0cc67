"""The calendar of the log: a month on a page, and a file without content for other calendars."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.views.decorators.http import require_safe

from hrdd.accounts.actor import actor
from hrdd.lib.downloads import attachment
from stakeholders.calendar import marks
from stakeholders.calendar_file import as_file
from stakeholders.month import after, before, days, month_asked, weeks
from stakeholders.tabs import log_tabs

# What a file holds: a little of what was, for those who look back, and two years ahead.
BACK, AHEAD = timedelta(days=31), timedelta(days=731)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Returns one month of what she may know of."""
    today = timezone.localdate()
    first = month_asked(request.GET.get("month", ""), today)
    shown = weeks(first)
    found = marks(actor(request), shown[0][0], shown[-1][-1], today=today)
    filled = days(shown, first, marks=found, today=today)
    context = {
        "tabs": log_tabs(request.user, current="calendar"),
        "first": first,
        "weeks": filled,
        "weekdays": [WEEKDAYS[at] for at in range(7)],
        "before": before(first),
        "after": after(first),
        "is_empty": not any(day.marks for week in filled for day in week if not day.is_outside),
    }
    return render(request, "stakeholders/calendar.html", context)


@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """Returns days and addresses for another calendar, and not a word of what they are about."""
    now = timezone.now()
    today = timezone.localdate(now)
    found = marks(actor(request), today - BACK, today + AHEAD, today=today)
    still_open = [mark for mark in found if not mark.is_done]
    content = as_file(still_open, base=settings.BASE_URL, at=now)
    return attachment("engagements.ics", content, "text/calendar; charset=utf-8")
