"""The changes that a person may name as what followed a request; those of what it is linked to come first."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hrdd.audit.models import Event
from hrdd.audit.presenters import line
from stakeholders.models import Request
from stakeholders.models.hanging import LINKED

OFFERED = 50
# They say that somebody read, asked or talked; nothing about risks became another by them.
NO_CHANGES = (
    "report", "access", "comment", "answered", "evidence taken away", "approved version downloaded",
    "assessment exported", "rights holders", "table", "import", "rated as reviewer",
)  # fmt: skip
Choices = Sequence[tuple[str, str | Sequence[tuple[str, str]]]]


def events_of(asked: Request) -> Any:
    """Returns what happened on the assessments that a request is about, the latest first."""
    roots = {link.about.assessment_id for link in _links(asked)}
    roots |= {asked.engagement.assessment_id} - {None}
    noise = Q(pk__in=())
    for beginning in NO_CHANGES:
        noise |= Q(action__startswith=beginning)
    return Event.objects.of_roots(roots).without_private_talk().exclude(noise).newest_first()


def offered(asked: Request) -> Choices:
    """Returns the latest changes as choices, those of what it is linked to apart and first."""
    since = asked.engagement.created_at
    wanted = Q(at__gte=since) | Q(pk=asked.change)
    found = list(events_of(asked).filter(wanted)[: OFFERED * 2])
    near = _targets(asked)
    first = [event for event in found if event.target_id in near][:OFFERED]
    rest = [event for event in found if event.target_id not in near][:OFFERED]
    if not first:
        return _choices(rest)
    groups = ((_("About what it is linked to"), first), (_("Elsewhere in the assessment"), rest))
    return [(name, _choices(events)) for name, events in groups if events]


def _links(asked: Request) -> list[Any]:
    own = list(asked.links.select_related(*LINKED))
    if asked.input is None:
        return own
    of_input = asked.input.links.select_related(*LINKED)
    return [*own, *of_input]


def _targets(asked: Request) -> set[str]:
    """Returns the ids of the risks it is about, and of their measures."""
    risks = {link.about for link in _links(asked)}
    measures = {str(measure.pk) for risk in risks for measure in risk.measures.all()}
    return {str(risk.pk) for risk in risks} | measures


def _choices(events: Iterable[Event]) -> list[tuple[str, str]]:
    return [(str(event.pk), f"{_day(event)}: {line(event).sentence}") for event in events]


def _day(event: Event) -> str:
    return str(date_format(localtime(event.at), "j F Y"))
