"""What the pages of everything that hangs on a risk share: the risk through its assessment, and the frame."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from assessments.conflicts import conflict_versions, with_version
from assessments.models import Assessment, Risk
from assessments.readers import readers
from assessments.tabs import tabs
from hrdd.sharing import access
from hrdd.sharing.policy import Action


def load_risk(request: HttpRequest, action: Action, *, pk: str, risk_pk: str) -> Risk:
    """Returns a risk through its assessment, on which the action must be allowed; 404 or 403 otherwise."""
    assessment = access.get(Assessment, request.user, action, pk=pk, rows=Assessment.objects.for_lists())
    risk: Risk = get_object_or_404(assessment.risks.select_related("category"), pk=risk_pk)
    risk.assessment, risk.company = assessment, assessment.company
    return risk


def for_posting(request: HttpRequest, action: Action = Action.EDIT) -> Action:
    """Returns VIEW for reading a page, and what writing on it needs."""
    return action if request.method == "POST" else Action.VIEW


def page(
    request: HttpRequest, risk: Risk, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Returns a page below the risk, with who can read what is written there."""
    assessment = risk.assessment
    common = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="risks", inside=True),
        "risk": risk,
        "readers": readers(assessment),
        "can_edit": access.can(request.user, Action.EDIT, assessment),
        "today": timezone.localdate(),
    }
    return render(request, f"assessments/{template}.html", {**common, **context}, status=status)


def clash(form: forms.Form, saved: Mapping[str, Any]) -> dict[str, Any]:
    """Returns what the page needs to show both texts; what was typed is now based on the newer version."""
    conflict = conflict_versions(form, saved)
    form.data = with_version(form.data, saved["version"])
    return {"conflict": conflict}


def status_of(context: Mapping[str, Any], *given: forms.Form) -> int:
    """Returns 409 when someone saved first, 422 when something typed was refused, else 200."""
    if "conflict" in context or "meanwhile" in context:
        return 409
    return 422 if any(form.is_bound and form.errors for form in given) else 200
