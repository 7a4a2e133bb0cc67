"""How assessments, risks and comments look in the API."""

from typing import Any

from rest_framework import serializers

from assessments.document.years import Since
from assessments.models import Assessment, Risk, Standing
from assessments.models.involvement import Factor, Mitigation
from assessments.reasons import why_band_of
from hrdd.discussions.models import Audience, Comment

GRADE: dict[str, Any] = {"min_value": 1, "max_value": 5, "allow_null": True}


OPEN: dict[str, Any] = {"required": False, "allow_null": True, "allow_blank": True}
PLAIN = (
    "reference", "title", "description", "other_right", "nature", "scale", "scope", "irremediability",
    "likelihood", "delay_makes_irremediable", "tension_note", "source", "version", "band", "standing",
)  # fmt: skip
CHOSEN = ("confidence", "involvement", "enabled", "foreseeable", "mitigation")


class AssessmentRow(serializers.ModelSerializer[Assessment]):
    """One look at one system. `edition` is a code such as "btech-2023"; the default edition if left out."""

    system = serializers.UUIDField(source="system_id")
    edition = serializers.CharField(source="edition.code", required=False)
    reference = serializers.CharField(read_only=True)
    system_version = serializers.UUIDField(source="system_version_id", required=False, allow_null=True)
    status = serializers.ChoiceField(
        Assessment.Status.choices, read_only=True, help_text="Changes by submission and approval alone."
    )
    version = serializers.IntegerField(required=False)

    class Meta:
        model = Assessment
        fields = [
            "id",
            "reference",
            "title",
            "system",
            "system_version",
            "edition",
            "moment",
            "status",
            "created_at",
            "version",
        ]
        read_only_fields = ["created_at"]


class ReasonsRow(serializers.Serializer[Any]):
    """Why each measure has its value. Scale, scope and irremediability need one each."""

    scale = serializers.CharField(allow_blank=True, required=False)
    scope = serializers.CharField(allow_blank=True, required=False)
    irremediability = serializers.CharField(allow_blank=True, required=False)
    likelihood = serializers.CharField(allow_blank=True, required=False)
    involvement = serializers.CharField(allow_blank=True, required=False)


class RiskRow(serializers.Serializer[Risk]):
    """A risk to people. In `rights` the first is the one it touches most; null means unknown, ranked as 5."""

    id = serializers.UUIDField(read_only=True)
    reference = serializers.CharField(read_only=True)
    title = serializers.CharField(max_length=500)
    example = serializers.CharField(
        source="example.code",
        required=False,
        allow_null=True,
        help_text="Code of the example it was started from; taken when a risk is recorded.",
    )
    description = serializers.CharField(allow_blank=True, required=False, max_length=40_000)
    category = serializers.CharField(max_length=3, help_text='Code of a category, such as "PRI".')
    rights = serializers.ListField(child=serializers.CharField(), required=False)
    other_right = serializers.CharField(allow_blank=True, required=False, max_length=200)
    groups = serializers.ListField(child=serializers.CharField(), required=False)
    nature = serializers.ChoiceField(Risk.NatureChoice.choices)
    scale = serializers.IntegerField(**GRADE)
    scope = serializers.IntegerField(**GRADE)
    irremediability = serializers.IntegerField(**GRADE)
    likelihood = serializers.IntegerField(
        **GRADE, required=False, help_text="Of potential risks only; null there means unknown."
    )
    delay_makes_irremediable = serializers.BooleanField(required=False)
    reasons = ReasonsRow()
    confidence = serializers.ChoiceField(
        Risk.Confidence.choices, **OPEN, help_text="How sure the company is. It changes no rank."
    )
    rights_in_tension = serializers.ListField(child=serializers.CharField(), required=False)
    tension_note = serializers.CharField(allow_blank=True, required=False, max_length=10_000)
    involvement = serializers.ChoiceField(
        Risk.InvolvementChoice.choices, **OPEN, help_text="The company's own. It changes no rank."
    )
    enabled = serializers.ChoiceField(Factor.choices, **OPEN)
    foreseeable = serializers.ChoiceField(Factor.choices, **OPEN)
    mitigation = serializers.ChoiceField(Mitigation.choices, **OPEN)
    source = serializers.CharField(  # type: ignore[assignment]  # a column here, not a lookup path
        allow_blank=True, required=False, max_length=5_000
    )
    version = serializers.IntegerField(required=False, help_text="Of the state your write is based on.")
    rank = serializers.IntegerField(read_only=True, allow_null=True)
    band = serializers.IntegerField(read_only=True)
    rank_follows = serializers.CharField(
        read_only=True, allow_null=True, help_text="Code of the group whose rating the rank follows."
    )
    needs_evidence = serializers.ListField(child=serializers.CharField(), read_only=True)
    why = serializers.CharField(read_only=True)
    not_consulted = serializers.BooleanField(
        read_only=True, help_text="Grave or extreme, and nobody who may be harmed was heard on it."
    )
    standing = serializers.ChoiceField(
        Standing.choices, read_only=True, help_text="Changes by decisions alone; a closed risk has no rank."
    )
    deferred_until = serializers.DateField(read_only=True, allow_null=True)
    stale_since = serializers.DateTimeField(read_only=True, allow_null=True)
    stale_because = serializers.CharField(
        read_only=True, help_text="Why the rating has to be looked at again; empty when it has not."
    )
    since_approved = serializers.ChoiceField(
        [state.value for state in Since],
        read_only=True,
        allow_null=True,
        help_text="Against the version approved before the one worked on; null before the first.",
    )
    created_at = serializers.DateTimeField(read_only=True)
    updated_at = serializers.DateTimeField(read_only=True)

    def to_representation(self, instance: Risk) -> dict[str, Any]:
        """Returns the risk; the context's `places` hold rank and reason (assessments.register.reasons)."""
        rank, why = self.context["places"][instance.pk]
        until = getattr(instance, "deferred_until", None)
        plain = {name: getattr(instance, name) for name in PLAIN}
        return {
            "id": str(instance.pk),
            **plain,
            "created_at": instance.created_at.isoformat(),
            "updated_at": instance.updated_at.isoformat(),
            "deferred_until": until.isoformat() if until else None,
            "not_consulted": instance.is_not_consulted,
            "stale_since": instance.stale_since.isoformat() if instance.stale_since else None,
            "stale_because": instance.stale_because,
            "example": instance.example.code if instance.example else None,
            "category": instance.category.code,
            "rights": [link.right.code for link in instance.risk_rights.all()],
            "groups": [group.code for group in instance.groups.all()],
            "reasons": {
                name: getattr(instance, f"{name}_reason")
                for name in ("scale", "scope", "irremediability", "likelihood", "involvement")
            },
            "rights_in_tension": [right.code for right in instance.rights_in_tension.all()],
            **{name: getattr(instance, name) or None for name in CHOSEN},
            "rank_follows": instance.worst_group.code
            if instance.follows_group and instance.worst_group
            else None,
            "needs_evidence": list(instance.needs_evidence),
            "rank": rank,
            "since_approved": self.context.get("since", {}).get(instance.pk),
            "why": f"{why_band_of(instance)} {why}",
        }


class CommentRow(serializers.ModelSerializer[Comment]):
    """A comment. Give `thread` to reply in one; otherwise it opens a thread with this `audience`."""

    thread = serializers.UUIDField(source="thread_id", required=False)
    audience = serializers.ChoiceField(Audience.choices, source="thread.audience", required=False)
    author = serializers.CharField(source="author.name", read_only=True)
    organisation = serializers.CharField(source="organisation.name", read_only=True, default=None)

    class Meta:
        model = Comment
        fields = [
            "id",
            "thread",
            "audience",
            "author",
            "organisation",
            "text",
            "is_answer",
            "created_at",
            "version",
        ]
        read_only_fields = ["is_answer", "created_at", "version"]


def readable_comments(threads: Any) -> Any:
    """Returns the comments of these threads with what the API shows, in the order they were written."""
    return Comment.objects.filter(thread__in=threads).select_related("author", "organisation", "thread")
