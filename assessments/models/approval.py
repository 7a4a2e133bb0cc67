from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.models.assessment import Assessment
from assessments.models.system import SystemVersion
from hrdd.lib.models import Row

# Nobody approves what she alone wrote: whoever recorded or last changed a risk, or judged one, is an author.
OTHERS_WROTE_TOO = """
    IF NEW.state = 'approved' AND NOT EXISTS (
        SELECT 1 FROM assessments_risk AS r WHERE r.assessment_id = NEW.assessment_id
            AND (r.created_by_id <> NEW.decided_by_id OR r.updated_by_id <> NEW.decided_by_id)
    ) AND EXISTS (SELECT 1 FROM assessments_risk AS r WHERE r.assessment_id = NEW.assessment_id) THEN
        RAISE EXCEPTION 'the only author of an assessment cannot approve it';
    END IF;
    RETURN NEW;
"""


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def granted(self) -> Self:
        """Returns approvals that were given, the newest first."""
        return self.filter(state__in=(Approval.State.APPROVED, Approval.State.SUPERSEDED)).order_by("-number")

    def in_full(self) -> Self:
        """Returns submissions and approvals with what lists show of them, the latest first."""
        people = self.select_related("submitted_by", "decided_by", "system_version", "snapshot")
        return people.defer("snapshot__content").order_by("-submitted_at", "-id")

    def waiting(self) -> Self:
        """Returns submissions that wait for an approver."""
        return self.filter(state=Approval.State.SUBMITTED)


class Approval(Row):
    """One version of an assessment on its way: submitted, then approved, returned or taken back."""

    PERSONAL_FIELDS: ClassVar = ("submitted_by", "decided_by")
    OTHER_FIELDS: ClassVar = (
        "id", "assessment", "number", "system_version", "state", "submitted_at", "note", "decided_at",
        "reason", "outdated_at", "version",
    )  # fmt: skip

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("In review")
        RETURNED = "returned", _("Returned with a reason")
        TAKEN_BACK = "taken_back", _("Taken back")
        APPROVED = "approved", _("Approved")
        SUPERSEDED = "superseded", _("Superseded by a later version")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="approvals")
    number = models.PositiveIntegerField()
    system_version = models.ForeignKey(
        SystemVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUBMITTED)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    note = models.TextField(_("note to the approver"), blank=True, max_length=5_000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True, max_length=10_000)
    # Set by the first edit after approval: what was approved is then no longer what stands in the register.
    outdated_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["submitted_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("approved", "superseded"))
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decided_by=F("submitted_by")),
                name="the_approver_is_not_the_submitter",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(reason=""), name="a_return_has_its_reason"
            ),
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(state="submitted"), name="one_submission_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["assessment", "number"],
                condition=Q(state__in=("approved", "superseded")),
                name="one_approval_per_number",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="not_the_only_author",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=OTHERS_WROTE_TOO,
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessment.reference}, version {self.number}"

    @property
    def company_id(self) -> Any:
        """Returns the company whose assessment this is."""
        return self.assessment.company_id

    @property
    def root_id(self) -> Any:
        """Returns the assessment through which it is reached."""
        return self.assessment_id


class Snapshot(Row):
    """What was approved, as canonical JSON (deflated) with its digest. Never changed, never deleted."""

    PERSONAL_FIELDS: ClassVar = ("content",)
    OTHER_FIELDS: ClassVar = ("id", "approval", "assessment", "number", "sha256", "size", "created_at")

    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, related_name="snapshot")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField()
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="one_snapshot_per_number")
        ]
        triggers = [
            pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="no_truncate",
                operation=pgtrigger.Truncate,
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                func="RAISE EXCEPTION 'approved versions are never deleted';",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.assessment.reference}"

    @property
    def company_id(self) -> Any:
        """Returns the company whose assessment this is."""
        return self.assessment.company_id

    @property
    def root_id(self) -> Any:
        """Returns the assessment through which it is reached."""
        return self.assessment_id
