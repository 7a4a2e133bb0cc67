"""How occurrences, measures, evidence and decisions look in the API."""

from typing import Any

from rest_framework import serializers

from assessments.models import Measure, Occurrence, RiskDecision, RiskEvidence, Standing
from assessments.setting_aside import CLOSING, DEFERRING, REOPENING
from hrdd.evidence.models import ClaimStatus, Evidence

TEXT: dict[str, Any] = {"required": False, "allow_blank": True}


class OccurrenceRow(serializers.ModelSerializer[Occurrence]):
    """A time at which the harm happened. Of a month or a year, `happened_on` is its first day."""

    happened_on = serializers.DateField(required=False, allow_null=True)
    precision = serializers.ChoiceField(Occurrence.Precision.choices, required=False)
    country = serializers.CharField(**TEXT, max_length=2, help_text="Two letters, ISO 3166-1.")
    created_by = serializers.CharField(read_only=True)
    version = serializers.IntegerField(required=False)

    class Meta:
        model = Occurrence
        fields = [
            "id", "what", "happened_on", "precision", "country", "place", "people", "source", "claim_status",
            "created_by", "created_at", "version",
        ]  # fmt: skip
        read_only_fields = ["created_at"]


class MeasureRow(serializers.ModelSerializer[Measure]):
    """Something the company does about a risk; `owner` is the id of somebody of the company."""

    owner = serializers.UUIDField(source="owner_id", required=False, allow_null=True)
    due_on = serializers.DateField(required=False, allow_null=True)
    status = serializers.ChoiceField(Measure.Status.choices, required=False)
    version = serializers.IntegerField(required=False)

    class Meta:
        model = Measure
        fields = ["id", "title", "owner", "due_on", "status", "note", "created_at", "version"]
        read_only_fields = ["created_at"]


class RemovalRow(serializers.Serializer[Any]):
    """Why something is removed. The reason stays in the log."""

    reason = serializers.CharField(max_length=500)
    version = serializers.IntegerField(
        required=False, help_text="The version you saw; 409 when it is not the one in force."
    )


class SaidRow(serializers.Serializer[RiskEvidence]):
    """What is said about a piece of evidence, and what it says about the risk."""

    stance = serializers.ChoiceField(RiskEvidence.Stance.choices)
    about = serializers.ChoiceField(RiskEvidence.About.choices, required=False)
    says = serializers.CharField(**TEXT, max_length=5_000)
    title = serializers.CharField(source="evidence.title", max_length=300)
    source = serializers.CharField(source="evidence.source", **TEXT, max_length=500)  # type: ignore[assignment]
    read_on = serializers.DateField(source="evidence.read_on")
    claim_status = serializers.ChoiceField(ClaimStatus.choices, source="evidence.claim_status")
    note = serializers.CharField(source="evidence.note", **TEXT, max_length=5_000)
    version = serializers.IntegerField(required=False)


class EvidenceRow(SaidRow):
    """Evidence for how a risk is judged, or against. Send a `file` as multipart/form-data, at most 25 MB."""

    id = serializers.UUIDField(source="evidence.pk", read_only=True)
    kind = serializers.ChoiceField(Evidence.Kind.choices, source="evidence.kind")
    url = serializers.CharField(source="evidence.url", **TEXT, max_length=2_000)
    quotation = serializers.CharField(source="evidence.quotation", **TEXT, max_length=20_000)
    file_name = serializers.CharField(source="evidence.file_name", read_only=True)
    media_type = serializers.CharField(source="evidence.media_type", read_only=True)
    size = serializers.IntegerField(source="evidence.size", read_only=True, allow_null=True)
    scan = serializers.CharField(source="evidence.scan", read_only=True)
    sha256 = serializers.CharField(source="evidence.sha256", read_only=True)
    sha256_received = serializers.CharField(source="evidence.sha256_received", read_only=True)
    added_by = serializers.CharField(source="evidence.added_by", read_only=True)
    added_at = serializers.DateTimeField(source="evidence.added_at", read_only=True)
    download = serializers.SerializerMethodField()

    def get_download(self, link: RiskEvidence) -> str | None:
        """Returns the address at which the file is handed out; null for a link or a quotation."""
        if not link.evidence.is_file:
            return None
        address: str = self.context["request"].build_absolute_uri(
            f"/api/v1/assessments/{link.risk.assessment_id}/risks/{link.risk_id}"
            f"/evidence/{link.evidence_id}/file/"
        )
        return address


class EvidenceUpload(EvidenceRow):
    """The same with the file itself, as multipart/form-data."""

    file = serializers.FileField(required=False, write_only=True)


class DecisionRow(serializers.ModelSerializer[RiskDecision]):
    """A decision to close, defer or reopen a risk. From band 4 on it waits for the `approver` it names."""

    standing = serializers.ChoiceField(Standing.choices)
    ground = serializers.ChoiceField([*CLOSING, *DEFERRING, *REOPENING], required=False, allow_blank=True)
    until = serializers.DateField(required=False, allow_null=True)
    approver = serializers.UUIDField(source="approver_id", required=False, allow_null=True)
    decided_by = serializers.CharField(read_only=True)
    version = serializers.IntegerField(read_only=True)

    class Meta:
        model = RiskDecision
        fields = [
            "id", "standing", "ground", "reason", "until", "approver", "state", "band_then", "decided_by",
            "decided_at", "answered_at", "answer", "version",
        ]  # fmt: skip
        read_only_fields = ["state", "band_then", "decided_at", "answered_at", "answer"]


class DecisionAnswerRow(serializers.Serializer[Any]):
    """The approver's reason; `version` is the decision's."""

    reason = serializers.CharField(max_length=10_000)
    version = serializers.IntegerField()


class VersionRow(serializers.Serializer[Any]):
    """The version your write is based on."""

    version = serializers.IntegerField()
