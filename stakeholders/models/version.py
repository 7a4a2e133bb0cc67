from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stakeholders.models.hanging import OnEngagement, of_engagement
from stakeholders.models.hold import held

KEPT = ("id", "engagement_id", "of_id", "number", "made_by_id", "made_at")
UNLIKE_SEALING = " OR ".join(
    (
        *(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in KEPT),
        "(OLD.sealed IS NULL) = (NEW.sealed IS NULL)"
        " AND (OLD.content, OLD.reason) IS DISTINCT FROM (NEW.content, NEW.reason)",
    )
)


class RecordVersion(OnEngagement):
    """What a record, or an input in it, said before it was corrected, and why it was. Append-only."""

    PERSONAL_FIELDS: ClassVar = ("content", "made_by", "sealed")
    OTHER_FIELDS: ClassVar = ("id", "engagement", "of_id", "number", "reason", "made_at")

    engagement = of_engagement("versions")
    # The record's own id, or that of an input in it.
    of_id = models.UUIDField(db_index=True)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    reason = models.TextField(_("why it is corrected"), max_length=5_000)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    # Content and reason of what is sealed (stakeholders.sealed); both are empty then.
    sealed = models.BinaryField(null=True, blank=True)

    class Meta:
        ordering = ["-number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["of_id", "number"], name="one_version_per_number"),
            models.CheckConstraint(
                condition=Q(sealed=None) | Q(content={}, reason=""), name="a_sealed_version_says_nothing"
            ),
        ]
        triggers = [
            # Sealing takes its words out of sight, and unsealing puts the same back: nothing else changes it.
            pgtrigger.Protect(
                name="append_only",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"({UNLIKE_SEALING})"),
            ),
            held("version"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} in {self.engagement}"
