"""Risks and their comments over the API, reached through their assessment."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions, register, since
from assessments.api.input import risk_form
from assessments.api.paging import RankedCursor
from assessments.api.rows import CommentRow, RiskRow, readable_comments
from assessments.api.views import stale_write
from assessments.models import Assessment, Risk, Standing
from hrdd.accounts.actor import actor
from hrdd.api.paging import Cursor
from hrdd.discussions.models import Thread
from hrdd.lib.errors import Stale
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from taxonomy.models import Example


def shown(risks: Any, assessment: Assessment) -> Any:
    """Returns the risks as the API shows them, each with rank, reason, and what it became."""
    places = register.reasons(risks, among=assessment.risks.standing())
    became = since.states_of(since.version_before(assessment), risks)
    return RiskRow(risks, many=True, context={"places": places, "since": became}).data


class Risks(generics.GenericAPIView[Risk]):
    """The risks of an assessment, most severe first."""

    serializer_class = RiskRow
    pagination_class = RankedCursor

    @extend_schema(
        operation_id="risks_list",
        responses=RiskRow(many=True),
        parameters=[
            OpenApiParameter("standing", enum=Standing.values, description="All but closed if absent."),
            OpenApiParameter("since", enum=list(since.SHOWN), description="Against the version before."),
        ],
    )
    def get(self, request: Request, pk: str) -> Response:
        """Returns one page of the register; closed risks only when they are asked for."""
        loaded = Assessment.objects.with_version_before()
        assessment = access.get(Assessment, request.user, Action.VIEW, pk=pk, rows=loaded)
        wanted = request.query_params.get("standing", "")
        risks = assessment.risks.standing()
        if wanted in Standing.values:
            risks = assessment.risks.filter(standing=wanted)
        became = request.query_params.get("since", "")
        if became in since.SHOWN:
            risks = since.narrowed(risks, became, since.version_before(assessment))
        page = self.paginate_queryset(for_api(risks)) or []
        return self.get_paginated_response(shown(list(page), assessment))

    @extend_schema(operation_id="risks_create", responses={201: RiskRow})
    def post(self, request: Request, pk: str) -> Response:
        """Records a risk; the answer holds its rank."""
        assessment = access.get(Assessment, request.user, Action.EDIT, pk=pk)
        row = RiskRow(data=request.data)
        row.is_valid(raise_exception=True)
        entry = risk_form(row.validated_data, assessment).entry()
        new = actions.record_risk(
            assessment=assessment,
            entry=entry,
            example=_example(row.validated_data),
            by=actor(request),
            at=timezone.now(),
        )
        saved = for_api(assessment.risks.all()).get(pk=new.pk)
        headers = {"Location": f"{request.build_absolute_uri(request.path)}{new.pk}/"}
        return Response(shown([saved], assessment)[0], status=status.HTTP_201_CREATED, headers=headers)


class RiskDetail(generics.GenericAPIView[Risk]):
    """One risk."""

    serializer_class = RiskRow

    def load(self, request: Request, action: Action, pk: str, risk_pk: str) -> tuple[Assessment, Risk]:
        """Returns the risk through its assessment."""
        assessment = access.get(Assessment, request.user, action, pk=pk)
        return assessment, get_object_or_404(for_api(assessment.risks.all()), pk=risk_pk)

    @extend_schema(operation_id="risks_retrieve")
    def get(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Returns the risk."""
        assessment, risk = self.load(request, Action.VIEW, pk, risk_pk)
        return Response(shown([risk], assessment)[0])

    @extend_schema(operation_id="risks_replace")
    def put(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Replaces the risk; 409 with both states when `version` is not the one in force."""
        return self._write(request, pk, risk_pk, partial=False)

    @extend_schema(operation_id="risks_update")
    def patch(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Changes the fields given; 409 with both states when `version` is not the one in force."""
        return self._write(request, pk, risk_pk, partial=True)

    def _write(self, request: Request, pk: str, risk_pk: str, *, partial: bool) -> Response:
        assessment, risk = self.load(request, Action.EDIT, pk, risk_pk)
        before = shown([risk], assessment)[0]
        row = RiskRow(data=request.data, partial=partial)
        row.is_valid(raise_exception=True)
        data = {**before, **row.validated_data} if partial else row.validated_data
        if partial and "reasons" in row.validated_data:
            data["reasons"] = {**before["reasons"], **row.validated_data["reasons"]}
        if partial and data["nature"] == "actual" and "likelihood" not in row.validated_data:
            data["likelihood"] = None
        version = row.validated_data.get("version", risk.version)
        if version != risk.version:
            raise stale_write(before, request)
        entry = risk_form(data, assessment).entry()
        try:
            actions.revise_risk(
                risk=risk, entry=entry, expected_version=version, by=actor(request), at=timezone.now()
            )
        except Stale as stale:
            current = for_api(assessment.risks.all()).get(pk=risk.pk)
            raise stale_write(shown([current], assessment)[0], request) from stale
        saved = for_api(assessment.risks.all()).get(pk=risk.pk)
        return Response(shown([saved], assessment)[0])


class Comments(generics.GenericAPIView[Any]):
    """What was said about a risk, as far as you may read it."""

    serializer_class = CommentRow
    pagination_class = Cursor

    def get_queryset(self) -> Any:
        """Returns nothing: `get` reaches comments through their assessment."""
        return readable_comments(Thread.objects.none())

    @extend_schema(operation_id="comments_list", responses=CommentRow(many=True))
    def get(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Returns the comments, newest first."""
        assessment = access.get(Assessment, request.user, Action.VIEW, pk=pk)
        risk = get_object_or_404(assessment.risks, pk=risk_pk)
        threads = Thread.objects.readable_by(actor(request)).filter(risk_thread__risk=risk)
        page = self.paginate_queryset(readable_comments(threads)) or []
        return self.get_paginated_response(CommentRow(page, many=True).data)

    @extend_schema(operation_id="comments_create", responses={201: CommentRow})
    def post(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Opens a thread, or replies in one; without an audience only your own organisation reads it."""
        assessment = access.get(Assessment, request.user, Action.COMMENT, pk=pk)
        risk = get_object_or_404(assessment.risks.select_related("company", "assessment"), pk=risk_pk)
        row = CommentRow(data=request.data)
        row.is_valid(raise_exception=True)
        data, now = row.validated_data, timezone.now()
        if "thread_id" in data:
            readable = Thread.objects.readable_by(actor(request)).filter(risk_thread__risk=risk)
            thread = get_object_or_404(readable, pk=data["thread_id"])
            said = actions.reply(
                thread=thread, assessment=assessment, text=data["text"], by=actor(request), at=now
            )
        else:
            audience = data.get("thread", {}).get("audience", "own")
            thread = actions.comment_on_risk(
                risk=risk, text=data["text"], audience=audience, by=actor(request), at=now
            )
            said = thread.comments.get()
        saved = readable_comments([thread.pk]).get(pk=said.pk)
        return Response(CommentRow(saved).data, status=status.HTTP_201_CREATED)


def for_api(risks: Any) -> Any:
    """Returns risks with what the API shows of them."""
    return risks.with_rights_and_groups().with_deferral().select_related("category", "worst_group", "example")


def _example(data: dict[str, Any]) -> Example | None:
    """Returns the example that the JSON names; raises ValidationError when the catalogue has no such one."""
    code = (data.get("example") or {}).get("code")
    found = Example.objects.filter(code=code).first() if code else None
    if code and found is None:
        raise serializers.ValidationError({"example": [_("The catalogue has no such example.")]})
    return found
