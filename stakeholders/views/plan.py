"""Who is heard for an assessment: the coverage grid, the plan, and why some are not asked."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.conflicts import conflict_versions, with_version
from assessments.models.value_chain import Stage
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.forms import PlanForm, TakingBackForm
from stakeholders.forms.plan import typed_planned
from stakeholders.heard import coverage
from stakeholders.models import Engagement, PlannedEngagement
from stakeholders.views.on_assessment import asked_for, back, load_assessment, page

PAGE = 25


@require_safe
def for_assessment(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns the grid, the plan and the engagements, as far as she may know of them."""
    assessment = load_assessment(request, Action.VIEW, pk=pk)
    known = Engagement.objects.visible_to(request.user)
    seen = coverage(assessment, known)
    held = Paginator(known.filter(assessment=assessment).for_lists(), PAGE)
    context = {
        "seen": seen,
        "stage_titles": Stage.labels,
        "grid_rows": [
            (group, list(zip(Stage.labels, line.cells, strict=True)))
            for group, line in zip(seen.groups, seen.grid.lines, strict=True)
        ],
        "lacking": seen.lacking,
        "page": held.get_page(request.GET.get("page")),
        "today": timezone.localdate(),
    }
    return page(request, assessment, "for_assessment", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, pk: str) -> HttpResponse:
    """Plans to hear a group at a stage."""
    assessment = load_assessment(request, Action.PLAN, pk=pk)
    known = Engagement.objects.visible_to(request.user)
    form = PlanForm(request.POST or None, initial=asked_for(request), assessment=assessment, known=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.plan_engagement(
                assessment=assessment, entry=form.entry(), by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Planned."))
            return back(assessment)
    context = {"form": form, "asked": asked_for(request)}
    status = 422 if form.is_bound else 200
    return page(request, assessment, "planned", context, inside=True, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def planned(request: HttpRequest, pk: str, planned_pk: str) -> HttpResponse:
    """Changes a line of the plan; 409 with both texts when someone saved first."""
    assessment = load_assessment(request, Action.PLAN, pk=pk)
    row: PlannedEngagement = get_object_or_404(assessment.planned_engagements.all(), pk=planned_pk)
    row.assessment = assessment
    known = Engagement.objects.visible_to(request.user)
    form = PlanForm(
        request.POST or None, initial=typed_planned(row), assessment=assessment, known=known, planned=row
    )
    context: dict[str, Any] = {"form": form, "planned": row}
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_planned(
                planned=row, entry=form.entry(), expected_version=form.cleaned_data["version"] or 0,
                by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            context["conflict"] = conflict_versions(form, typed_planned(stale.current))
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return back(assessment)
    status = 409 if "conflict" in context else 422 if form.is_bound else 200
    return page(request, assessment, "planned", context, inside=True, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def planned_removal(request: HttpRequest, pk: str, planned_pk: str) -> HttpResponse:
    """Takes a line off the plan, with a reason that stays in the log; 409 when someone changed it."""
    assessment = load_assessment(request, Action.PLAN, pk=pk)
    rows = assessment.planned_engagements.select_related("group")
    row: PlannedEngagement = get_object_or_404(rows, pk=planned_pk)
    row.assessment = assessment
    form = TakingBackForm(request.POST or None, initial={"version": row.version})
    context: dict[str, Any] = {"form": form, "row": row, "title": _("Take it off the plan")}
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_planned(
                planned=row, reason=form.cleaned_data["reason"],
                expected_version=form.cleaned_data["version"] or 0, by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            context |= {"conflict": [], "row": stale.current}
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("It is off the plan."))
            return back(assessment)
    status = 409 if "conflict" in context else 422 if form.is_bound else 200
    return page(request, assessment, "taking_back", context, inside=True, status=status)
