"""The company's rating of a risk and, beside it, how severe it is to the people, over the API."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.models import Assessment, Risk
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from stakeholders.models import Input
from stakeholders.voices import Beside, graded, voices_of

GRADE: dict[str, Any] = {"min_value": 1, "max_value": 5, "allow_null": True}


class GradesRow(serializers.Serializer[Any]):
    """Three measures, 1 to 5; null is unknown of the company's, and "did not say" of people's."""

    scale = serializers.IntegerField(**GRADE)
    scope = serializers.IntegerField(**GRADE)
    irremediability = serializers.IntegerField(**GRADE)


class CompanyGradesRow(GradesRow):
    """The company's own rating."""

    band = serializers.IntegerField(min_value=1, max_value=5)


class BesideRow(GradesRow):
    """How severe it is to the people behind one input; `differs` says in words where the company differs."""

    input = serializers.UUIDField()
    engagement = serializers.UUIDField()
    group = serializers.CharField()
    whose = serializers.CharField(help_text="Whose voice it is, such as affected or proxies.")
    held_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField(help_text="Empty where nobody said yes to passing it on.")
    differs = serializers.CharField()


class ToldRow(serializers.Serializer[Any]):
    """What was said about the risk, its measures or decisions; words only where they may be passed on."""

    input = serializers.UUIDField()
    engagement = serializers.UUIDField()
    group = serializers.CharField()
    kind = serializers.CharField()
    told = serializers.CharField()
    words = serializers.CharField()
    translation = serializers.CharField()


class RiskVoicesRow(serializers.Serializer[Any]):
    """The worst first, never averaged. It lowers no rank. What you may not read is not in it."""

    company = CompanyGradesRow()
    people = BesideRow(many=True)
    said = ToldRow(many=True)
    requests = serializers.ListField(child=serializers.UUIDField())


class RiskVoices(generics.GenericAPIView[Risk]):
    """What people said about a risk."""

    serializer_class = RiskVoicesRow

    @extend_schema(operation_id="risk_voices_retrieve")
    def get(self, request: Request, pk: str, risk_pk: str) -> Response:
        """Returns the company's rating and, beside it, theirs."""
        assessment = access.get(Assessment, request.user, Action.VIEW, pk=pk)
        risk: Risk = get_object_or_404(assessment.risks, pk=risk_pk)
        found = voices_of(assessment, request.user, risk=risk)
        row = {
            "company": {**graded(risk), "band": risk.own_severity.band},
            "people": [_beside(one) for one in found.beside],
            "said": [_told(said) for said in found.inputs],
            "requests": [asked.pk for asked in found.requests],
        }
        return Response(RiskVoicesRow(row).data)


def _beside(one: Beside) -> dict[str, Any]:
    said = one.said
    return {
        **graded(said),
        "input": said.pk,
        "engagement": said.engagement_id,
        "group": said.group.name,
        "whose": said.group.nearness,
        "held_on": said.engagement.held_on,
        "reason": said.severity_words if said.shows_reason else "",
        "differs": one.differs,
    }


def _told(said: Input) -> dict[str, Any]:
    return {
        "input": said.pk,
        "engagement": said.engagement_id,
        "group": said.group.name,
        "kind": said.kind,
        "told": said.told,
        "words": said.words if said.shows_words else "",
        "translation": said.translation if said.shows_words else "",
    }
