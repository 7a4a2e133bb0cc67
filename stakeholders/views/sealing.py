"""Sealing a record, or one thing that people said: from then on two people open it together."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.forms.sealing import SealingForm
from stakeholders.models import Engagement, Input
from stakeholders.views.on_engagement import levels, load, page


@require_http_methods(["GET", "HEAD", "POST"])
def sealing(request: HttpRequest, pk: str) -> HttpResponse:
    """Seals the record with everything in it. 409 when someone saved meanwhile."""
    found = load(request, Action.LOG, pk=pk)

    def seal(version: int) -> None:
        actions.seal_record(engagement=found, expected_version=version, by=actor(request), at=timezone.now())

    return _sealing(request, found, seal, version=found.version, context={"what": found.name})


@require_http_methods(["GET", "HEAD", "POST"])
def input_sealing(request: HttpRequest, pk: str, input_pk: str) -> HttpResponse:
    """Seals one thing that people said. 409 when someone saved meanwhile."""
    found = load(request, Action.LOG, pk=pk)
    said: Input = get_object_or_404(found.inputs.at_levels(levels(request.user, found)), pk=input_pk)
    said.engagement = found

    def seal(version: int) -> None:
        actions.seal_input(said=said, expected_version=version, by=actor(request), at=timezone.now())

    return _sealing(request, found, seal, version=said.version, context={"said": said, "what": str(said)})


def _sealing(
    request: HttpRequest, found: Engagement, seal: Callable[[int], None], *, version: int,
    context: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    form = SealingForm(request.POST or None, initial={"version": version})
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            seal(form.cleaned_data["version"] or 0)
        except Stale:
            status = 409
            form = SealingForm(initial={"version": version})
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Sealed. Two people open it together, each time with a reason."))
            return redirect("stakeholders:engagement", pk=found.pk)
    whole = {**context, "form": form, "is_stale": status == 409}
    return page(request, found, "sealing", whole, current="record", inside=True, status=status)
