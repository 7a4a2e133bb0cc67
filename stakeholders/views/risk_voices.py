"""What people said about one risk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.models import Assessment, Risk
from assessments.tabs import tabs
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from stakeholders.voices import voices_of


@require_safe
def risk_voices(request: HttpRequest, pk: str, risk_pk: str) -> HttpResponse:
    """Returns all that she may read about the risk, with how severe it is to the people."""
    assessment = access.get(Assessment, request.user, Action.VIEW, pk=pk, rows=Assessment.objects.for_lists())
    risk: Risk = get_object_or_404(assessment.risks.select_related("category"), pk=risk_pk)
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="risks", inside=True),
        "risk": risk,
        "people": voices_of(assessment, request.user, risk=risk),
    }
    return render(request, "stakeholders/risk_voices.html", context)
