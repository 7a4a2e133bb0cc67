from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from assessments.models.value_chain import Stage
from hrdd.lib.models import Row
from stakeholders.models.engagement import Engagement, Method
from stakeholders.models.group import StakeholderGroup


class PlannedEngagement(Row):
    """A group to be heard for an assessment: at which stage, how, by whom, until when, for how much."""

    PERSONAL_FIELDS: ClassVar = ("owner", "created_by")
    OTHER_FIELDS: ClassVar = (
        "id", "assessment", "group", "stage", "method", "planned_on", "budget", "currency", "proxy_reason",
        "engagement", "created_at", "version",
    )  # fmt: skip

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="planned_engagements")
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="planned")
    stage = models.CharField(_("lifecycle stage"), max_length=30, choices=Stage.choices)
    method = models.CharField(_("method"), max_length=20, choices=Method.choices)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    planned_on = models.DateField(_("when"))
    # In whole units of the currency (ISO 4217); 0 says that it costs nothing, null that nobody said.
    budget = models.PositiveIntegerField(
        _("budget"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    proxy_reason = models.TextField(_("why not the people themselves"), blank=True, max_length=5_000)
    # What came of it.
    engagement = models.ForeignKey(
        Engagement, null=True, blank=True, on_delete=models.PROTECT, related_name="planned_as"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["planned_on", "id"]

    def __str__(self) -> str:
        return f"{self.group}, {self.get_stage_display()}"

    @property
    def company_id(self) -> Any:
        """Returns the company whose plan this is."""
        return self.assessment.company_id

    @property
    def root_id(self) -> Any:
        """Returns the assessment whose plan this is."""
        return self.assessment_id


class NotSought(Row):
    """Why a group is not heard at a stage. The reason stands in the grid and in every report."""

    PERSONAL_FIELDS: ClassVar = ("said_by",)
    OTHER_FIELDS: ClassVar = ("id", "assessment", "group", "stage", "reason", "said_at", "version")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="not_sought")
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="not_sought")
    stage = models.CharField(_("lifecycle stage"), max_length=30, choices=Stage.choices)
    reason = models.TextField(_("not sought because"), max_length=5_000)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "group", "stage"], name="one_reason_per_cell"),
            models.CheckConstraint(condition=~Q(reason=""), name="not_sought_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.get_stage_display()}: not sought"

    @property
    def company_id(self) -> Any:
        """Returns the company whose plan this is."""
        return self.assessment.company_id

    @property
    def root_id(self) -> Any:
        """Returns the assessment whose plan this is."""
        return self.assessment_id
