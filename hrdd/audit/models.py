"""What happened: append-only, without foreign keys, so that it outlives the rows it speaks of."""

from typing import Any, ClassVar, Self

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from hrdd.lib.models import Row


class EventQuerySet(models.QuerySet["Event"]):
    def newest_first(self) -> Self:
        """Returns events, the latest first."""
        return self.order_by("-at", "-id")

    def of_company(self, organisation_ids: Any) -> Self:
        """Returns events that happened inside these organisations."""
        return self.filter(company_id__in=organisation_ids)

    def without_private_talk(self) -> Self:
        """Returns events without those of threads that only one organisation reads."""
        return self.exclude(changes__contains={"audience": "own"})

    def of_roots(self, root_ids: Any) -> Self:
        """Returns events about these roots (assessments, and what hangs on them)."""
        return self.filter(root_id__in=root_ids)


class Event(Row):
    """One thing that a person or the product did. Names are copied, so a deleted user stays readable."""

    PERSONAL_FIELDS: ClassVar = ("actor_id", "actor_label", "changes")
    OTHER_FIELDS: ClassVar = (
        "id", "at", "action", "company_id", "root_id", "target_type", "target_id", "target_label",
    )  # fmt: skip

    at = models.DateTimeField(_("when"))
    actor_id = models.UUIDField(null=True)
    actor_label = models.CharField(max_length=300)
    action = models.CharField(max_length=80)
    company_id = models.UUIDField(null=True)
    root_id = models.UUIDField(null=True)
    target_type = models.CharField(max_length=80)
    target_id = models.CharField(max_length=64)
    target_label = models.CharField(max_length=300)
    changes = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["company_id", "-at", "-id"], name="event_by_company"),
            models.Index(fields=["root_id", "-at", "-id"], name="event_by_root"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="no_truncate",
                operation=pgtrigger.Truncate,
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                func="RAISE EXCEPTION 'the audit log is append-only';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_label}: {self.action} {self.target_label}"
