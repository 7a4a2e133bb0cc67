from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from assessments.models.hanging import OnRisk, of_risk


class Standing(models.TextChoices):
    """Whether a risk is worked on. All are addressed in time; none is dropped because it ranks low."""

    OPEN = "open", _("Open")
    DEFERRED = "deferred", _("Deferred")
    CLOSED = "closed", _("Closed")


class RiskDecisionQuerySet(models.QuerySet["RiskDecision"]):
    def in_force(self) -> Self:
        """Returns decisions that took effect, the latest first; the first of a risk is the one that holds."""
        return self.filter(state=RiskDecision.State.IN_FORCE).order_by(
            Coalesce("answered_at", "decided_at").desc(), "-id"
        )

    def waiting_for(self, user: Any) -> Self:
        """Returns decisions that wait for this approver."""
        return self.filter(state=RiskDecision.State.WAITING, approver=user)


class RiskDecision(OnRisk):
    """A decision to close, defer or reopen a risk. Of band 4 and 5 it waits for a named approver."""

    PERSONAL_FIELDS: ClassVar = ("decided_by", "approver")
    OTHER_FIELDS: ClassVar = (
        "id", "risk", "standing", "ground", "reason", "until", "band_then", "decided_at", "state",
        "answered_at", "answer", "version",
    )  # fmt: skip

    class Ground(models.TextChoices):
        GONE = "gone", _("It cannot happen any more")
        REMEDIED = "remedied", _("It was stopped, and people were put right")
        ELSEWHERE = "elsewhere", _("It is dealt with under another risk")
        MISTAKEN = "mistaken", _("It was recorded by mistake")
        UNLIKELY = "unlikely", _("It is unlikely")
        COST = "cost", _("It costs too much now")
        ORDER = "order", _("More severe risks come first")
        BACK = "back", _("It has to be worked on again")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for the approver")
        IN_FORCE = "in_force", _("In force")
        DECLINED = "declined", _("Declined by the approver")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    risk = of_risk("decisions")
    standing = models.CharField(_("decision"), max_length=10, choices=Standing.choices)
    ground = models.CharField(_("ground"), max_length=10, choices=Ground.choices)
    reason = models.TextField(_("reason"), max_length=10_000)
    until = models.DateField(_("deferred until"), null=True, blank=True)
    band_then = models.PositiveSmallIntegerField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("the approver’s reason"), blank=True, max_length=10_000)
    version = models.PositiveIntegerField(default=1)

    objects = RiskDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["decided_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_decision_has_its_reason"),
            models.CheckConstraint(
                condition=~Q(state="in_force") | Q(standing="open") | Q(band_then__lt=4)
                | Q(approver__isnull=False, answered_at__isnull=False),
                name="a_grave_risk_is_set_aside_by_a_named_approver",
            ),
            models.CheckConstraint(
                condition=Q(approver=None) | ~Q(approver=F("decided_by")),
                name="a_decision_is_approved_by_someone_else",
            ),
            models.CheckConstraint(
                condition=~Q(standing="deferred") | Q(until__isnull=False), name="a_deferral_ends"
            ),
            models.UniqueConstraint(
                fields=["risk"], condition=Q(state="waiting"), name="one_decision_waits_per_risk"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_standing_display()}: {self.risk}"

    @property
    def took_effect_at(self) -> Any:
        """Returns when it came into force: with the approver's answer, or at once."""
        return self.answered_at or self.decided_at

    @property
    def is_waiting(self) -> bool:
        """Returns whether the approver has not answered yet."""
        return self.state == self.State.WAITING

    @property
    def is_in_force(self) -> bool:
        """Returns whether it took effect."""
        return self.state == self.State.IN_FORCE

    def is_past(self, *, on: date) -> bool:
        """Returns whether the day until which it puts the risk off has come."""
        return self.until is not None and self.until <= on
