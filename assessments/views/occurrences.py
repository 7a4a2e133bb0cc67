"""The times at which a harm happened: adding one, correcting it, removing it with a reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.forms import OccurrenceForm, RemovalForm
from assessments.forms.occurrences import typed_occurrence
from assessments.meanwhile import both, of_occurrence, shown
from assessments.models import Occurrence, Risk
from assessments.views.on_risk import clash, for_posting, load_risk, page, status_of
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.numbers import whole_number
from hrdd.sharing.policy import Action

TO_PART = "#occurrences"


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, pk: str, risk_pk: str) -> HttpResponse:
    """Returns what happened so far, with a form to add to it; those who only read see no form."""
    risk = load_risk(request, for_posting(request), pk=pk, risk_pk=risk_pk)
    form = OccurrenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_occurrence(risk=risk, entry=form.entry(), by=actor(request), at=timezone.now())
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("It is recorded. The rating has to be looked at again."))
            return _back(risk)
    context = {"form": form, "occurrences": risk.occurrences.all()}
    return page(request, risk, "occurrence_list", context, status=status_of({}, form))


@require_http_methods(["GET", "HEAD", "POST"])
def occurrence(request: HttpRequest, pk: str, risk_pk: str, occurrence_pk: str) -> HttpResponse:
    """Changes one; when someone saved first, returns both texts and status 409."""
    risk, found = _load(request, pk, risk_pk, occurrence_pk)
    form = OccurrenceForm(request.POST or None, initial=typed_occurrence(found))
    context: dict[str, Any] = {"form": form, "occurrence": found}
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_occurrence(
                occurrence=found, entry=form.entry(), expected_version=form.cleaned_data["version"] or 0,
                by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            context |= clash(form, typed_occurrence(stale.current))
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return _back(risk)
    return page(request, risk, "occurrence_edit", context, status=status_of(context, form))


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest, pk: str, risk_pk: str, occurrence_pk: str) -> HttpResponse:
    """Removes one; the reason stays in the log. 409 and both states when someone saved it first."""
    risk, found = _load(request, pk, risk_pk, occurrence_pk)
    form = RemovalForm(request.POST or None)
    context = {"form": form, "occurrence": found, "version": found.version, **shown(of_occurrence(found))}
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_occurrence(
                occurrence=found, reason=form.cleaned_data["reason"],
                expected_version=whole_number(request.POST.get("version", "")), by=actor(request),
                at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            now = stale.current
            context |= {"occurrence": now, "version": now.version, **both(request, of_occurrence(now))}
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("It is removed. Why it was removed stays in the log."))
            return _back(risk)
    return page(request, risk, "occurrence_remove", context, status=status_of(context, form))


def _load(request: HttpRequest, pk: str, risk_pk: str, occurrence_pk: str) -> tuple[Risk, Occurrence]:
    risk = load_risk(request, Action.EDIT, pk=pk, risk_pk=risk_pk)
    found: Occurrence = get_object_or_404(risk.occurrences, pk=occurrence_pk)
    found.risk = risk
    return risk, found


def _back(risk: Risk) -> HttpResponse:
    return redirect(f"{risk.get_absolute_url()}{TO_PART}")
