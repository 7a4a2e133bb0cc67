"""Why this order: the rule in words, its anchors, and the order a multiplied score would give."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.anchors import ANCHORS
from assessments.models import Assessment
from assessments.register import with_naive_rank
from assessments.severity import RULE
from assessments.tabs import tabs
from hrdd.lib.drawings import SlopeRisk, slope
from hrdd.lib.marks import BAND_WORDS
from hrdd.sharing import access
from hrdd.sharing.policy import Action

TOLD = 25


@require_safe
def order(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns the explanation with the 25 most severe risks in both orders."""
    assessment = access.get(Assessment, request.user, Action.VIEW, pk=pk, rows=Assessment.objects.for_lists())
    beside: list[Any] = list(with_naive_rank(assessment.risks.standing()).ranked()[: TOLD + 1])
    complete = len(beside) <= TOLD
    told = [(rank, risk) for rank, risk in enumerate(beside[:TOLD], start=1)]
    drawing = slope(
        [SlopeRisk(risk.reference, risk.title, rank, risk.naive_rank) for rank, risk in told],
        text=_("Each line leads from a risk’s rank here to its rank under mean times likelihood."),
    )
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="order"),
        "rule": RULE,
        "anchors": [
            (step, {name: words[step] for name, words in ANCHORS.items()}) for step in (5, 4, 3, 2, 1)
        ],
        "bands": BAND_WORDS,
        "told": told,
        "complete": complete,
        "slope": drawing if complete and told else None,
    }
    return render(request, "assessments/order.html", context)
