"""How engagements, and what hangs on them, look in the API."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from stakeholders.models import Engagement, Input, InputLink, Participation, Request, RequestLink
from stakeholders.parts import EVERY_FIELD

REASON = "Why it is corrected; asked for once the engagement is on record."


class EngagementRow(serializers.ModelSerializer[Engagement]):
    """One time at which people were, or will be, heard. On record, a change is a correction with a reason."""

    reference = serializers.CharField(read_only=True, help_text="Such as E-7.")
    assessment = serializers.UUIDField(source="assessment_id", required=False, allow_null=True)
    system = serializers.UUIDField(source="system_id", required=False, allow_null=True)
    version = serializers.IntegerField(required=False)
    reason = serializers.CharField(
        write_only=True, required=False, allow_blank=True, max_length=5_000, help_text=REASON
    )

    class Meta:
        model = Engagement
        fields: ClassVar = [
            "id", "reference", *EVERY_FIELD, "status", "created_at", "recorded_at", "version", "reason",
        ]  # fmt: skip
        read_only_fields: ClassVar = ["status", "created_at", "recorded_at"]


class ParticipationRow(serializers.ModelSerializer[Participation]):
    """How many people of a group took part."""

    group = serializers.UUIDField(source="group_id", help_text="A group of your company.")
    group_name = serializers.CharField(source="group.name", read_only=True)
    reason = serializers.CharField(
        write_only=True, required=False, allow_blank=True, max_length=5_000, help_text=REASON
    )

    class Meta:
        model = Participation
        fields: ClassVar = ["id", "group", "group_name", "people", "women", "children", "note", "reason"]


ABOUT: dict[str, Any] = {"required": False, "allow_null": True}


class InputLinkRow(serializers.ModelSerializer[InputLink]):
    """What an input is about, one of the three. Its risk is rated anew."""

    risk = serializers.UUIDField(source="risk_id", **ABOUT)
    measure = serializers.UUIDField(source="measure_id", **ABOUT)
    decision = serializers.UUIDField(source="decision_id", **ABOUT)

    class Meta:
        model = InputLink
        fields: ClassVar = ["id", "risk", "measure", "decision", "linked_at"]
        read_only_fields: ClassVar = ["linked_at"]


class RequestLinkRow(serializers.ModelSerializer[RequestLink]):
    """What a request is about, one of the three."""

    risk = serializers.UUIDField(source="risk_id", **ABOUT)
    measure = serializers.UUIDField(source="measure_id", **ABOUT)
    decision = serializers.UUIDField(source="decision_id", **ABOUT)

    class Meta:
        model = RequestLink
        fields: ClassVar = ["id", "risk", "measure", "decision", "linked_at"]
        read_only_fields: ClassVar = ["linked_at"]


class FollowedRow(serializers.Serializer[Any]):
    """What changed because of it: an event of the log; `is_named` says that a person named it."""

    event = serializers.UUIDField()
    at = serializers.DateTimeField()
    sentence = serializers.CharField()
    is_named = serializers.BooleanField()


def changes_of(row: Any, context: Any) -> Any:
    """Returns what changed because of a row; the view looks it up for all its rows at once."""
    return FollowedRow(context.get("changes", {}).get(row.pk, []), many=True).data


class InputRow(serializers.ModelSerializer[Input]):
    """One thing that people said; `words` are theirs, `told` is how it is told without anyone's words.

    Words are empty, and `words_kept_back` true, where nobody said yes to passing them on to the one who asks.
    """

    group = serializers.UUIDField(source="group_id")
    consent = serializers.UUIDField(source="consent_id", required=False, allow_null=True)
    links = InputLinkRow(many=True, read_only=True)
    words_kept_back = serializers.SerializerMethodField()
    changes = serializers.SerializerMethodField()
    scale = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=5)
    scope = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=5)
    irremediability = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=5)
    version = serializers.IntegerField(required=False)
    reason = serializers.CharField(write_only=True, required=False, allow_blank=True, max_length=5_000)

    class Meta:
        model = Input
        fields: ClassVar = [
            "id", "group", "consent", "kind", "words", "words_kept_back", "language", "translation",
            "told", "level", "scale", "scope", "irremediability", "severity_words", "links", "changes",
            "created_at", "version", "reason",
        ]  # fmt: skip
        read_only_fields: ClassVar = ["created_at"]

    @extend_schema_field(FollowedRow(many=True))
    def get_changes(self, said: Input) -> Any:
        """Returns what changed because of it."""
        return changes_of(said, self.context)

    def get_words_kept_back(self, said: Input) -> bool:
        """Returns whether there are words that she may not read."""
        return bool(said.words) and not said.shows_words

    def to_representation(self, said: Input) -> dict[str, Any]:
        """Returns the row, without words that she may not read."""
        row = super().to_representation(said)
        kept_back = () if said.shows_words else ("words", "translation")
        if not said.shows_reason:
            kept_back = (*kept_back, "severity_words")
        return {**row, **dict.fromkeys(kept_back, "")}


class RequestRow(serializers.ModelSerializer[Request]):
    """What people asked for, and the company's answer; `change` is the event in which it came true."""

    reference = serializers.CharField(read_only=True, help_text="Such as Q-3, inside its engagement.")
    input = serializers.UUIDField(source="input_id", required=False, allow_null=True)
    answer = serializers.ChoiceField(Request.Answer.choices, read_only=True, allow_blank=True)
    links = RequestLinkRow(many=True, read_only=True)
    changes = serializers.SerializerMethodField()
    waits_for_a_change = serializers.BooleanField(
        read_only=True, help_text="Accepted, at least in part, and nobody named what changed."
    )

    class Meta:
        model = Request
        fields: ClassVar = [
            "id", "reference", "input", "text", "answer", "reason", "answered_at", "change",
            "waits_for_a_change", "changes", "links", "told_on", "told_how", "reply", "replied_on",
            "created_at", "version",
        ]  # fmt: skip
        read_only_fields: ClassVar = [
            "answer", "reason", "answered_at", "change", "told_on", "told_how", "reply", "replied_on",
            "created_at", "version",
        ]  # fmt: skip

    @extend_schema_field(FollowedRow(many=True))
    def get_changes(self, asked: Request) -> Any:
        """Returns what changed because of it."""
        return changes_of(asked, self.context)


class NamedChangeRow(serializers.Serializer[Any]):
    """The event that followed; null takes it back."""

    change = serializers.UUIDField(allow_null=True)
    version = serializers.IntegerField(required=False)


class RequestAnswerRow(serializers.Serializer[Any]):
    """The company's answer to a request."""

    answer = serializers.ChoiceField(Request.Answer.choices)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=10_000)
    change = serializers.UUIDField(required=False, allow_null=True)
    version = serializers.IntegerField(required=False)


class TellingRow(serializers.Serializer[Any]):
    """When and how people were told."""

    told_on = serializers.DateField()
    told_how = serializers.CharField(max_length=300)
    version = serializers.IntegerField(required=False)


class ReplyRow(serializers.Serializer[Any]):
    """What people said to the answer."""

    reply = serializers.CharField(max_length=10_000)
    replied_on = serializers.DateField()
    version = serializers.IntegerField(required=False)


class LinkRemovalRow(serializers.Serializer[Any]):
    """Why something is taken away. The reason stays in the log."""

    reason = serializers.CharField(max_length=5_000)
