"""How the company and other actors are involved, over the API."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.api.input import valid
from assessments.api.judged import CHOSEN, EndingRow, InvolvementRow, load
from assessments.api.views import stale_write
from assessments.forms import JudgementForm
from assessments.models import Involvement, Party, Risk
from hrdd.accounts.actor import actor
from hrdd.api.paging import Cursor
from hrdd.lib.errors import Stale
from hrdd.sharing.policy import Action


class Involvements(generics.GenericAPIView[Involvement]):
    """Everyone involved in a risk, the company itself included."""

    serializer_class = InvolvementRow
    pagination_class = Cursor

    @extend_schema(operation_id="involvements_list", responses=InvolvementRow(many=True))
    def get(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Returns one page of the judgements in force, the latest first, each with those before it."""
        _assessment, risk = load(request, Action.VIEW, pk, risk_pk)
        page: Any = [of(risk, row) for row in self.paginate_queryset(rows(risk)) or []]
        return self.get_paginated_response(InvolvementRow(page, many=True).data)

    @extend_schema(operation_id="involvements_create", responses={201: InvolvementRow})
    def post(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Judges an actor that is not judged on this risk yet."""
        _assessment, risk = load(request, Action.EDIT, pk, risk_pk)
        row = InvolvementRow(data=request.data)
        row.is_valid(raise_exception=True)
        data: dict[str, Any] = row.validated_data
        party = known(risk, data.get("party"))
        made = actions.judge_involvement(
            risk=risk, party=party, name="" if party else data.get("name", ""), expected_version=0,
            judgement=judgement(data), by=actor(request), at=timezone.now(),
        )  # fmt: skip
        headers = {"Location": f"{request.build_absolute_uri(request.path)}{made.party_id}/"}
        found = fresh(request, pk, risk_pk, made.party_id)
        return Response(found, status=status.HTTP_201_CREATED, headers=headers)


class InvolvementDetail(generics.GenericAPIView[Involvement]):
    """How one actor is involved."""

    serializer_class = InvolvementRow

    @extend_schema(operation_id="involvements_retrieve")
    def get(self, request: Request, pk: str, risk_pk: str, party_pk: str) -> Response:
        """Returns the judgement in force, with those before it."""
        return Response(fresh(request, pk, risk_pk, party_pk))

    @extend_schema(operation_id="involvements_replace")
    def put(self, request: Request, pk: str, risk_pk: str, party_pk: str) -> Response:
        """Judges the actor anew; 409 with both states when `version` is not the one in force."""
        _assessment, risk = load(request, Action.EDIT, pk, risk_pk)
        last = get_object_or_404(rows(risk), party=party_pk)
        row = InvolvementRow(data=request.data)
        row.is_valid(raise_exception=True)
        version = row.validated_data.get("version", last.version)
        try:
            actions.judge_involvement(
                risk=risk, party=last.party, judgement=judgement(row.validated_data),
                expected_version=version or -1, by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(current(risk, stale), request) from stale
        return Response(fresh(request, pk, risk_pk, party_pk))


class Removal(generics.GenericAPIView[Involvement]):
    """Taking an actor off a risk."""

    serializer_class = EndingRow

    @extend_schema(operation_id="involvements_remove", responses={204: None})
    def post(self, request: Request, pk: str, risk_pk: str, party_pk: str) -> Response:
        """Ends the judgement in force, with a reason; it stays as history."""
        _assessment, risk = load(request, Action.EDIT, pk, risk_pk)
        last = get_object_or_404(rows(risk).of_others(), party=party_pk)
        row = EndingRow(data=request.data)
        row.is_valid(raise_exception=True)
        told = {"reason": row.validated_data["reason"], "expected_version": row.validated_data["version"]}
        try:
            actions.end_involvement(risk=risk, party=last.party, by=actor(request), at=timezone.now(), **told)
        except Stale as stale:
            raise stale_write(current(risk, stale), request) from stale
        return Response(status=status.HTTP_204_NO_CONTENT)


def rows(risk: Risk) -> Any:
    """Returns the judgements in force, with what the API shows."""
    return risk.involvements.in_force().select_related("party", "judged_by")


def of(risk: Risk, judged: Involvement) -> Involvement:
    """Returns the judgement, which knows its risk with all others."""
    judged.risk = risk
    return judged


def known(risk: Risk, party_pk: Any) -> Party | None:
    """Returns the company's party with this id, None without one; raises ValidationError for another's."""
    if party_pk is None:
        return None
    found = Party.objects.filter(company=risk.company_id, pk=party_pk).first()
    if found is None:
        raise serializers.ValidationError({"party": [_("There is no such organisation.")]})
    return found


def judgement(data: dict[str, Any]) -> Any:
    """Returns checked JSON as a judgement for the action, checked by the form people fill in."""
    typed = {name: data.get(name) or "" for name in (*CHOSEN, "reason")}
    return valid(JudgementForm(typed)).judgement()


def fresh(request: Request, pk: str, risk_pk: str, party_pk: Any) -> Any:
    """Returns the judgement in force as it stands now; 404 otherwise."""
    _assessment, risk = load(request, Action.VIEW, pk, risk_pk)
    return InvolvementRow(of(risk, get_object_or_404(rows(risk), party=party_pk))).data


def current(risk: Risk, stale: Stale) -> Any:
    """Returns the judgement in force for the answer to a stale write, or nothing when it was ended."""
    return InvolvementRow(of(risk, stale.current)).data if stale.current else None
