"""What the checks find: readable for everyone who can see the assessment."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.facts import findings
from assessments.findings import Report, reader, report
from assessments.models import Assessment
from assessments.tabs import tabs
from assessments.views.coverage import load
from hrdd.accounts.actor import actor
from hrdd.sharing import access
from hrdd.sharing.policy import Action


@require_safe
def checks(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns errors, warnings and hints, each with a link to where it is mended."""
    assessment = load(request, Action.VIEW, pk)
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="review", inside=True),
        "report": found(request, assessment),
        "may_submit": access.can(request.user, Action.SUBMIT, assessment),
    }
    return render(request, "assessments/checks.html", context)


def found(request: HttpRequest, assessment: Assessment) -> Report:
    """Returns what the checks find now, worded for the person who asks."""
    told = findings(assessment, at=timezone.now())
    return report(assessment, told, to=reader(actor(request), assessment))
