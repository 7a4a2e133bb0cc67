"""How support and initiatives look in the API: the same names as on screen."""

from typing import Any

from rest_framework import serializers

from stakeholders.models import Initiative, Support
from stakeholders.models.engagement import Known

VERSION: dict[str, Any] = {"required": False, "min_value": 0, "max_value": 2**31 - 1}


class SupportRow(serializers.ModelSerializer[Support]):
    """What a group was given, in whole units of `currency` (ISO 4217); a fund comes with its terms."""

    kind = serializers.ChoiceField(Support.Kind.choices)
    amount = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=2**31 - 1)
    may_speak = serializers.ChoiceField(Known.choices, required=False, allow_blank=True)
    version = serializers.IntegerField(**VERSION)

    class Meta:
        model = Support
        fields = [
            "id", "kind", "what", "amount", "currency", "given_on", "until", "decides", "may_speak",
            "ends_how", "created_at", "version",
        ]  # fmt: skip
        read_only_fields = ["created_at"]


class InitiativeRow(serializers.ModelSerializer[Initiative]):
    """What a company does together with others; a result has its day."""

    version = serializers.IntegerField(**VERSION)

    class Meta:
        model = Initiative
        fields = [
            "id", "title", "aim", "partners", "seats", "civil_seats", "contribution", "target", "target_on",
            "result", "result_on", "created_at", "version",
        ]  # fmt: skip
        read_only_fields = ["created_at"]
