from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from assessments.models.assessment import Assessment
from assessments.models.decision import Standing
from assessments.models.hanging import OnRisk, of_risk

BY_DAY = ("due_on", F("risk__order_key").desc(), "id")


class MeasureQuerySet(models.QuerySet["Measure"]):
    def open(self) -> Self:
        """Returns measures that are still to be done."""
        return self.filter(status__in=(Measure.Status.PLANNED, Measure.Status.UNDER_WAY))

    def at_work(self) -> Self:
        """Returns open measures about standing risks of assessments that no later one has replaced."""
        closed, replaced = Standing.CLOSED, Assessment.Status.SUPERSEDED
        return self.open().exclude(risk__standing=closed).exclude(risk__assessment__status=replaced)

    def by_day(self) -> Self:
        """Returns measures by their day, those without one last, of each day the most severe risk's first."""
        return self.order_by(*BY_DAY)

    def by_owner(self) -> Self:
        """Returns measures that have an owner by the owner's name, and of each owner by day."""
        return self.order_by("owner__name", "owner_id", *BY_DAY)

    def for_portfolio(self) -> Self:
        """Returns measures with what a list across assessments shows."""
        return self.select_related("owner", "risk__assessment__system")

    def overdue(self, *, on: date) -> Self:
        """Returns open measures whose day is past."""
        return self.open().filter(due_on__lt=on)


class Measure(OnRisk):
    """Something the company does about a risk."""

    PERSONAL_FIELDS: ClassVar = ("owner", "created_by")
    OTHER_FIELDS: ClassVar = (
        "id", "risk", "title", "due_on", "status", "note", "created_at", "version",
    )  # fmt: skip

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    risk = of_risk("measures")
    title = models.CharField(_("what is done"), max_length=500)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PLANNED)
    note = models.TextField(_("note"), blank=True, max_length=10_000)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["owner", "due_on"], name="measure_by_owner")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> Any:
        """Returns whether it is still to be done."""
        return self.status in (self.Status.PLANNED, self.Status.UNDER_WAY)

    def is_overdue(self, *, on: date) -> bool:
        """Returns whether its day is past and it is still to be done."""
        return bool(self.is_open) and self.due_on is not None and self.due_on < on
