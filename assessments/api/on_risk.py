"""What the API of everything that hangs on a risk shares."""

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.models import Assessment, Risk
from hrdd.sharing import access
from hrdd.sharing.policy import Action


class OnRisk(generics.GenericAPIView[Any]):
    """Reached through the risk, and the risk through its assessment."""

    def risk(self, request: Request, action: Action, pk: str, risk_pk: str) -> Risk:
        """Returns the risk, on whose assessment the action must be allowed; 404 or 403 otherwise."""
        rows = Assessment.objects.select_related("company")
        assessment = access.get(Assessment, request.user, action, pk=pk, rows=rows)
        risk: Risk = get_object_or_404(assessment.risks.select_related("category"), pk=risk_pk)
        risk.assessment, risk.company = assessment, assessment.company
        return risk

    def checked(self, request: Request, *, partial: bool = False) -> dict[str, Any]:
        """Returns the body as plain values; raises ValidationError for one of the wrong shape."""
        row = self.get_serializer_class()(data=request.data, partial=partial)
        row.is_valid(raise_exception=True)
        return dict(row.validated_data)

    def made(self, request: Request, pk: Any, data: Any) -> Response:
        """Returns the answer about a new row, with its address."""
        headers = {"Location": f"{request.build_absolute_uri(request.path)}{pk}/"}
        return Response(data, status=status.HTTP_201_CREATED, headers=headers)


def version_of_write(data: dict[str, Any], row: Any) -> int:
    """Returns the version a write is based on: the one sent, or that of the row just read."""
    return int(data.get("version", row.version))
