"""How well people were heard for an assessment, over the API."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.models import Assessment
from hrdd.sharing.policy import Action
from stakeholders.api.plan import OnAssessment
from stakeholders.scorecard import Figure
from stakeholders.scorecard_words import definition, said, title
from stakeholders.scored import Scored
from stakeholders.views.scorecard import scored_for


class FigureRow(serializers.Serializer[Any]):
    """A figure: `part` of `whole`. Both are null where they are hidden, as they are about few people.

    `percent` is null where there is nothing to count yet. `rows` is the page with the rows behind it.
    """

    figure = serializers.ChoiceField([(figure.value, figure.value) for figure in Figure])
    title = serializers.CharField()
    definition = serializers.CharField()
    said = serializers.CharField(help_text="The figure in words.")
    part = serializers.IntegerField(allow_null=True)
    whole = serializers.IntegerField(allow_null=True)
    percent = serializers.IntegerField(allow_null=True)
    median_days = serializers.FloatField(allow_null=True)
    rows = serializers.CharField()


class ScorecardRow(serializers.Serializer[Any]):
    """How well people were heard, as far as you may know; two figures are for the company and auditors."""

    figures = FigureRow(many=True)


class Scorecard(OnAssessment):
    """How well people were heard for an assessment."""

    serializer_class = ScorecardRow

    @extend_schema(operation_id="engagement_scorecard_retrieve")
    def get(self, request: Request, pk: str) -> Response:
        """Returns the figures with their definitions."""
        assessment = self.load(request, Action.VIEW, pk)
        told = [_told(assessment, one) for one in scored_for(request, assessment)]
        return Response(ScorecardRow({"figures": told}).data)


def _told(assessment: Assessment, one: Scored) -> dict[str, Any]:
    figure, score = one.figure, one.score
    return {
        "figure": figure.value,
        "title": title(figure),
        "definition": definition(figure),
        "said": said(figure, score),
        "part": score.part,
        "whole": score.whole,
        "percent": score.percent,
        "median_days": score.days,
        "rows": reverse("stakeholders:scorecard_rows", args=[assessment.pk, figure.value]),
    }
