from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models

from assessments.models.assessment import Assessment
from assessments.models.risk import Risk
from hrdd.lib.models import Row


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, user: Any) -> Self:
        """Returns the drafts she wrote herself; nobody else sees them."""
        return self.filter(user=user)

    def for_form(self, assessment: Assessment, risk: Risk | None) -> Self:
        """Returns the drafts of this form, the latest first: of a risk, or of a new one (None)."""
        return self.filter(assessment=assessment, risk=risk).order_by("-saved_at", "-id")

    def in_assessment(self, assessment: Assessment) -> Self:
        """Returns the drafts of one assessment with the risks they are about, the latest first."""
        return self.filter(assessment=assessment).select_related("risk").order_by("-saved_at", "-id")

    def saved_before(self, moment: Any) -> Self:
        """Returns drafts that nobody has written on since."""
        return self.filter(saved_at__lt=moment)


class Draft(Row):
    """What somebody has typed into a risk form and not saved yet. Private to her; changes no risk.

    One row per window with the form open: `key` is made with the form, so two windows never overwrite
    each other.
    """

    PERSONAL_FIELDS: ClassVar = ("user", "data", "saved_at")
    OTHER_FIELDS: ClassVar = ("id", "assessment", "risk", "key", "based_on_version")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="drafts")
    # Empty for a risk that is not recorded yet.
    risk = models.ForeignKey(Risk, null=True, blank=True, on_delete=models.CASCADE, related_name="drafts")
    key = models.UUIDField()
    # Field of the form -> the texts posted for it.
    data = models.JSONField()
    # The version of the risk she began from; saving a draft of an older one shows both texts.
    based_on_version = models.PositiveIntegerField(null=True, blank=True)
    saved_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft_per_window")]
        indexes = [models.Index(fields=["saved_at"], name="draft_by_age")]

    def __str__(self) -> str:
        return f"Draft of {self.saved_at:%Y-%m-%d %H:%M}"

    @property
    def company_id(self) -> UUID:
        """Returns the company whose assessment it belongs to."""
        return self.assessment.company_id

    @property
    def root_id(self) -> Any:
        """Returns the assessment through which it is reached."""
        return self.assessment_id

    @property
    def title(self) -> str:
        """Returns the sentence she has typed so far, to tell drafts apart."""
        return next(iter(self.data.get("title") or ()), "")
