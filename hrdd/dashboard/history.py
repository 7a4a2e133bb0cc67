"""What happened: in one's organisation, on the assessments one audits, on one assessment."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.models import Assessment
from assessments.readers import readers
from assessments.tabs import tabs
from hrdd.accounts.actor import actor
from hrdd.accounts.models import Organisation, Role, User
from hrdd.audit.models import Event
from hrdd.audit.presenters import line
from hrdd.lib.paging import latest
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids
from stakeholders.confidentiality import CHECKED, Level
from stakeholders.models import Engagement, Tombstone

SHARED = "shared"
OF_SEALING = (
    "record sealed", "input sealed", "opening asked for", "opening agreed to", "opening ended",
    "sealed content read", "sealed file taken away", "unsealed",
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """One log a person may read: an organisation's, or that of the assessments opened to her."""

    key: str
    name: str
    organisation: Organisation | None = None

    def events(self, user: User) -> Any:
        """Returns the events of this log that she may read."""
        if self.organisation:
            events = Event.objects.of_company([self.organisation.pk])
            hidden = Q(root_id__in=_unknown(user)) | Q(root_id__in=_deleted_unknown(user))
            if self.organisation.pk in company_ids(user, Action.OPEN_SEALED):
                hidden &= ~Q(action__in=OF_SEALING)
            # A comparison with no root is neither true nor false: what has none is nobody's record.
            return events.filter(Q(root_id=None) | ~hidden)
        granted = Assessment.objects.visible_to(user, Action.VIEW_HISTORY).values_list("pk", flat=True)
        return Event.objects.of_roots(list(granted))


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Returns a log she may read, the latest first; 404 for people who read none."""
    user = actor(request)
    sources = _sources(user)
    if not sources:
        raise Http404
    chosen = next((source for source in sources if source.key == request.GET.get("of")), sources[0])
    context = {"sources": sources, "chosen": chosen, **_lines(request, chosen.events(user))}
    return render(request, "dashboard/history.html", context)


@require_safe
def assessment_history(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns what happened on one assessment, the latest first."""
    assessment = access.get(
        Assessment, request.user, Action.VIEW_HISTORY, pk=pk, rows=Assessment.objects.for_lists()
    )
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="history"),
        "readers": readers(assessment),
        **_lines(request, Event.objects.of_roots([assessment.pk])),
    }
    return render(request, "dashboard/assessment_history.html", context)


def _unknown(user: User) -> Any:
    """Returns the engagements she may not know of, and sealed ones, of which nobody reads what happened.

    That they were sealed and opened is read by those who may open them (OF_SEALING).
    """
    known = Engagement.objects.visible_to(user).unsealed().values("pk")
    return Engagement.objects.exclude(pk__in=known).values("pk")


def _deleted_unknown(user: User) -> Any:
    """Returns the ids of deleted records she might not have known of while they stood."""
    gone = Tombstone.objects.exclude(level__in=[level.value for level in CHECKED])
    known = company_ids(user, Action.READ_RESTRICTED)
    return gone.exclude(company__in=known, level=Level.RESTRICTED.value).values("of_id")


def _sources(user: User) -> list[Source]:
    administered = Organisation.objects.administered_by(user)
    sources = [Source(str(organisation.pk), organisation.name, organisation) for organisation in administered]
    audits = any(m.role == Role.AUDITOR for m in user.standing_memberships)
    if audits or (not sources and Assessment.objects.visible_to(user, Action.VIEW_HISTORY).exists()):
        sources.append(Source(SHARED, _("Assessments open to you")))
    return sources


def _lines(request: HttpRequest, events: Any) -> dict[str, Any]:
    after = request.GET.get("after", "")
    found = latest(events.without_private_talk(), after=after)
    return {"lines": [line(event) for event in found.rows], "following": found.following, "after": after}
