"""Ratings for one group over the API, reached through their risk."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.api.input import grades_typed, valid
from assessments.api.judged import EndingRow, GroupRatingRow, load
from assessments.api.views import stale_write
from assessments.forms import GroupRatingForm
from assessments.models import GroupRating, Risk
from hrdd.accounts.actor import actor
from hrdd.api.paging import Cursor
from hrdd.lib.errors import Stale
from hrdd.sharing.policy import Action


class GroupRatings(generics.GenericAPIView[GroupRating]):
    """How severe the harm is for single groups, where that differs."""

    serializer_class = GroupRatingRow
    pagination_class = Cursor

    @extend_schema(operation_id="group_ratings_list", responses=GroupRatingRow(many=True))
    def get(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Returns one page of them, the latest first."""
        _assessment, risk = load(request, Action.VIEW, pk, risk_pk)
        page: Any = [of(risk, row) for row in self.paginate_queryset(rows(risk)) or []]
        return self.get_paginated_response(GroupRatingRow(page, many=True).data)

    @extend_schema(operation_id="group_ratings_create", responses={201: GroupRatingRow})
    def post(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Rates the risk for one more group."""
        _assessment, risk = load(request, Action.EDIT, pk, risk_pk)
        row = GroupRatingRow(data=request.data)
        row.is_valid(raise_exception=True)
        data: dict[str, Any] = row.validated_data
        form = valid(GroupRatingForm(grades_typed(data) | {"group": data["group"]}, risk=risk))
        made = actions.rate_group(
            risk=risk, group=form.cleaned_data["group"], grades=form.grades(), by=actor(request),
            at=timezone.now(),
        )  # fmt: skip
        headers = {"Location": f"{request.build_absolute_uri(request.path)}{made.pk}/"}
        return Response(fresh(made.pk), status=status.HTTP_201_CREATED, headers=headers)


class GroupRatingDetail(generics.GenericAPIView[GroupRating]):
    """The rating for one group."""

    serializer_class = GroupRatingRow

    @extend_schema(operation_id="group_ratings_retrieve")
    def get(self, request: Request, pk: str, risk_pk: str, group_rating_pk: str) -> Response:
        """Returns the rating."""
        _assessment, risk = load(request, Action.VIEW, pk, risk_pk)
        return Response(GroupRatingRow(of(risk, get_object_or_404(rows(risk), pk=group_rating_pk))).data)

    @extend_schema(operation_id="group_ratings_replace")
    def put(self, request: Request, pk: str, risk_pk: str, group_rating_pk: str) -> Response:
        """Replaces the rating; 409 with both states when `version` is not the one in force."""
        _assessment, risk = load(request, Action.EDIT, pk, risk_pk)
        rating = of(risk, get_object_or_404(rows(risk), pk=group_rating_pk))
        row = GroupRatingRow(data=request.data)
        row.is_valid(raise_exception=True)
        data: dict[str, Any] = row.validated_data
        form = valid(GroupRatingForm(grades_typed(data)))
        version = data.get("version", rating.version)
        try:
            actions.revise_group_rating(
                rating=rating, grades=form.grades(), expected_version=version, by=actor(request),
                at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            raise stale_write(fresh(rating.pk), request) from stale
        return Response(fresh(rating.pk))


class Removal(generics.GenericAPIView[GroupRating]):
    """Taking back the rating for one group."""

    serializer_class = EndingRow

    @extend_schema(operation_id="group_ratings_remove", responses={204: None})
    def post(self, request: Request, pk: str, risk_pk: str, group_rating_pk: str) -> Response:
        """Removes the rating, with a reason; the rank then follows who is worst off of the others."""
        _assessment, risk = load(request, Action.EDIT, pk, risk_pk)
        rating = of(risk, get_object_or_404(rows(risk), pk=group_rating_pk))
        row = EndingRow(data=request.data)
        row.is_valid(raise_exception=True)
        told = {"reason": row.validated_data["reason"], "expected_version": row.validated_data["version"]}
        try:
            actions.remove_group_rating(rating=rating, by=actor(request), at=timezone.now(), **told)
        except Stale as stale:
            raise stale_write(fresh(rating.pk), request) from stale
        return Response(status=status.HTTP_204_NO_CONTENT)


def rows(risk: Risk) -> Any:
    """Returns the ratings of a risk for groups, with what the API shows."""
    return risk.group_ratings.select_related("group", "author")


def of(risk: Risk, rating: GroupRating) -> GroupRating:
    """Returns the rating, which knows its risk."""
    rating.risk = risk
    return rating


def fresh(pk: Any) -> Any:
    """Returns a rating as it stands now."""
    every = GroupRating.objects.select_related("group", "author", "risk", "risk__worst_group")
    return GroupRatingRow(every.get(pk=pk)).data
