"""Somebody looked again, and the rating still stands."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.meanwhile import both, of_risk, shown
from assessments.views.evidence import sides
from assessments.views.on_risk import load_risk, page
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.numbers import whole_number
from hrdd.sharing.policy import Action


@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, pk: str, risk_pk: str) -> HttpResponse:
    """Returns the rating beside what came up since; confirming it returns to the risk."""
    risk = load_risk(request, Action.EDIT, pk=pk, risk_pk=risk_pk)
    context: dict[str, Any] = {"occurrences": risk.occurrences.all(), **sides(risk)}
    context |= {"version": risk.version, **shown(of_risk(risk))}
    if request.method != "POST":
        return page(request, risk, "rating_confirm", context)
    try:
        actions.confirm_rating(
            risk=risk, expected_version=whole_number(request.POST.get("version", "")),
            by=actor(request), at=timezone.now(),
        )  # fmt: skip
    except Stale as stale:
        # What she looked at is not what stands: the page shows both, and asks again.
        now = stale.current
        now.company = risk.company
        context |= {"version": now.version, **both(request, of_risk(now))}
        return page(request, now, "rating_confirm", context, status=409)
    except Refused as refusal:
        return page(request, risk, "rating_confirm", context | {"refused": refusal.message}, status=422)
    messages.success(request, _("Noted: you looked again, and the rating stands."))
    return redirect(f"{risk.get_absolute_url()}#severe-title")
