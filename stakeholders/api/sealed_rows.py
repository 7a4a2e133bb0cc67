"""How sealing, openings, files and what is left of deleted records look in the API."""

from typing import Any, ClassVar

from rest_framework import serializers

from stakeholders.api.rows import EngagementRow, InputRow, ParticipationRow, RequestRow
from stakeholders.forms.sealing import OPEN_LEVELS
from stakeholders.models import Attachment, LegalHold, RecordVersion, SealedOpening, Tombstone
from stakeholders.models.engagement import ConfidentialityLevel


class SealingRow(serializers.Serializer[Any]):
    """What is sealed, as it stands; `version` is the one that was read."""

    version = serializers.IntegerField(required=False, write_only=True)
    id = serializers.UUIDField(read_only=True)
    level = serializers.ChoiceField(ConfidentialityLevel.choices, read_only=True)


class SealedOpeningRow(serializers.ModelSerializer[SealedOpening]):
    """An opening: of the whole record unless `input` or `attachment` names one thing in it."""

    input = serializers.UUIDField(source="input_id", required=False, allow_null=True)
    attachment = serializers.UUIDField(source="attachment_id", required=False, allow_null=True)
    what = serializers.CharField(read_only=True, help_text="By kind and number, never by a word of it.")
    asked_by = serializers.CharField(read_only=True)
    agreed_by = serializers.CharField(read_only=True, allow_null=True)
    ended_by = serializers.CharField(read_only=True, allow_null=True)

    class Meta:
        model = SealedOpening
        fields: ClassVar = [
            "id", "what", "input", "attachment", "reason", "asked_by", "asked_at", "agreed_by", "agreed_at",
            "until", "ended_by", "ended_at",
        ]  # fmt: skip
        read_only_fields: ClassVar = ["asked_at", "agreed_at", "until", "ended_at"]


class RecordVersionRow(serializers.ModelSerializer[RecordVersion]):
    """What a record, or an input in it, said before it was corrected."""

    of = serializers.UUIDField(source="of_id", read_only=True)
    content = serializers.DictField(read_only=True)

    class Meta:
        model = RecordVersion
        fields: ClassVar = ["id", "of", "number", "content", "reason", "made_at"]
        read_only_fields: ClassVar = ["number", "reason", "made_at"]


class SealedFileRow(serializers.Serializer[Any]):
    """What a sealed file is called."""

    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    file_name = serializers.CharField(read_only=True)
    media_type = serializers.CharField(read_only=True)
    size = serializers.IntegerField(read_only=True)


class ReadingRow(serializers.Serializer[Any]):
    """What was opened. `record` is null where one input or file was."""

    record = EngagementRow(read_only=True, allow_null=True)
    inputs = InputRow(many=True, read_only=True)
    participations = ParticipationRow(many=True, read_only=True)
    requests = RequestRow(many=True, read_only=True)
    versions = RecordVersionRow(many=True, read_only=True)
    attachments = SealedFileRow(many=True, read_only=True)


class UnsealingRow(serializers.Serializer[Any]):
    """Who may read it from now on, and why."""

    level = serializers.ChoiceField(OPEN_LEVELS)
    reason = serializers.CharField(max_length=2_000)


class AttachmentRow(serializers.ModelSerializer[Attachment]):
    """A file. Of a sealed one no more than kind and number is told."""

    added_by = serializers.CharField(read_only=True)
    names_people = serializers.BooleanField(
        required=False, help_text="Somebody can be known by it; then it is sealed, whatever `level` says."
    )

    class Meta:
        model = Attachment
        fields: ClassVar = [
            "id", "number", "kind", "title", "names_people", "level", "file_name", "media_type", "size",
            "sha256", "sha256_received", "scan", "added_by", "added_at",
        ]  # fmt: skip
        read_only_fields: ClassVar = [
            "number", "file_name", "media_type", "size", "sha256", "sha256_received", "scan", "added_at",
        ]  # fmt: skip


class AttachmentUpload(AttachmentRow):
    """The same with the file itself, as multipart/form-data."""

    file = serializers.FileField(required=False, write_only=True)

    class Meta(AttachmentRow.Meta):
        fields: ClassVar = [*AttachmentRow.Meta.fields, "file"]


class KeepRow(serializers.Serializer[Any]):
    """Until when a record is kept, and whether a legal hold runs."""

    retain_until = serializers.DateField(allow_null=True)
    is_held = serializers.BooleanField(read_only=True)
    version = serializers.IntegerField(required=False)


class HoldRow(serializers.ModelSerializer[LegalHold]):
    """A legal hold: nothing is deleted while it runs."""

    placed_by = serializers.CharField(read_only=True)

    class Meta:
        model = LegalHold
        fields: ClassVar = ["id", "reason", "placed_by", "placed_at", "ended_at", "end_reason"]
        read_only_fields: ClassVar = ["placed_at", "ended_at", "end_reason"]


class DeletionRow(serializers.Serializer[Any]):
    """By which rule a record is deleted; nobody can bring it back."""

    rule = serializers.ChoiceField(Tombstone.Rule.choices)
    version = serializers.IntegerField(required=False)


class TombstoneRow(serializers.ModelSerializer[Tombstone]):
    """What is left of something that was deleted: no content, and nobody who was heard."""

    assessment = serializers.UUIDField(source="assessment_id", read_only=True, allow_null=True)
    deleted_by = serializers.CharField(read_only=True)
    spoke_to = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Tombstone
        fields: ClassVar = [
            "id", "kind", "reference", "rule", "kept_until", "assessment", "spoke_to", "deleted_by",
            "deleted_at",
        ]  # fmt: skip
        read_only_fields: ClassVar = ["kind", "reference", "rule", "kept_until", "deleted_at"]
