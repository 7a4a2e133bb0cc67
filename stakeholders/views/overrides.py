"""Words that nobody was asked about: an approver decides, with a reason, whether they go into reports."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.forms import ReasonForm
from stakeholders.models import Engagement, Input
from stakeholders.overriding import why_not
from stakeholders.views.on_engagement import levels, load, page


@require_http_methods(["GET", "HEAD", "POST"])
def override(request: HttpRequest, pk: str, input_pk: str) -> HttpResponse:
    """Returns the words to be judged; a POST lets them go into reports, with a reason."""
    found = load(request, Action.OVERRIDE_CONSENT, pk=pk)
    said, now = _said(request, found, input_pk), timezone.now()
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.override_consent(said=said, reason=form.cleaned_data["reason"], by=actor(request), at=now)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Recorded. Reports say that nobody was asked, and why."))
            return redirect("stakeholders:input", pk=found.pk, input_pk=said.pk)
    in_force = next((one for one in said.overrides.all() if one.ended_at is None), None)
    context = {"form": form, "said": said, "why_not": why_not(said, at=now), "override": in_force}
    status = 422 if form.is_bound else 200
    return page(request, found, "consent_override", context, current="inputs", inside=True, status=status)


@require_POST
def removal(request: HttpRequest, pk: str, input_pk: str) -> HttpResponse:
    """Ends an override: the words are left out of reports from now on."""
    found = load(request, Action.OVERRIDE_CONSENT, pk=pk)
    said = _said(request, found, input_pk)
    try:
        actions.end_override(said=said, by=actor(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Ended. Reports leave these words out from now on."))
    return redirect("stakeholders:input", pk=found.pk, input_pk=said.pk)


def _said(request: HttpRequest, found: Engagement, input_pk: str) -> Input:
    readable = found.inputs.at_levels(levels(request.user, found)).in_full()
    said: Input = get_object_or_404(readable, pk=input_pk)
    said.engagement = found
    return said
