from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.models.assessment import Assessment
from assessments.models.risk import Risk
from assessments.models.system import System
from assessments.moments import Fate, fate
from hrdd.accounts.models import Organisation
from hrdd.lib.models import Row


class MomentQuerySet(models.QuerySet["Moment"]):
    def open(self) -> Self:
        """Returns moments that were neither answered by an assessment nor waived."""
        return self.filter(assessment=None, waived_at=None)

    def over(self) -> Self:
        """Returns moments that were answered or waived."""
        return self.exclude(assessment=None, waived_at=None)

    def overdue(self, *, on: date) -> Self:
        """Returns open moments whose day is past."""
        return self.open().filter(expected_by__lt=on)

    def proposed(self) -> Self:
        """Returns open moments that the workbench proposed and nobody has decided on."""
        return self.open().filter(accepted_at=None).exclude(proposed_because="")

    def by_day(self) -> Self:
        """Returns moments by the day they are expected, with what lists show of them."""
        return self.select_related("system", "assessment", "waived_by").order_by("expected_by", "id")


class Moment(Row):
    """A time at which a system has to be looked at (practice P2.1): answered by an assessment, or waived."""

    PERSONAL_FIELDS: ClassVar = ("created_by", "waived_by")
    OTHER_FIELDS: ClassVar = (
        "id", "company", "system", "kind", "what", "expected_by", "proposed_because", "risk", "accepted_at",
        "assessment", "answered_at", "waived_reason", "waived_at", "created_at", "version",
    )  # fmt: skip

    class Kind(models.TextChoices):
        DATA = "data_collection", _("Start of data collection")
        CAPABILITY = "capability", _("New capability or modality")
        FINE_TUNING = "fine_tuning", _("Round of fine-tuning")
        WEIGHTS = "weights", _("Release of weights")
        INTERFACE = "interface", _("Opening an interface")
        MARKET = "market", _("New customer segment or country")
        AGENT = "agent", _("Permission to act on its own")
        CONTEXT = "context", _("Change of context: conflict, election, unrest")
        INCIDENT = "incident", _("Grave or extreme incident")
        COMPLAINT = "complaint", _("Complaint by a regulator or a National Contact Point")
        REVIEW = "review", _("Periodic review")
        RETIREMENT = "retirement", _("Retirement")

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="moments")
    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="moments")
    kind = models.CharField(_("kind of moment"), max_length=20, choices=Kind.choices)
    what = models.CharField(_("what happens then"), max_length=300)
    expected_by = models.DateField(_("expected by"))
    # Empty when a person planned it; otherwise what made the workbench propose it.
    proposed_because = models.CharField(max_length=300, blank=True)
    risk = models.ForeignKey(Risk, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    assessment = models.ForeignKey(
        Assessment, null=True, blank=True, on_delete=models.PROTECT, related_name="moments"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    waived_reason = models.TextField(_("why it is skipped"), blank=True, max_length=5_000)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    waived_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = MomentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["company", "expected_by"],
                condition=Q(assessment=None, waived_at=None),
                name="moment_open",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(waived_at=None, waived_by=None, waived_reason="")
                | Q(waived_at__isnull=False, waived_by__isnull=False) & ~Q(waived_reason=""),
                name="a_waiver_has_who_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(waived_at=None) | Q(assessment=None), name="a_moment_is_answered_or_waived"
            ),
            models.CheckConstraint(
                condition=Q(assessment=None, answered_at=None)
                | Q(assessment__isnull=False, answered_at__isnull=False),
                name="an_answered_moment_says_when",
            ),
            models.UniqueConstraint(
                F("system"), F("kind"), F("risk"),
                condition=Q(assessment=None, waived_at=None, risk__isnull=False),
                name="one_open_moment_per_incident_risk",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.what}"

    def get_absolute_url(self) -> str:
        """Returns the address of its page."""
        return reverse("assessments:moment", args=[self.system_id, self.pk])

    @property
    def root_id(self) -> Any:
        """Returns the system through which it is reached."""
        return self.system_id

    def fate_on(self, today: date) -> Fate:
        """Returns what became of it, or will have to, as seen on this day."""
        return fate(
            expected_by=self.expected_by,
            today=today,
            is_proposal=self.is_proposed,
            is_answered=self.assessment_id is not None,
            is_waived=self.waived_at is not None,
        )

    @property
    def is_proposed(self) -> bool:
        """Returns whether the workbench proposed it and nobody has said yes or no."""
        return bool(self.proposed_because) and not (self.accepted_at or self.is_over)

    @property
    def is_over(self) -> bool:
        """Returns whether it was answered or waived."""
        return self.assessment_id is not None or self.waived_at is not None
