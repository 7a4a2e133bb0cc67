"""How groups of people and contacts look in the API. Who a contact is, is told by an opening only."""

from typing import Any

from rest_framework import serializers

from assessments.api.system_rows import GroupsField
from stakeholders.identity import Identity
from stakeholders.models import Contact, StakeholderGroup

TEXT: dict[str, Any] = {"required": False, "allow_blank": True}
VERSION: dict[str, Any] = {"required": False, "min_value": 0, "max_value": 2**31 - 1}


class SystemsField(serializers.ListField):
    """Systems by their ids."""

    child = serializers.UUIDField()

    def to_representation(self, data: Any) -> list[str]:
        """Returns the ids of the systems."""
        return [str(system.pk) for system in data.all()]


class StakeholderGroupRow(serializers.ModelSerializer[StakeholderGroup]):
    """A group of people whom systems may touch, or who speak for them."""

    is_indigenous = serializers.BooleanField(required=False)
    languages = serializers.ListField(child=serializers.CharField(max_length=60), required=False)
    countries = serializers.ListField(
        child=serializers.CharField(max_length=2), required=False, help_text='Such as "KE" (ISO 3166-1).'
    )
    groups = GroupsField(required=False, help_text='Codes of the taxonomy, such as "children".')
    rights = GroupsField(required=False, help_text='Codes of the taxonomy, such as "privacy".')
    systems = SystemsField(required=False, help_text="Ids of systems that reach them.")
    version = serializers.IntegerField(**VERSION)

    class Meta:
        model = StakeholderGroup
        fields = [
            "id", "name", "nearness", "is_indigenous", "mandate", "exposure", "barriers", "languages",
            "countries", "groups", "rights", "systems", "created_at", "version",
        ]  # fmt: skip
        read_only_fields = ["created_at"]
        validators: list[Any] = []


class ContactRow(serializers.ModelSerializer[Contact]):
    """A contact by her pseudonym, such as "Community leader 3"."""

    pseudonym = serializers.CharField(source="__str__", read_only=True)
    channel = serializers.ChoiceField(Contact.Channel.choices, read_only=True, allow_blank=True)

    class Meta:
        model = Contact
        fields = [
            "id", "pseudonym", "channel", "do_not_contact", "retain_until", "erased_at", "created_at",
            "version",
        ]  # fmt: skip
        read_only_fields = fields


class ContactDetailRow(ContactRow):
    """A contact with what to mind when reaching her, for engagement leads."""

    class Meta:
        model = Contact
        fields = [*ContactRow.Meta.fields, "wishes"]
        read_only_fields = fields


class ContactChange(serializers.Serializer[Any]):
    """What is said of a contact. `name` to `notes` are sealed at once and never come back from here.

    Left out, what is sealed stays; given, they replace all of it.
    """

    channel = serializers.ChoiceField(Contact.Channel.choices, **TEXT)
    wishes = serializers.CharField(**TEXT, max_length=2_000)
    do_not_contact = serializers.BooleanField(required=False)
    retain_until = serializers.DateField(required=False, allow_null=True)
    name = serializers.CharField(**TEXT, max_length=300, write_only=True)
    organisation = serializers.CharField(**TEXT, max_length=300, write_only=True)
    reach = serializers.CharField(**TEXT, max_length=2_000, write_only=True)
    notes = serializers.CharField(**TEXT, max_length=5_000, write_only=True)
    version = serializers.IntegerField(**VERSION)


class NewContact(ContactChange):
    """A new contact: what she is called (a number is added), and who she is."""

    called = serializers.CharField(max_length=100)


class OpeningRow(serializers.Serializer[Any]):
    """Why somebody has to know who a contact is. The reason stays in the log."""

    reason = serializers.CharField(max_length=2_000)


class IdentityRow(serializers.Serializer[Identity]):
    """Who a contact is: told once, in the answer to an opening."""

    name = serializers.CharField()
    organisation = serializers.CharField()
    reach = serializers.CharField()
    notes = serializers.CharField()


class ErasureRow(OpeningRow):
    """Why who a contact is has to be erased. The reason stays in the log."""

    version = serializers.IntegerField(**VERSION)
