"""How ratings for a group, of what stays, and judgements of other actors look in the API."""

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request

from assessments.actors import slide
from assessments.duties import asks_in_words
from assessments.judged import doubts_in_words
from assessments.models import Assessment, GroupRating, Involvement, ResidualRating, Risk
from assessments.models.involvement import Factor, KindOfOther, Mitigation
from assessments.models.value_chain import Position
from assessments.severity import DIMENSIONS
from hrdd.sharing import access
from hrdd.sharing.policy import Action

GRADE: dict[str, Any] = {"min_value": 1, "max_value": 5, "allow_null": True}
OPEN: dict[str, Any] = {"required": False, "allow_null": True, "allow_blank": True}
CHOSEN = ("position", "involvement", "enabled", "foreseeable", "mitigation")
BASED_ON = "Of the state your write is based on."


def load(request: Request, action: Action, pk: str, risk_pk: str) -> tuple[Assessment, Risk]:
    """Returns a risk with all that is judged of it, through its assessment; 404 or 403 otherwise."""
    assessment = access.get(Assessment, request.user, action, pk=pk)
    risk: Risk = get_object_or_404(assessment.risks.in_full(), pk=risk_pk)
    risk.assessment = assessment
    return assessment, risk


class GradeReasonsRow(serializers.Serializer[Any]):
    """Why each measure has its value: one each."""

    scale = serializers.CharField(allow_blank=True, required=False)
    scope = serializers.CharField(allow_blank=True, required=False)
    irremediability = serializers.CharField(allow_blank=True, required=False)


class ResidualReasonsRow(GradeReasonsRow):
    """The same, and why the likelihood."""

    likelihood = serializers.CharField(allow_blank=True, required=False)


class GroupRatingRow(serializers.Serializer[GroupRating]):
    """How severe the harm is for one `group`, given by its code; null means unknown, ranked as 5."""

    id = serializers.UUIDField(read_only=True)
    group = serializers.CharField(help_text='Code of a group, such as "children". It cannot be changed.')
    scale = serializers.IntegerField(**GRADE)
    scope = serializers.IntegerField(**GRADE)
    irremediability = serializers.IntegerField(**GRADE)
    reasons = GradeReasonsRow()
    version = serializers.IntegerField(required=False, help_text=BASED_ON)
    band = serializers.IntegerField(read_only=True)
    rank_follows = serializers.BooleanField(read_only=True, help_text="Whether the rank follows this group.")
    author = serializers.CharField(read_only=True)
    rated_at = serializers.DateTimeField(read_only=True)

    def to_representation(self, instance: GroupRating) -> dict[str, Any]:
        """Returns the rating in the words in which it can be given again."""
        risk = instance.risk
        return {
            "id": str(instance.pk),
            "group": instance.group.code,
            **graded(instance),
            "rank_follows": risk.follows_group and risk.worst_group_id == instance.group_id,
        }


class ResidualRow(serializers.Serializer[ResidualRating]):
    """How severe the risk still is with the measures in place. It moves no rank."""

    scale = serializers.IntegerField(**GRADE)
    scope = serializers.IntegerField(**GRADE)
    irremediability = serializers.IntegerField(**GRADE)
    likelihood = serializers.IntegerField(
        **GRADE, required=False, help_text="Of potential risks only; null there means unknown."
    )
    reasons = ResidualReasonsRow()
    version = serializers.IntegerField(
        required=False, help_text=f"{BASED_ON} Leave it out, or 0, for the first."
    )
    band = serializers.IntegerField(read_only=True)
    look_again = serializers.ListField(child=serializers.CharField(), read_only=True)
    author = serializers.CharField(read_only=True)
    rated_at = serializers.DateTimeField(read_only=True)

    def to_representation(self, instance: ResidualRating) -> dict[str, Any]:
        """Returns the rating in the words in which it can be given again."""
        found = graded(instance)
        found["reasons"]["likelihood"] = instance.likelihood_reason
        return found | {"likelihood": instance.likelihood, "look_again": doubts_in_words(instance.risk)}


class EarlierRow(serializers.Serializer[Involvement]):
    """How an actor was judged before."""

    involvement = serializers.CharField(read_only=True)
    reason = serializers.CharField(read_only=True)
    judged_by = serializers.CharField(read_only=True)
    judged_at = serializers.DateTimeField(read_only=True)
    replaced_at = serializers.DateTimeField(read_only=True)


class InvolvementRow(serializers.Serializer[Involvement]):
    """How an actor is involved: a known `party` by its id, or a `name`, new if need be.

    The company itself has no party; its own involvement is a part of the risk and changes there.
    """

    party = serializers.UUIDField(required=False, allow_null=True)
    name = serializers.CharField(required=False, allow_blank=True, max_length=200)
    position = serializers.ChoiceField(Position.choices, **OPEN)
    involvement = serializers.ChoiceField(KindOfOther.choices)
    reason = serializers.CharField(max_length=20_000)
    enabled = serializers.ChoiceField(Factor.choices, **OPEN)
    foreseeable = serializers.ChoiceField(Factor.choices, **OPEN)
    mitigation = serializers.ChoiceField(Mitigation.choices, **OPEN)
    version = serializers.IntegerField(required=False, help_text=BASED_ON)
    asks = serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text="What that asks of the company."
    )
    look_again = serializers.CharField(
        read_only=True, help_text="Why the judgement may have slid, or nothing."
    )
    judged_by = serializers.CharField(read_only=True)
    judged_at = serializers.DateTimeField(read_only=True)
    earlier = EarlierRow(many=True, read_only=True)

    def to_representation(self, instance: Involvement) -> dict[str, Any]:
        """Returns the judgement in the words in which it can be given again, with those before it."""
        risk, own = instance.risk, instance.party_id is None
        earlier: Any = [
            row
            for row in risk.involvements.all()
            if row.party_id == instance.party_id and row.replaced_at is not None
        ]
        return {
            "party": None if own else str(instance.party_id),
            "name": str(risk.company if own else instance.party),
            **{name: getattr(instance, name) or None for name in CHOSEN},
            "reason": instance.reason,
            "version": instance.version,
            "asks": [] if own else asks_in_words(risk.involvement, instance.involvement),
            "look_again": slide(instance),
            "judged_by": str(instance.judged_by),
            "judged_at": instance.judged_at.isoformat(),
            "earlier": EarlierRow(earlier[::-1], many=True).data,
        }


class EndingRow(serializers.Serializer[Any]):
    """Why something stands no more; the reason stays in the history."""

    reason = serializers.CharField(max_length=2_000)
    version = serializers.IntegerField(help_text=BASED_ON)


def graded(rating: GroupRating | ResidualRating) -> dict[str, Any]:
    """Returns what every rating shows."""
    return {
        **{name: getattr(rating, name) for name in (*DIMENSIONS, "version", "band")},
        "reasons": {name: getattr(rating, f"{name}_reason") for name in DIMENSIONS},
        "author": str(rating.author),
        "rated_at": rating.rated_at.isoformat(),
    }
