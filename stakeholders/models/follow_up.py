from datetime import date, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stakeholders.models.hanging import OnEngagement, of_engagement
from stakeholders.models.hold import held
from stakeholders.safety import ESCALATES_AFTER


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def due(self, *, on: date) -> Self:
        """Returns checks that have to be made by this day and were not."""
        return self.filter(done_on=None, due_on__lte=on)

    def escalated(self, *, on: date) -> Self:
        """Returns checks missed for so long that others than their owner have to know."""
        return self.filter(done_on=None, due_on__lt=on - timedelta(days=ESCALATES_AFTER))


class FollowUp(OnEngagement):
    """A day by which participants are asked whether anything was done to them because they spoke."""

    PERSONAL_FIELDS: ClassVar = ("done_by", "note")
    OTHER_FIELDS: ClassVar = ("id", "engagement", "due_on", "done_on", "outcome", "done_at", "version")

    class Outcome(models.TextChoices):
        SAFE = "safe", _("Nothing was done to them")
        REPRISAL = "reprisal", _("Something was done to them")
        NOT_REACHED = "not_reached", _("They could not be reached")

    engagement = of_engagement("follow_ups")
    due_on = models.DateField(_("by"))
    done_on = models.DateField(_("asked on"), null=True, blank=True)
    outcome = models.CharField(_("what they said"), max_length=12, choices=Outcome.choices, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=5_000)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "due_on"], name="one_check_per_day"),
            models.CheckConstraint(
                condition=Q(done_on=None, outcome="", done_by=None)
                | Q(done_on__isnull=False, done_by__isnull=False) & ~Q(outcome=""),
                name="a_check_that_was_made_has_its_outcome",
            ),
        ]
        triggers = [held("check")]

    def __str__(self) -> str:
        return f"check by {self.due_on:%Y-%m-%d} after {self.engagement}"
