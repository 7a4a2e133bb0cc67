"""How consents, decisions of peoples and checks of safety look in the API. A code's hash is never in it."""

from typing import Any, ClassVar

from rest_framework import serializers

from stakeholders.api.rows import REASON
from stakeholders.models import CollectiveConsent, Consent, ConsentUse, FollowUp
from stakeholders.models.consent import CollectiveState, Use


class ConsentUseRow(serializers.ModelSerializer[ConsentUse]):
    """The answer to one use. A use without a row was not answered and is not allowed."""

    withdrawn_how = serializers.ChoiceField(ConsentUse.How.choices, read_only=True, allow_blank=True)

    class Meta:
        model = ConsentUse
        fields: ClassVar = ["use", "answer", "scope", "expires_on", "withdrawn_at", "withdrawn_how"]
        read_only_fields: ClassVar = ["withdrawn_at", "withdrawn_how"]


class ConsentRow(serializers.ModelSerializer[Consent]):
    """What one participant agreed to. She is called by a pseudonym; who she is stands nowhere."""

    group = serializers.UUIDField(source="group_id", required=False, allow_null=True)
    guardian_agreed = serializers.BooleanField(required=False, allow_null=True)
    child_agreed = serializers.BooleanField(required=False, allow_null=True)
    uses = ConsentUseRow(many=True, required=False)
    has_a_code = serializers.BooleanField(read_only=True)
    version = serializers.IntegerField(required=False)
    reason = serializers.CharField(
        write_only=True, required=False, allow_blank=True, max_length=5_000, help_text=REASON
    )

    class Meta:
        model = Consent
        fields: ClassVar = [
            "id", "called", "group", "given_on", "language", "is_child", "guardian_agreed", "child_agreed",
            "uses", "has_a_code", "code_until", "created_at", "version", "reason",
        ]  # fmt: skip
        read_only_fields: ClassVar = ["code_until", "created_at"]
        # Whether a name is free is the action's to say, inside its engagement.
        validators: ClassVar[list[Any]] = []


class ConsentWithdrawalRow(serializers.Serializer[Any]):
    """Which uses are taken back, and by whom. Nobody has to say why."""

    uses = serializers.ListField(child=serializers.ChoiceField(Use.choices), allow_empty=False)
    how = serializers.ChoiceField(
        [choice for choice in ConsentUse.How.choices if choice[0] != ConsentUse.How.CODE]
    )


class ConsentCodeRow(serializers.Serializer[Any]):
    """A participant's code: in this one answer, and never again. `address` is the page it opens."""

    code = serializers.CharField(read_only=True)
    until = serializers.DateField(read_only=True)
    address = serializers.URLField(read_only=True)


class CollectiveConsentRow(serializers.ModelSerializer[CollectiveConsent]):
    """What an indigenous people decided as a people. It never changes how severe a harm is."""

    group = serializers.UUIDField(source="group_id", help_text="A group that is an indigenous people.")
    state = serializers.ChoiceField(CollectiveState.choices)
    decided_on = serializers.DateField(required=False, allow_null=True)
    version = serializers.IntegerField(required=False)
    reason_of_change = serializers.CharField(
        write_only=True, required=False, allow_blank=True, max_length=5_000, help_text=REASON
    )

    class Meta:
        model = CollectiveConsent
        fields: ClassVar = [
            "id", "group", "state", "conditions", "reason", "how_decided", "decided_on", "said_at",
            "version", "reason_of_change",
        ]  # fmt: skip
        read_only_fields: ClassVar = ["said_at"]
        validators: ClassVar[list[Any]] = []


class FollowUpRow(serializers.ModelSerializer[FollowUp]):
    """A day by which participants are asked whether anything was done to them, and what they said."""

    done_on = serializers.DateField(required=False, allow_null=True)
    outcome = serializers.ChoiceField(FollowUp.Outcome.choices, required=False, allow_blank=True)
    version = serializers.IntegerField(required=False)
    reason = serializers.CharField(
        write_only=True, required=False, allow_blank=True, max_length=5_000,
        help_text="Why a check that was made is corrected.",
    )  # fmt: skip

    class Meta:
        model = FollowUp
        fields: ClassVar = ["id", "due_on", "done_on", "outcome", "note", "done_at", "version", "reason"]
        read_only_fields: ClassVar = ["due_on", "done_at"]
