"""What the pages share that stand under an assessment's tab Engagement."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessments.models import Assessment
from assessments.readers import readers
from assessments.tabs import tabs
from hrdd.accounts.actor import actor
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids


def load_assessment(request: HttpRequest, action: Action, *, pk: str) -> Assessment:
    """Returns the assessment, on which the action must be allowed; 404 or 403 otherwise."""
    rows = Assessment.objects.for_lists()
    found: Assessment = access.get(Assessment, request.user, action, pk=pk, rows=rows)
    return found


def asked_for(request: HttpRequest) -> dict[str, str]:
    """Returns the cell of the grid from which she came."""
    return {name: request.GET.get(name, "")[:40] for name in ("group", "stage")}


def back(assessment: Assessment) -> HttpResponse:
    """Returns to the grid."""
    return redirect("stakeholders:for_assessment", pk=assessment.pk)


def page(
    request: HttpRequest, assessment: Assessment, name: str, context: dict[str, Any], *, status: int = 200,
    inside: bool = False,
) -> HttpResponse:  # fmt: skip
    """Returns a page under the tab Engagement. What it costs and who sees to it is for the company alone."""
    whole = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="engagement", inside=inside),
        "can_plan": access.can(request.user, Action.PLAN, assessment),
        "can_log": access.can(request.user, Action.LOG, assessment),
        "is_inside": assessment.company_id in company_ids(actor(request)),
        "readers": readers(assessment),
        **context,
    }
    return render(request, f"stakeholders/{name}.html", whole, status=status)
