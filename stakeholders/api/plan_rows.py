"""How the plan of an assessment and its grid look in the API."""

from typing import Any

from rest_framework import serializers

from assessments.models.value_chain import Stage
from stakeholders.grid import CellState
from stakeholders.models import NotSought, PlannedEngagement
from stakeholders.models.engagement import Method
from stakeholders.models.group import Nearness

VERSION: dict[str, Any] = {"required": False, "min_value": 0, "max_value": 2**31 - 1}
OF_COMPANY = ("owner", "budget", "currency")


class PlannedRow(serializers.ModelSerializer[PlannedEngagement]):
    """A group to be heard. `owner`, `budget` and `currency` are told to people of the company only.

    `engagement` is what came of it, where you may know of it.
    """

    group = serializers.UUIDField(source="group_id")
    stage = serializers.ChoiceField(Stage.choices)
    method = serializers.ChoiceField(Method.choices)
    owner = serializers.UUIDField(source="owner_id", required=False, allow_null=True)
    budget = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=2**31 - 1)
    engagement = serializers.UUIDField(source="engagement_id", required=False, allow_null=True)
    version = serializers.IntegerField(**VERSION)

    class Meta:
        model = PlannedEngagement
        fields = [
            "id", "group", "stage", "method", "planned_on", "owner", "budget", "currency", "proxy_reason",
            "engagement", "created_at", "version",
        ]  # fmt: skip
        read_only_fields = ["created_at"]

    def to_representation(self, instance: PlannedEngagement) -> dict[str, Any]:
        """Returns the line of the plan as far as the reader may know it."""
        told: dict[str, Any] = super().to_representation(instance)
        if not self.context.get("is_inside"):
            told = {name: value for name, value in told.items() if name not in OF_COMPANY}
        if instance.engagement_id not in self.context.get("known", ()):
            told["engagement"] = None
        return told


class NotSoughtRow(serializers.ModelSerializer[NotSought]):
    """Why a group is not heard at a stage; it stands in every report."""

    group = serializers.UUIDField(source="group_id")
    stage = serializers.ChoiceField(Stage.choices)
    reason = serializers.CharField(max_length=5_000)
    said_by = serializers.CharField(read_only=True)
    version = serializers.IntegerField(**VERSION)

    class Meta:
        model = NotSought
        fields = ["id", "group", "stage", "reason", "said_by", "said_at", "version"]
        read_only_fields = ["said_at"]
        validators: list[Any] = []


class TakingBackRow(serializers.Serializer[Any]):
    """Why something is taken off the plan. The reason stays in the log."""

    reason = serializers.CharField(max_length=5_000)
    version = serializers.IntegerField(**VERSION)


class HappeningRow(serializers.Serializer[Any]):
    """A time at which a group was, or is to be, heard; `what` is the reference of a record."""

    on = serializers.DateField(allow_null=True)
    what = serializers.CharField(allow_blank=True)


class GridCellRow(serializers.Serializer[Any]):
    """One group at one stage."""

    stage = serializers.ChoiceField(Stage.choices)
    state = serializers.ChoiceField([(state.value, state.value) for state in CellState])
    done = HappeningRow(many=True)
    planned = HappeningRow(many=True)
    reason = serializers.CharField(allow_blank=True)


class GridLineRow(serializers.Serializer[Any]):
    """One group with a cell for each stage."""

    group = serializers.UUIDField()
    name = serializers.CharField()
    nearness = serializers.ChoiceField(Nearness.choices)
    cells = GridCellRow(many=True)


class GridRow(serializers.Serializer[Any]):
    """Who is heard at which stage, as far as you may know; `lacking` are grave risks below the minimum."""

    groups = GridLineRow(many=True)
    lacking = serializers.ListField(child=serializers.CharField())
