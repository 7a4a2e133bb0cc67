"""Whether people who spoke up are safe: the days on which they are asked, and what they said."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.conflicts import conflict_versions, with_version
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.forms import CheckForm
from stakeholders.forms.follow_ups import typed_check
from stakeholders.models import FollowUp
from stakeholders.safety import is_escalated
from stakeholders.views.on_engagement import load, page


@require_safe
def index(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns the days on which people are asked, and what came of each."""
    found = load(request, Action.READ_INTERNAL, pk=pk)
    today = timezone.localdate()
    rows = [
        (
            row,
            not row.done_on and row.due_on <= today,
            is_escalated(row.due_on, done=bool(row.done_on), on=today),
        )
        for row in found.follow_ups.select_related("done_by")
    ]
    return page(request, found, "follow_up_list", {"rows": rows}, current="safety")


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: str, follow_up_pk: str) -> HttpResponse:
    """Records a check, or corrects one. 409 when someone saved first."""
    found = load(request, Action.LOG, pk=pk)
    check: FollowUp = get_object_or_404(found.follow_ups, pk=follow_up_pk)
    check.engagement = found
    form = CheckForm(request.POST or None, initial=typed_check(check), follow_up=check)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.record_check(
                follow_up=check, done_on=data["done_on"], outcome=data["outcome"], note=data["note"],
                reason=data.get("reason", ""), expected_version=data["version"] or 0, by=actor(request),
                at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            context["conflict"] = conflict_versions(form, typed_check(stale.current))
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("stakeholders:follow_ups", pk=found.pk)
    status = 409 if "conflict" in context else 422 if form.is_bound else 200
    context |= {"form": form, "check": check}
    return page(request, found, "follow_up", context, current="safety", inside=True, status=status)
