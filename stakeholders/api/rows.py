"""How engagements, and what hangs on them, look in the API."""

from typing import Any, ClassVar

from rest_framework import serializers

from stakeholders.models import Engagement, Input, InputLink, Participation, Request
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


class InputLinkRow(serializers.ModelSerializer[InputLink]):
    """What an input is about: a risk of the engagement's assessment."""

    risk = serializers.UUIDField(source="risk_id")

    class Meta:
        model = InputLink
        fields: ClassVar = ["id", "risk", "linked_at"]
        read_only_fields: ClassVar = ["linked_at"]


class InputRow(serializers.ModelSerializer[Input]):
    """One thing that people said; `words` are theirs, `told` is how it is told without anyone's words.

    Words are empty, and `words_kept_back` true, where nobody said yes to passing them on to the one who asks.
    """

    group = serializers.UUIDField(source="group_id")
    consent = serializers.UUIDField(source="consent_id", required=False, allow_null=True)
    links = InputLinkRow(many=True, read_only=True)
    words_kept_back = serializers.SerializerMethodField()
    scale = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=5)
    scope = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=5)
    irremediability = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=5)
    version = serializers.IntegerField(required=False)
    reason = serializers.CharField(write_only=True, required=False, allow_blank=True, max_length=5_000)

    class Meta:
        model = Input
        fields: ClassVar = [
            "id", "group", "consent", "kind", "words", "words_kept_back", "language", "translation",
            "told", "level", "scale", "scope", "irremediability", "severity_words", "links",
            "created_at", "version", "reason",
        ]  # fmt: skip
        read_only_fields: ClassVar = ["created_at"]

    def get_words_kept_back(self, said: Input) -> bool:
        """Returns whether there are words that she may not read."""
        return bool(said.words) and not said.shows_words

    def to_representation(self, said: Input) -> dict[str, Any]:
        """Returns the row, without words that she may not read."""
        row = super().to_representation(said)
        return row if said.shows_words else {**row, "words": "", "translation": ""}


class RequestRow(serializers.ModelSerializer[Request]):
    """What people asked for, and the company's answer; `change` is the event in which it came true."""

    reference = serializers.CharField(read_only=True, help_text="Such as Q-3, inside its engagement.")
    input = serializers.UUIDField(source="input_id", required=False, allow_null=True)
    answer = serializers.ChoiceField(Request.Answer.choices, read_only=True, allow_blank=True)

    class Meta:
        model = Request
        fields: ClassVar = [
            "id", "reference", "input", "text", "answer", "reason", "answered_at", "change", "told_on",
            "told_how", "reply", "replied_on", "created_at", "version",
        ]  # fmt: skip
        read_only_fields: ClassVar = [
            "answer", "reason", "answered_at", "change", "told_on", "told_how", "reply", "replied_on",
            "created_at", "version",
        ]  # fmt: skip


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
