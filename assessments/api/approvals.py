"""Submitting, taking back, approving and returning over the API."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.api.coverage import load
from assessments.api.views import stale_write
from assessments.approved import content, may_read_notes
from assessments.models import Approval, Assessment
from hrdd.accounts.actor import actor
from hrdd.api.paging import Cursor
from hrdd.lib.errors import Stale
from hrdd.sharing.policy import Action


class ApprovalRow(serializers.Serializer[Approval]):
    """One version on its way. `digest` is the SHA-256 of what was frozen, null until it is approved."""

    id = serializers.UUIDField(read_only=True)
    number = serializers.IntegerField(read_only=True)
    state = serializers.ChoiceField(Approval.State.choices, read_only=True)
    submitted_by = serializers.CharField(read_only=True)
    submitted_at = serializers.DateTimeField(read_only=True)
    note = serializers.CharField(allow_blank=True, required=False, max_length=5_000)
    decided_by = serializers.CharField(read_only=True, allow_null=True)
    decided_at = serializers.DateTimeField(read_only=True, allow_null=True)
    reason = serializers.CharField(read_only=True, allow_blank=True)
    outdated_at = serializers.DateTimeField(read_only=True, allow_null=True)
    digest = serializers.CharField(source="snapshot.sha256", read_only=True, default=None, allow_null=True)

    def to_representation(self, instance: Approval) -> dict[str, Any]:
        """Returns the row; notes and reasons are blank for those who may not read them."""
        row = super().to_representation(instance)
        return row if self.context.get("notes") else row | {"note": "", "reason": ""}


class ContentRow(ApprovalRow):
    """A version with the digest of what stands in the assessment now: that is what one approves."""

    content_digest = serializers.CharField(read_only=True)

    def to_representation(self, instance: Approval) -> dict[str, Any]:
        """Returns the row with the digest."""
        digest = content(instance.assessment_id).digest
        return super().to_representation(instance) | {"content_digest": digest}


class DigestRow(serializers.Serializer[Any]):
    """The digest of the content that was read."""

    digest = serializers.CharField(max_length=64)


class ReasonRow(serializers.Serializer[Any]):
    """What has to change."""

    reason = serializers.CharField(max_length=10_000)


class Approvals(generics.GenericAPIView[Any]):
    """Submissions and approved versions."""

    serializer_class = ApprovalRow
    pagination_class = Cursor

    def get_queryset(self) -> Any:
        """Returns nothing: `get` reaches approvals through their assessment."""
        return Approval.objects.none()

    @extend_schema(operation_id="approvals_list", responses=ApprovalRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns what became of each submission, the latest first."""
        assessment = load(request, Action.VIEW, pk)
        page: Any = self.paginate_queryset(assessment.approvals.in_full()) or []
        context = {"notes": may_read_notes(actor(request), assessment)}
        return self.get_paginated_response(ApprovalRow(page, many=True, context=context).data)


class ApprovalDetail(generics.GenericAPIView[Any]):
    """One submission."""

    serializer_class = ContentRow

    @extend_schema(operation_id="approvals_retrieve")
    def get(self, request: Request, pk: str, approval_pk: str) -> Response:
        """Returns the submission, with the digest of the content as it stands now."""
        assessment, found = _of(request, Action.VIEW, pk, approval_pk)
        context = {"notes": may_read_notes(actor(request), assessment)}
        return Response(ContentRow(found, context=context).data)


class Submission(generics.GenericAPIView[Any]):
    """Submitting for approval."""

    serializer_class = ApprovalRow

    @extend_schema(operation_id="submission_create", responses={201: ApprovalRow})
    def post(self, request: Request, pk: str) -> Response:
        """Submits the version; 422 with `checks` when the checks find errors."""
        assessment = load(request, Action.SUBMIT, pk)
        row = ApprovalRow(data=request.data)
        row.is_valid(raise_exception=True)
        note = row.validated_data.get("note", "")
        made = actions.submit(assessment=assessment, note=note, by=actor(request), at=timezone.now())
        return Response(_told(made), status=status.HTTP_201_CREATED)


class Withdrawal(generics.GenericAPIView[Any]):
    """Taking a submission back."""

    serializer_class = ApprovalRow

    @extend_schema(operation_id="withdrawal_create", request=None, responses={200: ApprovalRow})
    def post(self, request: Request, pk: str) -> Response:
        """Takes the submission back, so that the assessment can be changed."""
        assessment = load(request, Action.TAKE_BACK, pk)
        return Response(_told(actions.take_back(assessment=assessment, by=actor(request), at=timezone.now())))


class ApprovalDecision(generics.GenericAPIView[Any]):
    """Approving."""

    serializer_class = DigestRow

    @extend_schema(operation_id="approvals_approve", responses={200: ApprovalRow})
    def post(self, request: Request, pk: str, approval_pk: str) -> Response:
        """Approves the content of this digest and freezes it; 409 when it is no longer what stands there."""
        _assessment, found = _of(request, Action.APPROVE, pk, approval_pk)
        row = DigestRow(data=request.data)
        row.is_valid(raise_exception=True)
        terms = {"digest": row.validated_data["digest"], "by": actor(request), "at": timezone.now()}
        try:
            return Response(_told(actions.approve(approval=found, **terms)))
        except Stale as stale:
            current = ContentRow(stale.current, context={"notes": True}).data
            raise stale_write(current, request) from stale


class Return(generics.GenericAPIView[Any]):
    """Returning with a reason."""

    serializer_class = ReasonRow

    @extend_schema(operation_id="approvals_return", responses={200: ApprovalRow})
    def post(self, request: Request, pk: str, approval_pk: str) -> Response:
        """Returns the submission with the reason; the assessment can be changed again."""
        _assessment, found = _of(request, Action.APPROVE, pk, approval_pk)
        row = ReasonRow(data=request.data)
        row.is_valid(raise_exception=True)
        terms = {"reason": row.validated_data["reason"], "by": actor(request), "at": timezone.now()}
        return Response(_told(actions.return_submission(approval=found, **terms)))


def _of(request: Request, action: Action, pk: str, approval_pk: str) -> tuple[Assessment, Approval]:
    assessment = load(request, action, pk)
    return assessment, get_object_or_404(assessment.approvals.in_full(), pk=approval_pk)


def _told(approval: Approval) -> Any:
    found = Approval.objects.in_full().get(pk=approval.pk)
    return ApprovalRow(found, context={"notes": True}).data
