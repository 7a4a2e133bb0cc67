"""Who is heard for an assessment, over the API: the grid, the plan, and why some are not asked."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from assessments.api.input import posted
from assessments.api.views import stale_write
from assessments.models import Assessment
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Stale
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids
from stakeholders import actions
from stakeholders.api.input import valid
from stakeholders.api.plan_rows import GridRow, PlannedRow, TakingBackRow
from stakeholders.forms import PlanForm, TakingBackForm
from stakeholders.forms.plan import typed_planned
from stakeholders.heard import coverage
from stakeholders.models import Engagement, PlannedEngagement


class OnAssessment(generics.GenericAPIView[Any]):
    """Reached through the assessment."""

    def load(self, request: Request, action: Action, pk: str) -> Assessment:
        """Returns the assessment, on which the action must be allowed; 404 or 403 otherwise."""
        rows = Assessment.objects.select_related("company", "system")
        found: Assessment = access.get(Assessment, request.user, action, pk=pk, rows=rows)
        return found

    def checked(self, request: Request, *, partial: bool = False) -> dict[str, Any]:
        """Returns the body as plain values; raises ValidationError for one of the wrong shape."""
        row = self.get_serializer_class()(data=request.data, partial=partial)
        row.is_valid(raise_exception=True)
        return dict(row.validated_data)

    def made(self, request: Request, pk: Any, data: Any) -> Response:
        """Returns the answer about a new row, with its address."""
        headers = {"Location": f"{request.build_absolute_uri(request.path)}{pk}/"}
        return Response(data, status=status.HTTP_201_CREATED, headers=headers)


class Grid(OnAssessment):
    """Who is heard for an assessment."""

    serializer_class = GridRow

    @extend_schema(operation_id="engagement_grid_retrieve")
    def get(self, request: Request, pk: str) -> Response:
        """Returns the grid; records of which she may not know show as the plan says."""
        assessment = self.load(request, Action.VIEW, pk)
        seen = coverage(assessment, Engagement.objects.visible_to(request.user))
        lines = zip(seen.groups, seen.grid.lines, strict=True)
        told = {
            "groups": [
                {"group": group.pk, "name": group.name, "nearness": group.nearness, "cells": line.cells}
                for group, line in lines
            ],
            "lacking": [risk.reference for risk in seen.lacking],
        }
        return Response(GridRow(told).data)


class OfPlan(OnAssessment):
    """What is asked of the plan."""

    serializer_class: type[Serializer[Any]] = PlannedRow

    def told(self, request: Request, assessment: Assessment, rows: Any, *, many: bool = False) -> Any:
        """Returns lines of the plan as far as she may know them."""
        known = Engagement.objects.visible_to(request.user).filter(assessment=assessment)
        context = {
            "is_inside": assessment.company_id in company_ids(actor(request)),
            "known": set(known.values_list("pk", flat=True)),
        }
        return PlannedRow(rows, many=many, context=context).data

    def found(self, request: Request, action: Action, pk: str, planned_pk: str) -> PlannedEngagement:
        """Returns the line of the plan through its assessment."""
        assessment = self.load(request, action, pk)
        planned: PlannedEngagement = get_object_or_404(
            assessment.planned_engagements.select_related("group", "engagement"), pk=planned_pk
        )
        planned.assessment = assessment
        return planned


class Plan(OfPlan):
    """The plan of an assessment: who is to be heard."""

    @extend_schema(operation_id="plan_list", responses=PlannedRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns the plan, what was added last first."""
        assessment = self.load(request, Action.VIEW, pk)
        page = self.paginate_queryset(assessment.planned_engagements.all()) or []
        return self.get_paginated_response(self.told(request, assessment, page, many=True))

    @extend_schema(operation_id="plan_create", responses={201: PlannedRow})
    def post(self, request: Request, pk: str) -> Response:
        """Plans to hear a group. A proxy needs a `proxy_reason`."""
        assessment = self.load(request, Action.PLAN, pk)
        form = _form(request, assessment, self.checked(request))
        new = actions.plan_engagement(
            assessment=assessment, entry=form.entry(), by=actor(request), at=timezone.now()
        )
        return self.made(request, new.pk, self.told(request, assessment, new))


class PlannedDetail(OfPlan):
    """One line of the plan."""

    @extend_schema(operation_id="plan_retrieve")
    def get(self, request: Request, pk: str, planned_pk: str) -> Response:
        """Returns the line of the plan."""
        planned = self.found(request, Action.VIEW, pk, planned_pk)
        return Response(self.told(request, planned.assessment, planned))

    @extend_schema(operation_id="plan_update")
    def patch(self, request: Request, pk: str, planned_pk: str) -> Response:
        """Changes the fields given; 409 with both states when `version` is not the one in force."""
        planned = self.found(request, Action.PLAN, pk, planned_pk)
        given = self.checked(request, partial=True)
        form = _form(request, planned.assessment, given, planned)
        try:
            saved = actions.revise_planned(
                planned=planned, entry=form.entry(), by=actor(request), at=timezone.now(),
                expected_version=given.get("version", planned.version),
            )  # fmt: skip
        except Stale as stale:
            current = self.told(request, planned.assessment, stale.current)
            raise stale_write(current, request) from stale
        return Response(self.told(request, planned.assessment, saved))


class PlannedRemoval(OfPlan):
    """Taking a line off the plan, with a reason."""

    serializer_class = TakingBackRow
    http_method_names = ["post", "options"]

    @extend_schema(operation_id="plan_remove", responses={204: None})
    def post(self, request: Request, pk: str, planned_pk: str) -> Response:
        """Takes it off the plan; the reason stays in the log. 409 when `version` is old."""
        planned = self.found(request, Action.PLAN, pk, planned_pk)
        data = self.checked(request)
        form = valid(TakingBackForm(posted(data)))
        try:
            actions.remove_planned(
                planned=planned, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now(),
                expected_version=data.get("version", planned.version),
            )  # fmt: skip
        except Stale as stale:
            current = self.told(request, planned.assessment, stale.current)
            raise stale_write(current, request) from stale
        return Response(status=status.HTTP_204_NO_CONTENT)


def _form(
    request: Request, assessment: Assessment, given: dict[str, Any], planned: PlannedEngagement | None = None
) -> PlanForm:
    """Returns the valid form; an engagement of which she may not know stays as it is."""
    named = {name.removesuffix("_id"): value for name, value in given.items()}
    data = {**(typed_planned(planned) if planned else {}), **named}
    known = Engagement.objects.visible_to(request.user)
    return valid(PlanForm(posted(data), assessment=assessment, known=known, planned=planned))
