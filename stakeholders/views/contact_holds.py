"""A legal hold on who a contact is: nobody erases it until somebody ends the hold, with a reason."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.forms.retention import HoldForm
from stakeholders.views.contacts import contact_page, load_contact


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, pk: str, contact_pk: str) -> HttpResponse:
    """Places a hold on who the contact is."""
    group, found = load_contact(request, Action.LOG, pk, contact_pk)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.place_hold(
                contact=found, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Held. Who it is may not be erased until the hold is ended."))
            return redirect("stakeholders:contact", pk=group.pk, contact_pk=found.pk)
    context = {"form": form, "contact": found, "hold": None}
    return contact_page(request, group, "contact_hold", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def hold_end(request: HttpRequest, pk: str, contact_pk: str) -> HttpResponse:
    """Ends the hold that runs, with a reason; 404 when none does."""
    group, found = load_contact(request, Action.LOG, pk, contact_pk)
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
            return redirect("stakeholders:contact", pk=group.pk, contact_pk=found.pk)
    context = {"form": form, "contact": found, "hold": running}
    return contact_page(request, group, "contact_hold", context, status=422 if form.is_bound else 200)
