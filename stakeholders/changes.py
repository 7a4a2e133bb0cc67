"""What changed because people were heard: the very event of the log, in words."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from hrdd.audit.models import Event
from hrdd.audit.presenters import Line, line
from stakeholders.models import Engagement, Request

OFFERED = 50


def events_of(engagement: Engagement) -> Any:
    """Returns the changes of the assessment the engagement is for, the latest first."""
    return Event.objects.of_roots([engagement.assessment_id]).without_private_talk().newest_first()


def offered(engagement: Engagement) -> list[tuple[str, str]]:
    """Returns the latest changes as choices: the event's id, and what happened in words."""
    if engagement.assessment_id is None:
        return []
    found = events_of(engagement).filter(at__gte=engagement.created_at)[:OFFERED]
    return [(str(event.pk), line(event).sentence) for event in found]


def changes_of(requests: Iterable[Request]) -> dict[UUID | None, Line]:
    """Returns the event's id -> what changed, for all requests at once (one query)."""
    wanted = [asked.change for asked in requests if asked.change]
    return {event.pk: line(event) for event in Event.objects.filter(pk__in=wanted)} if wanted else {}
