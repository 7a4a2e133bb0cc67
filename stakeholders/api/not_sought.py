"""Why a group is not heard at a stage, over the API."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.input import posted
from assessments.api.views import stale_write
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Stale
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.api.input import valid
from stakeholders.api.plan import OnAssessment
from stakeholders.api.plan_rows import NotSoughtRow, TakingBackRow
from stakeholders.forms import NotSoughtForm, TakingBackForm
from stakeholders.models import NotSought


class NotSoughtList(OnAssessment):
    """Why groups are not heard."""

    serializer_class = NotSoughtRow

    @extend_schema(operation_id="not_sought_list", responses=NotSoughtRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns the reasons, the latest first."""
        rows = self.load(request, Action.VIEW, pk).not_sought.select_related("said_by")
        page = self.paginate_queryset(rows) or []
        return self.get_paginated_response(NotSoughtRow(page, many=True).data)

    @extend_schema(operation_id="not_sought_create", responses={201: NotSoughtRow})
    def post(self, request: Request, pk: str) -> Response:
        """Says why a group is not heard at a stage; 409 when the reason was given before."""
        assessment = self.load(request, Action.PLAN, pk)
        given = self.checked(request)
        data = {**given, "group": given["group_id"]}
        form = valid(NotSoughtForm(posted(data), assessment=assessment))
        try:
            said = actions.say_not_sought(
                assessment=assessment, group=form.cleaned_data["group"], stage=form.cleaned_data["stage"],
                reason=form.cleaned_data["reason"], expected_version=0, by=actor(request),
                at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(NotSoughtRow(stale.current).data, request) from stale
        return self.made(request, said.pk, NotSoughtRow(said).data)


class OneNotSought(OnAssessment):
    """What is asked of one reason."""

    def found(self, request: Request, action: Action, pk: str, not_sought_pk: str) -> NotSought:
        """Returns the reason through its assessment."""
        assessment = self.load(request, action, pk)
        row: NotSought = get_object_or_404(
            assessment.not_sought.select_related("group", "said_by"), pk=not_sought_pk
        )
        row.assessment = assessment
        return row


class NotSoughtDetail(OneNotSought):
    """Why one group is not heard at one stage."""

    serializer_class = NotSoughtRow

    @extend_schema(operation_id="not_sought_retrieve")
    def get(self, request: Request, pk: str, not_sought_pk: str) -> Response:
        """Returns the reason."""
        return Response(NotSoughtRow(self.found(request, Action.VIEW, pk, not_sought_pk)).data)

    @extend_schema(operation_id="not_sought_update")
    def patch(self, request: Request, pk: str, not_sought_pk: str) -> Response:
        """Changes the reason, never group or stage; 409 with both states when `version` is old."""
        row = self.found(request, Action.PLAN, pk, not_sought_pk)
        given = self.checked(request, partial=True)
        data = {"reason": given.get("reason", row.reason)}
        form = valid(NotSoughtForm(posted(data), assessment=row.assessment, is_known=True))
        try:
            said = actions.say_not_sought(
                assessment=row.assessment, group=row.group, stage=row.stage, by=actor(request),
                reason=form.cleaned_data["reason"], at=timezone.now(),
                expected_version=given.get("version", row.version),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(NotSoughtRow(stale.current).data, request) from stale
        return Response(NotSoughtRow(said).data)


class NotSoughtRemoval(OneNotSought):
    """Taking a reason back."""

    serializer_class = TakingBackRow
    http_method_names = ["post", "options"]

    @extend_schema(operation_id="not_sought_remove", responses={204: None})
    def post(self, request: Request, pk: str, not_sought_pk: str) -> Response:
        """Takes the reason back, with why; the cell is empty again. 409 when `version` is old."""
        row = self.found(request, Action.PLAN, pk, not_sought_pk)
        data = self.checked(request)
        form = valid(TakingBackForm(posted(data)))
        try:
            actions.seek_again(
                not_sought=row, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now(),
                expected_version=data.get("version", row.version),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(NotSoughtRow(stale.current).data, request) from stale
        return Response(status=status.HTTP_204_NO_CONTENT)
