"""Approved versions over the API: the list, one, its very bytes, and two compared."""

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assessments import versions
from assessments.document.compare import Changed, compare
from assessments.models import Assessment, Snapshot
from assessments.views.versions import hand_over
from hrdd.api.paging import Cursor
from hrdd.api.renderers import Whatever
from hrdd.sharing import access
from hrdd.sharing.policy import Action


class VersionRow(serializers.ModelSerializer[Snapshot]):
    """An approved version: who approved what, and the digest of the frozen document."""

    state = serializers.CharField(source="approval.state", read_only=True)
    system_version = serializers.CharField(
        source="approval.system_version.name", read_only=True, allow_null=True, default=None
    )
    submitted_by = serializers.CharField(source="approval.submitted_by.name", read_only=True)
    submitted_at = serializers.DateTimeField(source="approval.submitted_at", read_only=True)
    approved_by = serializers.CharField(source="approval.decided_by.name", read_only=True)
    approved_at = serializers.DateTimeField(source="approval.decided_at", read_only=True)
    outdated_at = serializers.DateTimeField(source="approval.outdated_at", read_only=True, allow_null=True)

    class Meta:
        model = Snapshot
        fields = (
            "number", "state", "system_version", "submitted_by", "submitted_at", "approved_by", "approved_at",
            "outdated_at", "sha256", "size",
        )  # fmt: skip
        read_only_fields = fields


class ChangeRow(serializers.Serializer[Any]):
    """One value that differs, in the codes of the document; null where there was nothing."""

    name = serializers.CharField()
    before = serializers.JSONField(allow_null=True)
    after = serializers.JSONField(allow_null=True)


class MoveRow(serializers.Serializer[Any]):
    """From which rank to which, and why: itself re-rated, or how many came, went and passed above it."""

    before = serializers.IntegerField()
    after = serializers.IntegerField()
    itself = serializers.BooleanField()
    came = serializers.IntegerField()
    went = serializers.IntegerField()
    passed = serializers.IntegerField()


class RiskThenRow(serializers.Serializer[Any]):
    """A risk as one of the two versions had it."""

    lineage = serializers.UUIDField()
    reference = serializers.CharField()
    title = serializers.CharField()
    band = serializers.IntegerField()
    rank = serializers.IntegerField(allow_null=True)


class ChangedRow(RiskThenRow):
    """A risk that both versions work on, with everything that differs."""

    rank_before = serializers.IntegerField(allow_null=True)
    band_before = serializers.IntegerField()
    rated = ChangeRow(many=True)
    category = ChangeRow(allow_null=True)
    involvement = ChangeRow(many=True)
    standing = ChangeRow(allow_null=True)
    measures = ChangeRow(many=True)
    words = ChangeRow(many=True)
    parts = ChangeRow(many=True)
    move = MoveRow(allow_null=True)


class ComparisonRow(serializers.Serializer[Any]):
    """What differs between two versions, the gravest risks first."""

    added = RiskThenRow(many=True)
    closed = RiskThenRow(many=True)
    removed = RiskThenRow(many=True)
    reopened = RiskThenRow(many=True)
    changed = ChangedRow(many=True)
    only_moved = ChangedRow(many=True)
    untouched = serializers.IntegerField()
    coverage = ChangeRow(many=True)
    head = ChangeRow(many=True)
    system = ChangeRow(many=True)


class ByNumber(Cursor):
    """The newest version first."""

    ordering = ("-number",)


class Versions(generics.GenericAPIView[Snapshot]):
    """The approved versions of an assessment."""

    serializer_class = VersionRow
    pagination_class = ByNumber

    @extend_schema(operation_id="versions_list", responses=VersionRow(many=True))
    def get(self, request: Request, pk: str) -> Response:
        """Returns one page of them, the newest first."""
        assessment = access.get(Assessment, request.user, Action.VIEW, pk=pk)
        page = self.paginate_queryset(versions.listed(assessment)) or []
        return self.get_paginated_response(VersionRow(page, many=True).data)


class VersionDetail(generics.GenericAPIView[Snapshot]):
    """One approved version."""

    serializer_class = VersionRow

    @extend_schema(operation_id="versions_retrieve")
    def get(self, request: Request, pk: str, number: int) -> Response:
        """Returns who approved it, when, and its digest."""
        assessment = access.get(Assessment, request.user, Action.VIEW, pk=pk)
        return Response(VersionRow(versions.find(assessment, number)).data)


class VersionDocument(APIView):
    """The frozen document of an approved version."""

    renderer_classes = (Whatever,)

    @extend_schema(
        operation_id="versions_document", responses={(200, "application/json"): OpenApiTypes.OBJECT}
    )
    def get(self, request: Request, pk: str, number: int) -> HttpResponse:
        """Returns it byte by byte as its digest was computed; the download is recorded."""
        assessment = access.get(Assessment, request.user, Action.EXPORT, pk=pk)
        return hand_over(request, versions.find(assessment, number))


class VersionsCompare(APIView):
    """Two versions side by side, or one beside the assessment as it stands now."""

    @extend_schema(
        operation_id="versions_compare",
        parameters=[
            OpenApiParameter("from", OpenApiTypes.STR, description="A number; the newest version if absent."),
            OpenApiParameter("to", OpenApiTypes.STR, description='A number, or "draft" (if absent).'),
        ],
        responses=ComparisonRow,
    )
    def get(self, request: Request, pk: str) -> Response:
        """Returns everything that differs, from the older to the newer."""
        assessment = access.get(Assessment, request.user, Action.VIEW, pk=pk)
        asked = request.query_params
        newest = versions.listed(assessment).values_list("number", flat=True).first()
        sides = versions.asked(asked.get("from", str(newest or 0)), asked.get("to", versions.DRAFT))
        if newest is None:
            raise Http404
        if sides is None:
            message = _("Give two numbers of versions, or one and “draft”.")
            raise serializers.ValidationError({"from": [message]})
        found = compare(*versions.documents(assessment, sides))
        written = asdict(found) | {
            "changed": [_changed(pair) for pair in found.changed],
            "only_moved": [_changed(pair) for pair in found.only_moved],
        }
        return Response(ComparisonRow(written).data)


def _changed(pair: Changed) -> dict[str, Any]:
    written = asdict(pair)
    before, risk = written.pop("before"), written.pop("risk")
    return {**written, **risk, "rank_before": before["rank"], "band_before": before["band"]}
