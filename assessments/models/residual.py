from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.hanging import OnRisk
from assessments.models.rated import Rated, grade, within_1_to_5


class ResidualRating(OnRisk, Rated):
    """How severe a risk would still be with the measures in place. It moves no rank: that is inherent."""

    PERSONAL_FIELDS: ClassVar = ("author",)
    OTHER_FIELDS: ClassVar = (
        "id", "risk", "scale", "scope", "irremediability", "scale_reason", "scope_reason",
        "irremediability_reason", "band", "likelihood", "likelihood_reason", "rated_at", "version",
    )  # fmt: skip

    risk = models.OneToOneField("assessments.Risk", on_delete=models.CASCADE, related_name="residual")
    likelihood = grade(_("likelihood"))
    likelihood_reason = models.TextField(_("why this likelihood"), blank=True, max_length=20_000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            *Rated.Meta.constraints,
            within_1_to_5("likelihood"),
            models.CheckConstraint(
                condition=~Q(scale_reason="") & ~Q(scope_reason="") & ~Q(irremediability_reason=""),
                name="a_residual_rating_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"residual rating of {self.risk}"
