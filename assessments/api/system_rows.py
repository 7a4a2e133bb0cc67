"""How systems, versions, parties and moments look in the API."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from assessments.models import Moment, Party, System, SystemParty, SystemVersion
from assessments.models.value_chain import Position, Stage
from assessments.moments import Fate


def several(choices: Any, **options: Any) -> serializers.ListField:
    """Returns a field for any number of these codes."""
    return serializers.ListField(child=serializers.ChoiceField(choices), required=False, **options)


class GroupsField(serializers.ListField):
    """Groups by their codes."""

    child = serializers.CharField(max_length=60)

    def to_representation(self, data: Any) -> list[str]:
        """Returns the codes of the groups."""
        return [group.code for group in data.all()]


class SystemRow(serializers.ModelSerializer[System]):
    """An AI system. `company` may be left out when you belong to one company."""

    company = serializers.UUIDField(source="company_id", required=False)
    modalities = several(System.Modality.choices)
    lifecycle_stage = serializers.ChoiceField(Stage.choices, required=False, allow_blank=True)
    release_channels = several(System.Channel.choices)
    positions = several(Position.choices)
    countries = serializers.ListField(
        child=serializers.CharField(max_length=2), required=False, help_text='Such as "BR" (ISO 3166-1).'
    )
    groups = GroupsField(required=False, help_text='Codes of groups exposed, such as "children".')
    version = serializers.IntegerField(required=False)

    class Meta:
        model = System
        fields = [
            "id", "company", "name", "kind", "description", "modalities", "lifecycle_stage",
            "release_channels", "positions", "countries", "groups", "created_at", "version",
        ]  # fmt: skip
        read_only_fields = ["created_at"]
        validators: list[Any] = []


class SystemVersionRow(serializers.ModelSerializer[SystemVersion]):
    """A version of a system. `version` is that of this row, for writes; its name for people is `name`."""

    version = serializers.IntegerField(required=False)

    class Meta:
        model = SystemVersion
        fields = ["id", "name", "released_on", "changes", "created_at", "version"]
        read_only_fields = ["created_at"]
        validators: list[Any] = []


class PartyRow(serializers.ModelSerializer[Party]):
    """An organisation in the value chain: it has no account and sees nothing."""

    class Meta:
        model = Party
        fields = ["id", "name", "country", "positions", "created_at", "version"]
        read_only_fields = fields


class SystemPartyRow(serializers.Serializer[SystemParty]):
    """A supplier or customer. Give `party` for a known one, or `name`; `version` is that of the party."""

    id = serializers.UUIDField(read_only=True)
    relation = serializers.ChoiceField(SystemParty.Relation.choices)
    party = serializers.UUIDField(source="party_id", required=False, allow_null=True)
    name = serializers.CharField(source="party.name", max_length=200, required=False, allow_blank=True)
    country = serializers.CharField(source="party.country", max_length=2, required=False, allow_blank=True)
    positions = several(Position.choices, source="party.positions")
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)
    version = serializers.IntegerField(source="party.version", required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Returns the answers flat, as the form asks for them."""
        party = attrs.pop("party", {})
        known = {"party": attrs.pop("party_id")} if "party_id" in attrs else {}
        return {**attrs, **party, **known}


class MomentRow(serializers.ModelSerializer[Moment]):
    """A moment to assess: answered by an assessment, or waived with a reason, by acceptance/, answer/ and
    waiver/; reopening/ lifts a waiver."""

    system = serializers.UUIDField(source="system_id", read_only=True)
    state = serializers.SerializerMethodField()
    risk = serializers.UUIDField(source="risk_id", read_only=True, allow_null=True)
    assessment = serializers.UUIDField(source="assessment_id", read_only=True, allow_null=True)
    waived_by = serializers.CharField(source="waived_by.name", read_only=True, default=None, allow_null=True)
    version = serializers.IntegerField(required=False)

    class Meta:
        model = Moment
        fields = [
            "id", "system", "kind", "what", "expected_by", "state", "proposed_because", "risk", "accepted_at",
            "assessment", "answered_at", "waived_reason", "waived_by", "waived_at", "created_at", "version",
        ]  # fmt: skip
        read_only_fields = [
            "proposed_because", "accepted_at", "answered_at", "waived_reason", "waived_at", "created_at",
        ]  # fmt: skip

    @extend_schema_field({"type": "string", "enum": [fate.value for fate in Fate]})
    def get_state(self, instance: Moment) -> str:
        """Returns what became of it, as seen today."""
        return instance.fate_on(timezone.localdate()).value


class AcceptanceRow(serializers.Serializer[Any]):
    """The day for which a proposal is planned; its own when left out."""

    expected_by = serializers.DateField(required=False, allow_null=True)


class AnswerRow(serializers.Serializer[Any]):
    """The assessment, of the same system, that answers a moment."""

    assessment = serializers.UUIDField()


class ReopeningRow(serializers.Serializer[Any]):
    """Why a waived moment has to be looked at after all."""

    reason = serializers.CharField(max_length=5_000)


class WaiverRow(serializers.Serializer[Any]):
    """Why a moment is skipped."""

    reason = serializers.CharField(max_length=5_000)
