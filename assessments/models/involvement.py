from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.hanging import OnRisk, of_risk
from assessments.models.party import Party
from assessments.models.value_chain import Position


class Kind(models.TextChoices):
    """How the company is involved, in its own words (UN Guiding Principles 13 and 19)."""

    CAUSED = "caused", _("We caused it")
    CONTRIBUTED = "contributed", _("We contributed to it")
    DIRECTLY_LINKED = "directly_linked", _("It is linked to us through a business relationship")
    NOT_CONNECTED = "not_connected", _("It is not connected to us")


class KindOfOther(models.TextChoices):
    """The same of another actor in the value chain."""

    CAUSED = "caused", _("It caused the harm")
    CONTRIBUTED = "contributed", _("It contributed to the harm")
    DIRECTLY_LINKED = "directly_linked", _("It is linked to the harm through a business relationship")
    NOT_CONNECTED = "not_connected", _("It is not connected to the harm")


class Factor(models.TextChoices):
    """An answer to whether it enabled the harm, or could have known of it."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class Mitigation(models.TextChoices):
    """How good an actor's own mitigation is."""

    NONE = "none", _("Nothing was done")
    WEAK = "weak", _("Something, and it does not work well")
    FAIR = "fair", _("It works in part")
    STRONG = "strong", _("It works, and this was checked")


class InvolvementQuerySet(models.QuerySet["Involvement"]):
    def in_force(self) -> Self:
        """Returns the judgements that stand now."""
        return self.filter(replaced_at=None)

    def of_others(self) -> Self:
        """Returns judgements about other actors than the company itself."""
        return self.exclude(party=None)


class Involvement(OnRisk):
    """One judgement of how an actor is involved; `party` is empty for the company itself.

    A new judgement replaces the one before, which stays as history: involvement slides (a link becomes a
    contribution when harm was foreseeable and nothing was done).
    """

    PERSONAL_FIELDS: ClassVar = ("judged_by",)
    OTHER_FIELDS: ClassVar = (
        "id", "risk", "party", "position", "involvement", "enabled", "foreseeable", "mitigation", "reason",
        "judged_at", "replaced_at", "version",
    )  # fmt: skip

    risk = of_risk("involvements")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    position = models.CharField(
        _("where it stands in the value chain"), max_length=30, choices=Position.choices, blank=True
    )
    involvement = models.CharField(_("involvement"), max_length=20, choices=KindOfOther.choices, blank=True)
    enabled = models.CharField(
        _("did it enable, encourage or motivate the harm?"), max_length=6, choices=Factor.choices, blank=True
    )
    foreseeable = models.CharField(
        _("could it have known?"), max_length=6, choices=Factor.choices, blank=True
    )
    mitigation = models.CharField(
        _("how good is its own mitigation?"), max_length=6, choices=Mitigation.choices, blank=True
    )
    reason = models.TextField(_("how it is involved"), blank=True, max_length=20_000)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        ordering = ["judged_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["risk", "party"],
                condition=Q(replaced_at=None),
                nulls_distinct=False,
                name="one_judgement_per_actor_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"{self.risk.reference}, {self.actor}: {self.get_involvement_display()}"

    @property
    def in_own_words(self) -> Any:
        """Returns the company's own involvement, said by itself."""
        return dict(Kind.choices).get(self.involvement, _("Not judged"))

    @property
    def actor(self) -> Any:
        """Returns the name of the actor."""
        return self.party or _("the company itself")
