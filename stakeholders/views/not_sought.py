"""Why a group is not heard at a stage: said, changed, taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.conflicts import conflict_versions, with_version
from assessments.models import Assessment
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.forms import NotSoughtForm, TakingBackForm
from stakeholders.forms.plan import typed_not_sought
from stakeholders.models import NotSought
from stakeholders.views.on_assessment import asked_for, back, load_assessment, page


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest, pk: str) -> HttpResponse:
    """Says why a group is not heard at a stage; 409 when the reason was given meanwhile."""
    assessment = load_assessment(request, Action.PLAN, pk=pk)
    form = NotSoughtForm(request.POST or None, initial=asked_for(request), assessment=assessment)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.say_not_sought(
                assessment=assessment, group=data["group"], stage=data["stage"], reason=data["reason"],
                expected_version=data["version"] or 0, by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            context["conflict"] = conflict_versions(form, typed_not_sought(stale.current))
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Said. It stands in the grid and in every report."))
            return back(assessment)
    status = 409 if "conflict" in context else 422 if form.is_bound else 200
    return page(request, assessment, "not_sought", context, inside=True, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def not_sought(request: HttpRequest, pk: str, not_sought_pk: str) -> HttpResponse:
    """Changes the reason; 409 with both texts when someone saved first."""
    assessment = load_assessment(request, Action.PLAN, pk=pk)
    row = _row(assessment, not_sought_pk)
    form = NotSoughtForm(
        request.POST or None, initial=typed_not_sought(row), assessment=assessment, is_known=True
    )
    context: dict[str, Any] = {"form": form, "row": row}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.say_not_sought(
                assessment=assessment, group=row.group, stage=row.stage, reason=data["reason"],
                expected_version=data["version"] or 0, by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            context["conflict"] = conflict_versions(form, typed_not_sought(stale.current))
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return back(assessment)
    status = 409 if "conflict" in context else 422 if form.is_bound else 200
    return page(request, assessment, "not_sought", context, inside=True, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest, pk: str, not_sought_pk: str) -> HttpResponse:
    """Takes the reason back, with why; the cell is empty again. 409 when someone changed it."""
    assessment = load_assessment(request, Action.PLAN, pk=pk)
    row = _row(assessment, not_sought_pk)
    form = TakingBackForm(request.POST or None, initial={"version": row.version})
    context: dict[str, Any] = {"form": form, "row": row, "title": _("Take the reason back")}
    if request.method == "POST" and form.is_valid():
        try:
            actions.seek_again(
                not_sought=row, reason=form.cleaned_data["reason"],
                expected_version=form.cleaned_data["version"] or 0, by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            context |= {"conflict": [], "row": stale.current}
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Taken back. The cell is empty again."))
            return back(assessment)
    status = 409 if "conflict" in context else 422 if form.is_bound else 200
    return page(request, assessment, "taking_back", context, inside=True, status=status)


def _row(assessment: Assessment, pk: str) -> NotSought:
    row: NotSought = get_object_or_404(assessment.not_sought.select_related("group"), pk=pk)
    row.assessment = assessment
    return row
