"""What indigenous peoples decided as peoples, at one engagement."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.conflicts import conflict_versions, with_version
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.forms import CollectiveForm
from stakeholders.forms.consents import typed_collective
from stakeholders.models import CollectiveConsent, Engagement
from stakeholders.views.on_engagement import load, page


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns where the consent of each people stands; a POST says it, or changes it (409: saved first)."""
    found = load(request, Action.LOG if request.method == "POST" else Action.READ_INTERNAL, pk=pk)
    stated = list(found.collective_consents.select_related("group", "said_by").order_by("group__name"))
    chosen = _chosen(request, stated)
    initial = typed_collective(chosen) if chosen else {}
    is_change = bool(chosen and found.is_on_record)
    form = CollectiveForm(request.POST or None, initial=initial, engagement=found, is_change=is_change)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            _state(request, found, form)
        except Stale as stale:
            context["conflict"] = conflict_versions(form, typed_collective(stale.current))
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved. It changes nothing in how severe a harm is."))
            return redirect("stakeholders:collective", pk=found.pk)
    context |= {"form": form, "stated": stated, "chosen": chosen}
    status = 409 if "conflict" in context else 422 if form.is_bound else 200
    return page(request, found, "collective", context, current="consents", inside=True, status=status)


def _chosen(request: HttpRequest, stated: list[CollectiveConsent]) -> CollectiveConsent | None:
    asked = request.POST.get("group") or request.GET.get("group", "")
    return next((row for row in stated if str(row.group_id) == asked), None)


def _state(request: HttpRequest, found: Engagement, form: CollectiveForm) -> CollectiveConsent:
    data = form.cleaned_data
    return actions.state_collective_consent(
        engagement=found,
        entry=form.entry(),
        expected_version=data["version"] or 0,
        reason_of_change=data.get("reason_of_change", ""),
        by=actor(request),
        at=timezone.now(),
    )
