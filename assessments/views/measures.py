"""What the company does about a risk: a plain list with owner and day."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.forms import MeasureForm
from assessments.forms.measures import typed_measure
from assessments.models import Measure, Risk
from assessments.views.on_risk import clash, for_posting, load_risk, page, status_of
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing.policy import Action


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, pk: str, risk_pk: str) -> HttpResponse:
    """Returns the measures, with a form to add one; those who only read see no form."""
    risk = load_risk(request, for_posting(request), pk=pk, risk_pk=risk_pk)
    form = MeasureForm(request.POST or None, company=risk.company)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_measure(risk=risk, entry=form.entry(), by=actor(request), at=timezone.now())
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The measure is added."))
            return _back(risk)
    today = timezone.localdate()
    found = risk.measures.select_related("owner")
    context = {"form": form, "measures": [(row, row.is_overdue(on=today)) for row in found]}
    return page(request, risk, "measure_list", context, status=status_of({}, form))


@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: HttpRequest, pk: str, risk_pk: str, measure_pk: str) -> HttpResponse:
    """Changes a measure; when someone saved first, returns both texts and status 409."""
    risk = load_risk(request, Action.EDIT, pk=pk, risk_pk=risk_pk)
    found: Measure = get_object_or_404(risk.measures, pk=measure_pk)
    found.risk = risk
    form = MeasureForm(request.POST or None, initial=typed_measure(found), company=risk.company)
    context: dict[str, Any] = {"form": form, "measure": found}
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_measure(
                measure=found, entry=form.entry(), expected_version=form.cleaned_data["version"] or 0,
                by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            context |= clash(form, typed_measure(stale.current))
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return _back(risk)
    return page(request, risk, "measure_edit", context, status=status_of(context, form))


def _back(risk: Risk) -> HttpResponse:
    return redirect(f"{risk.get_absolute_url()}#measures")
