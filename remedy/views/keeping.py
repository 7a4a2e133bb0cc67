"""How long a case is kept: its day, legal holds, and its end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing.policy import Action
from remedy import actions
from remedy.forms.cases import DeletionForm, HoldForm
from remedy.opened import Opened, plain
from remedy.views.on_case import load, page, with_key
from stakeholders.retention import is_over


@require_http_methods(["GET", "HEAD", "POST"])
@with_key(Action.HANDLE)
def holds(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Returns the legal holds of a case with their reasons; a POST places one."""
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hold_case(
                opened=opened, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Held. Nothing of this case is deleted until the hold is ended."))
            return redirect("remedy:case_holds", pk=opened.case.pk)
    return _holds(request, opened, form)


@require_http_methods(["GET", "HEAD", "POST"])
@with_key(Action.HANDLE)
def hold_ending(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Ends the hold that runs. Where the person had asked for her concern to be erased, that is done now."""
    if request.method != "POST":
        return redirect("remedy:case_holds", pk=opened.case.pk)
    form = HoldForm(request.POST)
    if form.is_valid():
        try:
            erased = actions.end_case_hold(
                opened=opened, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            if erased:
                messages.success(request, _("Ended. The person had asked for it: the case is erased."))
                return redirect("remedy:cases")
            messages.success(request, _("Ended. The day until which it is kept counts again."))
            return redirect("remedy:case_holds", pk=opened.case.pk)
    return _holds(request, opened, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: HttpRequest, pk: str) -> HttpResponse:
    """Deletes a case whose time is over, with all that is in it. It takes no key: nothing is read."""
    case = load(request, Action.HANDLE, pk=pk)
    form = DeletionForm(request.POST or None, initial={"version": case.version})
    context: dict[str, Any] = {
        "form": form,
        "is_held": case.holds.running().exists(),
        "is_over": is_over(case.keep_until, on=timezone.localdate()),
    }
    if request.method == "POST" and form.is_valid():
        try:
            actions.delete_case(
                case=case, expected_version=form.cleaned_data["version"], by=actor(request), at=timezone.now()
            )
        except Stale:
            context["is_stale"] = True
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("%s is deleted for good.") % case.reference)
            return redirect("remedy:cases")
    status = 409 if "is_stale" in context else 422 if form.is_bound else 200
    if "is_stale" in context:
        context["form"] = DeletionForm(initial={"version": load(request, Action.HANDLE, pk=pk).version})
    return page(request, case, "case_deletion", context, status=status)


def _holds(request: HttpRequest, opened: Opened, form: HoldForm) -> HttpResponse:
    listed = [
        {
            "row": row,
            "reason": plain(opened.key, row.reason)["text"],
            "end_reason": plain(opened.key, row.end_reason)["text"] if row.end_reason else "",
        }
        for row in opened.case.holds.select_related("placed_by", "ended_by")
    ]
    context = {"form": form, "listed": listed, "running": [one for one in listed if one["row"].is_running]}
    return page(request, opened.case, "case_holds", context, status=422 if form.is_bound else 200)
