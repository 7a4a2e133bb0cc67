"""What the pages of one engagement share: how it is loaded, its head, its levels."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Assessment
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from stakeholders.confidentiality import Level, readable
from stakeholders.consent import IN_REPORT, PASSED_ON
from stakeholders.models import Door, Engagement, FollowUp, Input
from stakeholders.tabs import tabs


def load(request: HttpRequest, action: Action, *, pk: str, sealed_too: bool = False) -> Engagement:
    """Returns the engagement, on which the action must be allowed; 404 or 403 otherwise.

    `sealed_too` is for pages that neither show nor write content.
    """
    found: Engagement = access.get(
        Engagement, request.user, action, pk=pk, rows=Engagement.objects.for_lists()
    )
    if found.is_sealed and action is not Action.VIEW and not sealed_too:
        raise PermissionDenied(_("This record is sealed. It opens only to two people together."))
    return found


def load_door(request: HttpRequest, *, pk: str) -> Door:
    """Returns the record for somebody who opens what is sealed in it: no word of it goes with it."""
    rows = Door.objects.select_related("company", "assessment", "system")
    found: Door = access.get(Door, request.user, Action.OPEN_SEALED, pk=pk, rows=rows)
    return found


def for_posting(request: HttpRequest) -> Action:
    """Returns what the request needs: writing in the log for a POST, else reading."""
    return Action.LOG if request.method == "POST" else Action.VIEW


def levels(user: Any, root: Engagement | Assessment) -> frozenset[Level]:
    """Returns the levels that she may read in this record, or of what hangs on this assessment."""
    return readable(
        internal=bool(access.can(user, Action.READ_INTERNAL, root)),
        restricted=bool(access.can(user, Action.READ_RESTRICTED, root)),
    )


def hide_words(user: Any, root: Engagement | Assessment, inputs: Iterable[Input]) -> None:
    """Marks inputs by whether she may read people's own words in them (`shows_words`).

    Those who hold the talks may. Others in the company, and its auditors, with consent to quote; other
    organisations with consent to pass the words on. Inputs come `in_full`.
    """
    restricted = bool(access.can(user, Action.READ_RESTRICTED, root))
    needed = IN_REPORT if access.can(user, Action.READ_INTERNAL, root) else PASSED_ON
    today = timezone.localdate()
    for said in inputs:
        said.shows_words = restricted or said.words_may_go(needed, on=today)
        said.may_be_quoted = said.words_may_go(IN_REPORT, on=today)
        said.shows_reason = restricted or said.reason_may_go(needed, on=today)


def page(
    request: HttpRequest, engagement: Engagement, name: str, context: dict[str, Any], *, current: str,
    status: int = 200, inside: bool = False,
) -> HttpResponse:  # fmt: skip
    """Returns a page of an engagement."""
    may_know = access.can(request.user, Action.READ_INTERNAL, engagement)
    whole = {
        "engagement": engagement,
        "tabs": tabs(engagement, request.user, current=current, inside=inside),
        "can_log": access.can(request.user, Action.LOG, engagement),
        "can_open_sealed": access.can(request.user, Action.OPEN_SEALED, engagement),
        "is_shut": engagement.is_sealed,
        "had_reprisal": bool(may_know)
        and engagement.follow_ups.filter(outcome=FollowUp.Outcome.REPRISAL).exists(),
        **context,
    }
    return render(request, f"stakeholders/{name}.html", whole, status=status)
