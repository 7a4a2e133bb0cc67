"""A reviewer's own rating, beside the company's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.anchors import ANCHORS, QUESTIONS
from assessments.forms import UNKNOWN, GradesForm
from assessments.models import Rating
from assessments.readers import readers
from assessments.severity import DIMENSIONS
from assessments.tabs import tabs
from assessments.views.risks import load
from hrdd.accounts.actor import actor
from hrdd.sharing.policy import Action


@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, pk: str, risk_pk: str) -> HttpResponse:
    """Keeps her rating; returns the risk, where it stands beside the company's."""
    assessment, risk = load(request, Action.RATE, pk=pk, risk_pk=risk_pk)
    earlier = next((rating for rating in risk.ratings.all() if rating.author_id == request.user.pk), None)
    form = GradesForm(request.POST or None, initial=_typed(earlier))
    if request.method == "POST" and form.is_valid():
        actions.rate_risk(risk=risk, grades=form.grades(), by=actor(request), at=timezone.now())
        messages.success(request, _("Your rating is saved. It stands beside the company’s, unchanged."))
        return redirect(risk)
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="risks", inside=True),
        "risk": risk,
        "form": form,
        "anchors": ANCHORS,
        "questions": QUESTIONS,
        "readers": readers(assessment),
    }
    status = 422 if form.is_bound else 200
    return render(request, "assessments/rating.html", context, status=status)


def _typed(rating: Rating | None) -> dict[str, object]:
    if rating is None:
        return {}
    data = {name: getattr(rating, name) for name in GradesForm.base_fields}
    return data | {name: UNKNOWN if data[name] is None else data[name] for name in DIMENSIONS}
