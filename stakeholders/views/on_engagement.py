"""What the pages of one engagement share: how it is loaded, its head, its levels."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hrdd.sharing import access
from hrdd.sharing.policy import Action
from stakeholders.confidentiality import Level, readable
from stakeholders.models import Engagement
from stakeholders.tabs import tabs


def load(request: HttpRequest, action: Action, *, pk: str) -> Engagement:
    """Returns the engagement, on which the action must be allowed; 404 or 403 otherwise."""
    found: Engagement = access.get(
        Engagement, request.user, action, pk=pk, rows=Engagement.objects.for_lists()
    )
    if action is not Action.VIEW and Level(found.level) not in levels(request.user, found):
        raise PermissionDenied(_("This record is sealed. It opens only to two people together."))
    return found


def for_posting(request: HttpRequest) -> Action:
    """Returns what the request needs: writing in the log for a POST, else reading."""
    return Action.LOG if request.method == "POST" else Action.VIEW


def levels(user: Any, engagement: Engagement) -> frozenset[Level]:
    """Returns the levels that she may read in this record."""
    return readable(
        internal=bool(access.can(user, Action.READ_INTERNAL, engagement)),
        restricted=bool(access.can(user, Action.READ_RESTRICTED, engagement)),
    )


def page(
    request: HttpRequest, engagement: Engagement, name: str, context: dict[str, Any], *, current: str,
    status: int = 200, inside: bool = False,
) -> HttpResponse:  # fmt: skip
    """Returns a page of an engagement."""
    whole = {
        "engagement": engagement,
        "tabs": tabs(engagement, request.user, current=current, inside=inside),
        "can_log": access.can(request.user, Action.LOG, engagement),
        "is_shut": Level(engagement.level) not in levels(request.user, engagement),
        **context,
    }
    return render(request, f"stakeholders/{name}.html", whole, status=status)
