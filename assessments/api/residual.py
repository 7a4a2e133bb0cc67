"""What stays with the measures in place, over the API."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.api.input import residual_form
from assessments.api.judged import EndingRow, ResidualRow, load
from assessments.api.views import stale_write
from assessments.models import ResidualRating, Risk
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Stale
from hrdd.sharing.policy import Action


class Residual(generics.GenericAPIView[ResidualRating]):
    """The residual rating of a risk. It moves no rank."""

    serializer_class = ResidualRow

    @extend_schema(operation_id="residual_retrieve")
    def get(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Returns the rating; 404 while there is none."""
        _assessment, risk = load(request, Action.VIEW, pk, risk_pk)
        return Response(ResidualRow(in_force(risk)).data)

    @extend_schema(operation_id="residual_replace", responses={200: ResidualRow, 201: ResidualRow})
    def put(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Sets or replaces the rating; 409 with both states when `version` is not the one in force."""
        _assessment, risk = load(request, Action.EDIT, pk, risk_pk)
        last = getattr(risk, "residual", None)
        row = ResidualRow(data=request.data)
        row.is_valid(raise_exception=True)
        data: dict[str, Any] = row.validated_data
        grades = residual_form(data, risk).grades()
        version = data.get("version", last.version if last else 0)
        try:
            saved = actions.rate_residual(
                risk=risk, grades=grades, expected_version=version, by=actor(request), at=timezone.now()
            )
        except Stale as stale:
            current = ResidualRow(stale.current).data if stale.current else None
            raise stale_write(current, request) from stale
        code = status.HTTP_200_OK if last else status.HTTP_201_CREATED
        return Response(ResidualRow(saved).data, status=code)


class Removal(generics.GenericAPIView[ResidualRating]):
    """Taking back the residual rating."""

    serializer_class = EndingRow

    @extend_schema(operation_id="residual_remove", responses={204: None})
    def post(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Removes the rating, with a reason; no rank changes."""
        _assessment, risk = load(request, Action.EDIT, pk, risk_pk)
        in_force(risk)
        row = EndingRow(data=request.data)
        row.is_valid(raise_exception=True)
        told = {"reason": row.validated_data["reason"], "expected_version": row.validated_data["version"]}
        try:
            actions.remove_residual(risk=risk, by=actor(request), at=timezone.now(), **told)
        except Stale as stale:
            raise stale_write(ResidualRow(stale.current).data, request) from stale
        return Response(status=status.HTTP_204_NO_CONTENT)


def in_force(risk: Risk) -> ResidualRating:
    """Returns the residual rating of a risk; 404 while there is none."""
    found: ResidualRating | None = getattr(risk, "residual", None)
    if found is None:
        raise Http404
    return found
