from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from assessments.models.system import System
from assessments.models.value_chain import Position, in_words, several
from hrdd.accounts.models import Organisation
from hrdd.lib import countries
from hrdd.lib.models import Row


class Party(Row):
    """An organisation in the value chain of a company: it has no account here and sees nothing."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "company", "name", "country", "positions", "created_at", "version")

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parties")
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, blank=True)
    positions = several(_("where it stands in the value chain"), Position.choices)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint("company", Lower("name"), name="one_party_per_name_and_company")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def positions_in_words(self) -> str:
        """Returns where it stands in the value chain, as people say it."""
        return in_words(self.positions, Position)

    @property
    def country_in_words(self) -> str:
        """Returns the name of its country, nothing while that is not known."""
        return countries.name(self.country)


class SystemParty(Row):
    """A supplier or a customer of a system."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "system", "party", "relation", "note")

    class Relation(models.TextChoices):
        SUPPLIER = "supplier", _("Supplier")
        CUSTOMER = "customer", _("Customer")

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="system_parties")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="system_parties")
    relation = models.CharField(_("relation"), max_length=10, choices=Relation.choices)
    note = models.CharField(_("what for"), max_length=500, blank=True)

    class Meta:
        ordering = ["relation", "party__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "party", "relation"], name="a_party_once_per_relation_and_system"
            )
        ]

    def __str__(self) -> str:
        return f"{self.party}, {self.get_relation_display()}"

    @property
    def company_id(self) -> object:
        """Returns the company whose system this is."""
        return self.system.company_id

    @property
    def root_id(self) -> object:
        """Returns the system through which it is reached."""
        return self.system_id
