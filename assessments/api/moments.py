"""Moments to assess over the API."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.api.input import checked
from assessments.api.system_rows import AcceptanceRow, AnswerRow, MomentRow, ReopeningRow, WaiverRow
from assessments.api.systems import created, load
from assessments.api.views import stale_write
from assessments.forms.moments import (
    AcceptanceForm,
    AnswerForm,
    MomentForm,
    ReopeningForm,
    WaiverForm,
    typed_moment,
)
from assessments.models import Moment, System
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Stale
from hrdd.sharing.policy import Action


@extend_schema_view(get=extend_schema(operation_id="moments_list"))
class Moments(generics.ListAPIView[Moment]):
    """The moments to assess of all systems of your company, the latest recorded first."""

    serializer_class = MomentRow

    def get_queryset(self) -> Any:
        """Returns the moments she can see."""
        visible = System.objects.visible_to(self.request.user)
        return Moment.objects.filter(system__in=visible).select_related("waived_by")


class SystemMoments(generics.GenericAPIView[Moment]):
    """The moments to assess of a system."""

    serializer_class = MomentRow

    @extend_schema(operation_id="system_moments_list", responses=MomentRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns the moments, the latest recorded first."""
        rows = load(request, Action.VIEW, pk).moments.select_related("waived_by")
        return self.get_paginated_response(MomentRow(self.paginate_queryset(rows), many=True).data)

    @extend_schema(operation_id="system_moments_create", responses={201: MomentRow})
    def post(self, request: Request, pk: str) -> Response:
        """Plans a moment."""
        system = load(request, Action.EDIT, pk)
        row = MomentRow(data=request.data)
        row.is_valid(raise_exception=True)
        facts = _facts(checked(MomentForm, row.validated_data))
        new = actions.plan_moment(system=system, by=actor(request), at=timezone.now(), **facts)
        return created(MomentRow(new).data, request, new.pk)


class MomentDetail(generics.GenericAPIView[Moment]):
    """One moment to assess."""

    serializer_class = MomentRow

    @extend_schema(operation_id="moments_retrieve")
    def get(self, request: Request, pk: str, moment_pk: str) -> Response:
        """Returns the moment."""
        return Response(MomentRow(find(request, Action.VIEW, pk, moment_pk)).data)

    @extend_schema(operation_id="moments_update")
    def patch(self, request: Request, pk: str, moment_pk: str) -> Response:
        """Changes kind, words or day; 409 with both states when `version` is not the one in force."""
        found = find(request, Action.EDIT, pk, moment_pk)
        row = MomentRow(found, data=request.data, partial=True)
        row.is_valid(raise_exception=True)
        form = checked(MomentForm, {**typed_moment(found), **row.validated_data})
        try:
            saved = actions.revise_moment(
                moment=found,
                expected_version=row.validated_data.get("version", found.version),
                by=actor(request),
                at=timezone.now(),
                **_facts(form),
            )
        except Stale as stale:
            raise stale_write(MomentRow(stale.current).data, request) from stale
        return Response(MomentRow(saved).data)


class Acceptance(generics.GenericAPIView[Moment]):
    """What the workbench proposed becomes planned."""

    serializer_class = AcceptanceRow

    @extend_schema(operation_id="moments_accept", responses=MomentRow)
    def post(self, request: Request, pk: str, moment_pk: str) -> Response:
        """Plans the proposal, on its day or another."""
        found = find(request, Action.EDIT, pk, moment_pk)
        data = said(request, AcceptanceRow)
        return decided(request, found, actions.accept_moment, checked(AcceptanceForm, data))


class Answer(generics.GenericAPIView[Moment]):
    """The assessment that answers a moment."""

    serializer_class = AnswerRow

    @extend_schema(operation_id="moments_answer", responses=MomentRow)
    def post(self, request: Request, pk: str, moment_pk: str) -> Response:
        """Names the assessment; naming another later puts a wrong choice right."""
        found = find(request, Action.EDIT, pk, moment_pk)
        form = checked(AnswerForm, said(request, AnswerRow), system=found.system)
        return decided(request, found, actions.answer_moment, form)


class Waiver(generics.GenericAPIView[Moment]):
    """A moment that is skipped."""

    serializer_class = WaiverRow

    @extend_schema(operation_id="moments_waive", responses=MomentRow)
    def post(self, request: Request, pk: str, moment_pk: str) -> Response:
        """Waives the moment, with the reason; reopening/ lifts the waiver."""
        found = find(request, Action.EDIT, pk, moment_pk)
        form = checked(WaiverForm, said(request, WaiverRow))
        return decided(request, found, actions.waive_moment, form)


class Reopening(generics.GenericAPIView[Moment]):
    """A waived moment that has to be looked at after all."""

    serializer_class = ReopeningRow

    @extend_schema(operation_id="moments_reopen", responses=MomentRow)
    def post(self, request: Request, pk: str, moment_pk: str) -> Response:
        """Opens a waived moment again, with the reason; how it was waived stays in the history."""
        found = find(request, Action.EDIT, pk, moment_pk)
        form = checked(ReopeningForm, said(request, ReopeningRow))
        return decided(request, found, actions.reopen_moment, form)


def find(request: Request, action: Action, pk: str, moment_pk: str) -> Moment:
    """Returns the moment through its system, on which the action must be allowed; 404 or 403 otherwise."""
    rows = load(request, action, pk).moments.select_related("waived_by")
    found: Moment = get_object_or_404(rows, pk=moment_pk)
    return found


def said(request: Request, rows: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    """Returns the checked JSON."""
    row = rows(data=request.data)
    row.is_valid(raise_exception=True)
    return dict(row.validated_data)


def decided(request: Request, found: Moment, action: Callable[..., Moment], form: Form) -> Response:
    """Returns the moment after the decision."""
    decision = action(moment=found, by=actor(request), at=timezone.now(), **form.cleaned_data)
    return Response(MomentRow(decision).data)


def _facts(form: MomentForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("kind", "what", "expected_by")}
