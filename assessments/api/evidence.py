"""What a risk rests on, over the API: JSON for links and quotations, multipart for files."""

from typing import Any

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.api.happened_rows import EvidenceRow, EvidenceUpload, RemovalRow, SaidRow
from assessments.api.input import posted, valid
from assessments.api.on_risk import OnRisk, version_of_write
from assessments.api.views import stale_write
from assessments.files import hand_over
from assessments.forms import EvidenceForm, RemovalForm, RevisionForm, WeightForm
from assessments.models import RiskEvidence
from hrdd.accounts.actor import actor
from hrdd.api.parsers import WholeText
from hrdd.api.renderers import Whatever
from hrdd.evidence.kinds import KINDS, TABLE, TEXT
from hrdd.lib.errors import Stale
from hrdd.sharing.policy import Action

# What may be kept, and so what may come back.
MEDIA_TYPES = sorted({kind.media_type for kind in (*KINDS, TEXT, TABLE)})


class EvidenceOfRisk(OnRisk):
    """What a risk rests on: evidence for how it is judged, and against."""

    serializer_class = EvidenceRow
    parser_classes = (WholeText, MultiPartParser)

    @extend_schema(operation_id="evidence_list", responses=EvidenceRow(many=True))
    def get(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Returns the evidence, the last added first."""
        risk = self.risk(request, Action.VIEW, pk, risk_pk)
        links = risk.evidence_links.select_related("evidence__added_by", "risk")
        page = self.paginate_queryset(links) or []
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        operation_id="evidence_create",
        request={"application/json": EvidenceRow, "multipart/form-data": EvidenceUpload},
        responses={201: EvidenceRow},
    )
    def post(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Adds evidence; what speaks against the rating asks for a new look at it."""
        risk = self.risk(request, Action.EDIT, pk, risk_pk)
        row = EvidenceUpload(data=request.data, context=self.get_serializer_context())
        row.is_valid(raise_exception=True)
        data = flat(row.validated_data)
        form = EvidenceForm(posted(data), request.FILES)
        weight = WeightForm(posted(data))
        valid(form, weight)
        link = actions.add_risk_evidence(
            risk=risk, entry=form.entry(), weight=weight.weight(), by=actor(request), at=timezone.now()
        )
        return self.made(request, link.evidence_id, self.get_serializer(link).data)


class OnePiece(OnRisk):
    """What is asked of one piece of evidence."""

    def found(self, request: Request, action: Action, pk: str, risk_pk: str, child: str) -> RiskEvidence:
        """Returns the evidence through its risk."""
        risk = self.risk(request, action, pk, risk_pk)
        link: RiskEvidence = get_object_or_404(risk.evidence_links.in_full(), evidence=child)
        link.risk = risk
        return link


class EvidenceDetail(OnePiece):
    """One piece of evidence."""

    serializer_class = EvidenceRow

    @extend_schema(operation_id="evidence_retrieve")
    def get(self, request: Request, pk: str, risk_pk: str, evidence_pk: str) -> Response:
        """Returns the evidence."""
        link = self.found(request, Action.VIEW, pk, risk_pk, evidence_pk)
        return Response(self.get_serializer(link).data)

    @extend_schema(operation_id="evidence_update", request=SaidRow)
    def patch(self, request: Request, pk: str, risk_pk: str, evidence_pk: str) -> Response:
        """Changes what is said about it; the file, address or quotation stays. 409 when `version` is old."""
        link = self.found(request, Action.EDIT, pk, risk_pk, evidence_pk)
        row = SaidRow(data=request.data, partial=True)
        row.is_valid(raise_exception=True)
        data = {**SaidRow(link).data, **flat(row.validated_data)}
        form, weight = RevisionForm(posted(data)), WeightForm(posted(data))
        valid(form, weight)
        try:
            saved = actions.revise_risk_evidence(
                link=link, details=form.details(), weight=weight.weight(), by=actor(request),
                expected_version=version_of_write(data, link), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(self.get_serializer(stale.current).data, request) from stale
        fresh = RiskEvidence.objects.in_full().select_related("risk").get(pk=saved.pk)
        return Response(self.get_serializer(fresh).data)


class EvidenceFile(OnePiece):
    """The file of a piece of evidence."""

    renderer_classes = (Whatever,)
    http_method_names = ["get", "head", "options"]

    @extend_schema(
        operation_id="evidence_file", responses={(200, kind): OpenApiTypes.BINARY for kind in MEDIA_TYPES}
    )
    def get(self, request: Request, pk: str, risk_pk: str, evidence_pk: str) -> FileResponse:
        """Returns the file as a download; who took it is written in the log. 404 for links and quotations."""
        return hand_over(request, self.found(request, Action.VIEW, pk, risk_pk, evidence_pk))


class EvidenceRemoval(OnePiece):
    """Removing a piece of evidence, with a reason."""

    serializer_class = RemovalRow
    http_method_names = ["post", "options"]

    @extend_schema(operation_id="evidence_remove", request=RemovalRow, responses={204: None})
    def post(self, request: Request, pk: str, risk_pk: str, evidence_pk: str) -> Response:
        """Removes it for good; digest and reason stay in the log. 409 when `version` is old."""
        link = self.found(request, Action.EDIT, pk, risk_pk, evidence_pk)
        data = self.checked(request)
        form = valid(RemovalForm(posted(data)))
        try:
            actions.remove_risk_evidence(
                link=link, reason=form.cleaned_data["reason"], expected_version=version_of_write(data, link),
                by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            current = EvidenceRow(stale.current, context=self.get_serializer_context()).data
            raise stale_write(current, request) from stale
        return Response(status=status.HTTP_204_NO_CONTENT)


def flat(data: Any) -> dict[str, Any]:
    """Returns checked input without its nesting: what is said of the link and of the evidence together."""
    plain = dict(data)
    inner: dict[str, Any] = plain.pop("evidence", {})
    return plain | inner
