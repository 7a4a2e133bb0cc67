from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from stakeholders.models.hanging import OnEngagement, of_engagement


class RecordVersion(OnEngagement):
    """What a record, or an input in it, said before it was corrected, and why it was. Append-only."""

    PERSONAL_FIELDS: ClassVar = ("content", "made_by")
    OTHER_FIELDS: ClassVar = ("id", "engagement", "of_id", "number", "reason", "made_at")

    engagement = of_engagement("versions")
    # The record's own id, or that of an input in it.
    of_id = models.UUIDField(db_index=True)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    reason = models.TextField(_("why it is corrected"), max_length=5_000)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["of_id", "number"], name="one_version_per_number"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"version {self.number} in {self.engagement}"
