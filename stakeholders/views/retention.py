"""How long a record is kept: its day, a legal hold, its end, and what is left of what was deleted."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.conflicts import conflict_versions, with_version
from assessments.models import Assessment
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids
from stakeholders import actions
from stakeholders.forms.retention import DeletionForm, HoldForm, KeepForm
from stakeholders.models import Engagement, Tombstone
from stakeholders.retention import is_over
from stakeholders.tabs import log_tabs
from stakeholders.views.on_engagement import load, page

PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns until when the record is kept, and what stops or ends it; a POST sets another day."""
    found = load(request, Action.LOG, pk=pk, sealed_too=True)
    typed = {"retain_until": found.retain_until, "version": found.version}
    form = KeepForm(request.POST or None, initial=typed)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_until(
                engagement=found, day=form.cleaned_data["retain_until"],
                expected_version=form.cleaned_data["version"] or 0, by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            context["conflict"] = conflict_versions(form, {"retain_until": stale.current.retain_until})
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("stakeholders:retention", pk=found.pk)
    status = 409 if "conflict" in context else 422 if form.is_bound else 200
    return _page(request, found, "retention", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, pk: str) -> HttpResponse:
    """Places a legal hold: nothing of the record is deleted until somebody ends it."""
    found = load(request, Action.LOG, pk=pk, sealed_too=True)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.place_hold(
                engagement=found, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Held. Nothing of this record is deleted until the hold is ended."))
            return redirect("stakeholders:retention", pk=found.pk)
    status = 422 if form.is_bound else 200
    return _page(request, found, "hold", {"form": form}, inside=True, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def hold_end(request: HttpRequest, pk: str) -> HttpResponse:
    """Ends the hold that runs, with a reason; 404 when none does."""
    found = load(request, Action.LOG, pk=pk, sealed_too=True)
    running = found.holds.running().select_related("placed_by").first()
    if running is None:
        raise Http404
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_hold(
                hold=running, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Ended. The day until which it is kept counts again."))
            return redirect("stakeholders:retention", pk=found.pk)
    status = 422 if form.is_bound else 200
    return _page(request, found, "hold_end", {"form": form, "hold": running}, inside=True, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: HttpRequest, pk: str) -> HttpResponse:
    """Deletes the record and all that hangs on it; what is left names no person."""
    found = load(request, Action.LOG, pk=pk, sealed_too=True)
    form = DeletionForm(request.POST or None, initial={"version": found.version})
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            actions.delete_record(
                engagement=found, rule=form.cleaned_data["rule"],
                expected_version=form.cleaned_data["version"] or 0, by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            context["is_stale"] = True
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("%s is deleted for good.") % found.reference)
            return redirect("stakeholders:list")
    status = 409 if "is_stale" in context else 422 if form.is_bound else 200
    return _page(request, found, "deletion", context, inside=True, status=status)


@require_safe
def tombstones(request: HttpRequest) -> HttpResponse:
    """Returns what was deleted, the latest first, to those who may see the log; 404 to others."""
    user = actor(request)
    if not (
        company_ids(user, Action.READ_INTERNAL)
        or Assessment.objects.visible_to(user, Action.VIEW_HISTORY).exists()
    ):
        raise Http404
    rows = Tombstone.objects.visible_to(user).select_related("assessment", "deleted_by")
    found = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": found, "tabs": log_tabs(user, current="tombstones")}
    return render(request, "stakeholders/tombstone_list.html", context)


def _page(
    request: HttpRequest, found: Engagement, name: str, context: dict[str, Any], *, status: int,
    inside: bool = False,
) -> HttpResponse:  # fmt: skip
    holds = list(found.holds.select_related("placed_by", "ended_by"))
    whole = {
        # These pages say nothing of what a record holds: they stand though it is sealed.
        "is_shut": False,
        "had_reprisal": False,
        "holds": holds,
        "is_held": any(hold.is_running for hold in holds),
        "is_over": is_over(found.retain_until, on=timezone.localdate()),
        **context,
    }
    return page(request, found, name, whole, current="keeping", status=status, inside=inside)
