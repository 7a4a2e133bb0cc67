from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.hanging import OnRisk, of_risk
from hrdd.evidence.models import Evidence


class RiskEvidenceQuerySet(models.QuerySet["RiskEvidence"]):
    def in_full(self) -> Self:
        """Returns links in the order in which the evidence came, with it and with who added it."""
        return self.select_related("evidence__added_by").order_by("evidence__added_at", "id")

    def against(self) -> Self:
        """Returns what speaks against how a risk is judged."""
        return self.filter(stance=RiskEvidence.Stance.COUNTERS)


class RiskEvidence(OnRisk):
    """What a piece of evidence says about a risk: for how it is judged, or against it. Both count."""

    PERSONAL_FIELDS: ClassVar = ("says",)
    OTHER_FIELDS: ClassVar = ("id", "risk", "evidence", "stance", "about", "version")

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("It supports how the risk is judged")
        COUNTERS = "counters", _("It speaks against how the risk is judged")

    class About(models.TextChoices):
        WHOLE = "whole", _("The whole risk")
        SCALE = "scale", _("Scale")
        SCOPE = "scope", _("Scope")
        IRREMEDIABILITY = "irremediability", _("Irremediability")
        LIKELIHOOD = "likelihood", _("Likelihood")

    risk = of_risk("evidence_links")
    # The file or quotation may go for good (a person named in it asks so); what it was tied to goes with it.
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="risk_links")
    stance = models.CharField(_("what it does"), max_length=10, choices=Stance.choices)
    about = models.CharField(_("what it is about"), max_length=20, choices=About.choices, default=About.WHOLE)
    says = models.TextField(_("what it says about this risk"), blank=True, max_length=5_000)
    version = models.PositiveIntegerField(default=1)

    objects = RiskEvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["risk", "evidence"], name="evidence_once_per_risk"),
            models.CheckConstraint(
                condition=models.Q(stance__in=("supports", "counters")), name="evidence_says_for_or_against"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence} on {self.risk}"

    @property
    def is_against(self) -> bool:
        """Returns whether it speaks against how the risk is judged."""
        return self.stance == self.Stance.COUNTERS
