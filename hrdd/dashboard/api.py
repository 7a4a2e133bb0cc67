"""The portfolio of a company over the API: the same rows, filters and order as on its pages."""

from functools import partial
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from assessments.api.paging import MOST, SIZE, RankedCursor
from assessments.models import Measure, Risk, Standing
from hrdd.accounts.actor import actor
from hrdd.dashboard import measures, severe
from hrdd.dashboard.company import chosen
from hrdd.lib.numbers import whole_number

COMPANY = OpenApiParameter("company", str, description="Id of a company of yours; your only one if left out.")


class NamedAssessment(serializers.Serializer[Any]):
    """The assessment in which it stands."""

    id = serializers.UUIDField()
    reference = serializers.CharField()
    title = serializers.CharField()


class NamedSystem(serializers.Serializer[Any]):
    """The AI system in question."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class NamedRisk(serializers.Serializer[Any]):
    """The risk in question."""

    id = serializers.UUIDField()
    reference = serializers.CharField()
    title = serializers.CharField()
    band = serializers.IntegerField()


class NamedOwner(serializers.Serializer[Any]):
    """Who sees to it."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class PortfolioRisk(serializers.Serializer[Any]):
    """A risk among all of the company, with its band and why. null means unknown, ranked as 5."""

    id = serializers.UUIDField()
    reference = serializers.CharField()
    title = serializers.CharField()
    system = NamedSystem(source="assessment.system")
    assessment = NamedAssessment()
    category = serializers.CharField(source="category.code")
    nature = serializers.ChoiceField(Risk.NatureChoice.choices)
    standing = serializers.ChoiceField(Standing.choices)
    band = serializers.IntegerField()
    scale = serializers.IntegerField(allow_null=True)
    scope = serializers.IntegerField(allow_null=True)
    irremediability = serializers.IntegerField(allow_null=True)
    needs_evidence = serializers.ListField(child=serializers.CharField())
    why = serializers.SerializerMethodField()

    def get_why(self, risk: Risk) -> str:
        """Returns why it has its band."""
        return severe.why(risk)


class PortfolioMeasure(serializers.Serializer[Any]):
    """An open measure with the risk it is about; `owner` is null when nobody sees to it."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    owner = NamedOwner(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    overdue = serializers.SerializerMethodField()
    status = serializers.ChoiceField(Measure.Status.choices)
    risk = NamedRisk()
    system = NamedSystem(source="risk.assessment.system")
    assessment = NamedAssessment(source="risk.assessment")

    def get_overdue(self, measure: Measure) -> bool:
        """Returns whether its day is past."""
        return measure.due_on is not None and measure.due_on < timezone.localdate()


class ByPlace(RankedCursor):
    """The pages of the screen: instead of a query it is given what finds the page behind a place."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:  # noqa: ARG002
        """Returns one page; raises ValidationError for a cursor that is not ours."""
        asked = request.query_params
        size = min(max(whole_number(asked.get("page_size", ""), SIZE), 1), MOST)
        page = queryset(after=asked.get("cursor", ""), size=size)
        if page.following:
            self.following = replace_query_param(request.build_absolute_uri(), "cursor", page.following)
        return page.rows


class PortfolioRisks(generics.GenericAPIView[Risk]):
    """The most severe risks across the systems of your company."""

    serializer_class = PortfolioRisk
    pagination_class = ByPlace

    @extend_schema(
        operation_id="portfolio_risks_list",
        responses=PortfolioRisk(many=True),
        parameters=[
            COMPANY,
            OpenApiParameter("system", str, description="Part of a system's name."),
            OpenApiParameter("nature", str, enum=Risk.NatureChoice.values),
            OpenApiParameter("band", str, enum=severe.BANDS),
        ],
    )
    def get(self, request: Request) -> Response:
        """Returns standing risks, most severe first; closed ones, and replaced assessments, are left out."""
        company = chosen(actor(request), request.query_params.get("company", "")).company
        wanted: Any = partial(severe.page_of, company, severe.filters(request.query_params))
        page = self.paginate_queryset(wanted) or []
        return self.get_paginated_response(PortfolioRisk(page, many=True).data)


class PortfolioMeasures(generics.GenericAPIView[Measure]):
    """The open measures of your company by owner: nobody's first, then by name, what is late first."""

    serializer_class = PortfolioMeasure
    pagination_class = ByPlace

    @extend_schema(
        operation_id="portfolio_measures_list",
        responses=PortfolioMeasure(many=True),
        parameters=[COMPANY, OpenApiParameter("show", str, enum=measures.SHOWN)],
    )
    def get(self, request: Request) -> Response:
        """Returns measures that are still to be done, about risks that stand."""
        user, asked = actor(request), request.query_params
        company, show = chosen(user, asked.get("company", "")).company, asked.get("show", "")
        found = measures.open_measures(company, show=show, user=user, today=timezone.localdate())
        wanted: Any = partial(measures.page_of, found)
        page = self.paginate_queryset(wanted) or []
        return self.get_paginated_response(PortfolioMeasure(page, many=True).data)
