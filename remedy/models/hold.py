"""What must not be deleted, because a court or an authority may ask for it."""

from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from remedy.models.case import Case
from remedy.models.told import OnCase


class CaseHoldQuerySet(models.QuerySet["CaseHold"]):
    def running(self) -> Self:
        """Returns holds that were not ended."""
        return self.filter(ended_on=None)


class CaseHold(OnCase):
    """A case is kept whatever its day says, and whatever its person asks: by whom, since when, until when.

    Why is read by those who handle the case alone: both reasons are locked with its key.
    """

    PERSONAL_FIELDS: ClassVar = ("placed_by", "ended_by", "reason", "end_reason")
    OTHER_FIELDS: ClassVar = ("id", "case", "placed_on", "ended_on")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="holds")
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placed_on = models.DateField()
    reason = models.BinaryField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.BinaryField(null=True, blank=True)

    objects = CaseHoldQuerySet.as_manager()

    class Meta:
        ordering = ["-placed_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None, end_reason=None)
                | Q(ended_on__isnull=False, ended_by__isnull=False, end_reason__isnull=False),
                name="a_case_hold_is_ended_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_on=None), name="one_running_hold_per_case"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="runs_until_it_is_ended",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__ended_on__isnull=True),
            ),
            pgtrigger.Protect(
                name="ended_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"legal hold on {self.case}"

    @property
    def is_running(self) -> bool:
        """Returns whether it still stops deletion."""
        return self.ended_on is None
