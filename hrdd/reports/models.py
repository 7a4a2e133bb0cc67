"""A run: one report asked for, frozen as plain data at that moment, rendered once in the worker."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from hrdd.accounts.models import Organisation
from hrdd.lib.models import Row
from hrdd.sharing.policy import Action
from hrdd.sharing.policy import State as PolicyState

HEARTBEAT_TIMEOUT = timedelta(seconds=45)
MAX_ATTEMPTS = 5


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, user: Any, action: Action = Action.FETCH_REPORT, *, on: datetime | None = None) -> Self:
        """Returns the runs of assessments whose reports she may fetch."""
        return self.filter(assessment__in=Assessment.objects.visible_to(user, action, on=on))

    def stuck(self, *, on: datetime) -> Self:
        """Returns runs whose worker went silent, or that no worker took up."""
        silent = Q(heartbeat_at__lt=on - HEARTBEAT_TIMEOUT) | Q(heartbeat_at=None, requested_at__lt=on - HEARTBEAT_TIMEOUT)
        return self.filter(silent, state_name__in=(Run.State.QUEUED, Run.State.RENDERING))

    def for_lists(self) -> Self:
        """Returns runs with what a list shows of them, newest first, without the frozen documents."""
        return self.defer("document").select_related("assessment", "requested_by").order_by("-requested_at", "-id")


class Run(Row):
    """One report. `document` never changes; `attempt` fences off workers that were given up."""

    PERSONAL_FIELDS: ClassVar = ("requested_by", "document", "file")
    OTHER_FIELDS: ClassVar = (
        "id", "company", "assessment", "kind", "language", "document_sha256", "state_name", "stage", "percent",
        "attempt", "heartbeat_at", "failure", "file_sha256", "file_size", "requested_at", "finished_at",
    )  # fmt: skip

    class Kind(models.TextChoices):
        SEVERITY = "severity", _("Risks to people, most severe first")

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting its turn")
        RENDERING = "rendering", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="runs")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.SEVERITY)
    language = models.CharField(max_length=8, default="en")
    document = models.BinaryField()
    document_sha256 = models.CharField(max_length=64)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    state_name = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    stage = models.CharField(max_length=40, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    attempt = models.PositiveSmallIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=500, blank=True)
    file = models.FileField(upload_to="reports/", blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_size = models.PositiveBigIntegerField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["assessment", "-requested_at"], name="run_by_assessment"),
            models.Index(
                fields=["heartbeat_at"], condition=Q(state_name__in=("queued", "rendering")), name="run_at_work"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state_name="ready") | ~Q(file=""), name="a_ready_run_has_its_file"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.requested_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """Returns the address of its page."""
        return reverse("reports:run", args=[self.pk])

    @property
    def shared_root(self) -> models.Model:
        """Returns the assessment, at which grants point."""
        return self.assessment

    @property
    def root_id(self) -> UUID:
        """Returns the assessment through which it is reached."""
        return self.assessment_id

    @property
    def state(self) -> PolicyState:
        """Returns the state of its assessment, which the policy judges."""
        return self.assessment.state

    @property
    def is_over(self) -> bool:
        """Returns whether nothing more happens by itself."""
        return self.state_name in (self.State.READY, self.State.FAILED)

    @property
    def file_name(self) -> str:
        """Returns the name under which it is downloaded: no title, no person."""
        day = timezone.localtime(self.requested_at).date()
        return f"{self.assessment.reference}-{self.kind}-{day.isoformat()}.pdf"
