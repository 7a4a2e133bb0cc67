from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.rated import Rated
from assessments.models.risk import Risk
from hrdd.accounts.models import Organisation
from hrdd.lib.models import Row


class Rating(Row, Rated):
    """How one person judges a risk. Ratings stand side by side, never merged; one per author and risk."""

    PERSONAL_FIELDS: ClassVar = ("author",)
    OTHER_FIELDS: ClassVar = (
        "id", "risk", "organisation", "side", "scale", "scope", "irremediability", "scale_reason",
        "scope_reason", "irremediability_reason", "band", "rated_at", "version",
    )  # fmt: skip

    class Side(models.TextChoices):
        COMPANY = "company", _("Company")
        REVIEWER = "reviewer", _("Reviewer")

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="ratings")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=Side.choices)
    rated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["rated_at", "id"]
        constraints = [
            *Rated.Meta.constraints,
            models.UniqueConstraint(fields=["risk", "author"], name="one_rating_per_author_and_risk"),
        ]

    def __str__(self) -> str:
        return f"{self.author} on {self.risk}"

    @property
    def root_id(self) -> Any:
        """Returns the assessment through which it is reached."""
        return self.risk.assessment_id

    @property
    def company_id(self) -> Any:
        """Returns the company whose risk is rated."""
        return self.risk.company_id
