"""What must not be deleted, because a court or an authority may ask for it."""

from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hrdd.lib.models import Row

RUNNING = (
    "EXISTS (SELECT 1 FROM stakeholders_legalhold h WHERE h.{column} = OLD.{key} AND h.ended_at IS NULL)"
)
REFUSES = "IF {running} THEN RAISE EXCEPTION 'a legal hold stops this deletion'; END IF; RETURN OLD;"


def held(noun: str, *, column: str = "engagement_id", key: str = "engagement_id") -> pgtrigger.Trigger:
    """Returns the trigger by which the database refuses to delete a row while a hold runs on its record."""
    return pgtrigger.Trigger(
        name=f"held_{noun}",
        operation=pgtrigger.Delete,
        when=pgtrigger.Before,
        func=REFUSES.format(running=RUNNING.format(column=column, key=key)),
    )


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    def running(self) -> Self:
        """Returns holds that were not ended."""
        return self.filter(ended_at=None)


class LegalHold(Row):
    """A record, or who a contact is, is kept whatever its date says: by whom, why, since when, until when."""

    PERSONAL_FIELDS: ClassVar = ("placed_by", "ended_by")
    OTHER_FIELDS: ClassVar = (
        "id", "engagement", "contact", "reason", "placed_at", "ended_at", "end_reason",
    )  # fmt: skip

    engagement = models.ForeignKey(
        "stakeholders.Engagement", null=True, blank=True, on_delete=models.CASCADE, related_name="holds"
    )
    contact = models.ForeignKey(
        "stakeholders.Contact", null=True, blank=True, on_delete=models.CASCADE, related_name="holds"
    )
    reason = models.TextField(_("why it must be kept"), max_length=2_000)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.TextField(_("why it ends"), blank=True, max_length=2_000)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ["-placed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(engagement__isnull=False, contact=None)
                | Q(engagement=None, contact__isnull=False),
                name="a_hold_is_on_one_thing",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_hold_has_its_reason"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, end_reason="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason=""),
                name="a_hold_is_ended_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["engagement"], condition=Q(ended_at=None), name="one_running_hold_per_record"
            ),
            models.UniqueConstraint(
                fields=["contact"], condition=Q(ended_at=None), name="one_running_hold_per_contact"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="runs_until_it_is_ended",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__ended_at__isnull=True),
            ),
            pgtrigger.Protect(
                name="ended_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"legal hold on {self.engagement or self.contact}"

    @property
    def is_running(self) -> bool:
        """Returns whether it still stops deletion."""
        return self.ended_at is None

    @property
    def company_id(self) -> Any:
        """Returns the company whose log this stands in."""
        return (self.engagement or self.contact).company_id  # type: ignore[union-attr]

    @property
    def root_id(self) -> Any:
        """Returns the engagement, or the group, through which it is reached."""
        return self.engagement_id or (self.contact.group_id if self.contact else None)
