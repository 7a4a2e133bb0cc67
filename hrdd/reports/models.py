"""A run: one report asked for, frozen as plain data at that moment, rendered once in the worker."""

import zlib
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from hrdd.accounts.models import Organisation
from hrdd.lib.models import Row
from hrdd.sharing.policy import Action
from hrdd.sharing.policy import State as PolicyState
from stakeholders.models import Input

# A worker beats every 3 seconds while it renders; six beats missed in a row mean that it is gone.
HEARTBEAT_TIMEOUT = timedelta(seconds=20)
MAX_TRIES = 5


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(
        self, user: Any, action: Action = Action.FETCH_REPORT, *, on: datetime | None = None
    ) -> Self:
        """Returns the runs of assessments whose reports she may fetch, and that are made for her to read."""
        fetched = self.filter(assessment__in=Assessment.objects.visible_to(user, action, on=on))
        inside = Assessment.objects.visible_to(user, Action.READ_INTERNAL, on=on)
        return fetched.filter(Q(readers=Run.Readers.EVERYONE) | Q(assessment__in=inside))

    def at_work(self) -> Self:
        """Returns runs that are not over."""
        return self.filter(state_name__in=(Run.State.QUEUED, Run.State.RENDERING))

    def stuck(self, *, on: datetime) -> Self:
        """Returns runs whose worker went silent, or that no worker took up."""
        return self.at_work().filter(heartbeat_at__lt=on - HEARTBEAT_TIMEOUT)

    def for_lists(self) -> Self:
        """Returns runs with what a list shows of them, newest first, without the frozen documents."""
        return self.with_document().defer("document").order_by("-requested_at", "-id")

    def with_document(self) -> Self:
        """Returns runs with their frozen documents and what access is decided on."""
        return self.select_related("assessment__system", "assessment__company", "requested_by")


class Run(Row):
    """One report. `attempt` fences off workers that were given up.

    `document` (deflated JSON) never changes once the report is issued; until then, only words whose consent
    was taken back are left out of it (hrdd.reports.attempts.recheck).

    `heartbeat_at` is the last sign of life: when it was queued, then each beat of its worker. `tries` counts
    attempts since a person asked; `attempt` only ever grows.
    """

    PERSONAL_FIELDS: ClassVar = ("requested_by", "document", "file")
    OTHER_FIELDS: ClassVar = (
        "id", "company", "assessment", "kind", "language", "readers", "document_sha256", "state_name",
        "stage", "percent", "attempt", "tries", "heartbeat_at", "failure", "file_sha256", "file_size",
        "requested_at", "finished_at",
    )  # fmt: skip

    class Kind(models.TextChoices):
        SEVERITY = "severity", _("Risks to people, most severe first")

    class Readers(models.TextChoices):
        """For whom it is made: that decides how much of the engagement log stands in it."""

        EVERYONE = "everyone", _("Everyone who can see the assessment")
        INSIDE = "inside", _("The company, and auditors it lets in")

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting its turn")
        RENDERING = "rendering", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="runs")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.SEVERITY)
    language = models.CharField(max_length=8, default="en")
    readers = models.CharField(max_length=10, choices=Readers.choices, default=Readers.EVERYONE)
    document = models.BinaryField()
    document_sha256 = models.CharField(max_length=64)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    state_name = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    stage = models.CharField(max_length=40, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    attempt = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
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
                fields=["heartbeat_at"],
                condition=Q(state_name__in=("queued", "rendering")),
                name="run_at_work",
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

    @staticmethod
    def stored(content: bytes) -> bytes:
        """Returns a document's JSON as the column keeps it: a quarter of its size, for a few milliseconds."""
        return zlib.compress(content, 1)

    @property
    def content(self) -> bytes:
        """Returns the frozen document's JSON, byte by byte what its digest was computed from."""
        return zlib.decompress(self.document)

    @property
    def is_over(self) -> bool:
        """Returns whether nothing more happens by itself."""
        return self.state_name in (self.State.READY, self.State.FAILED)

    @property
    def stage_in_words(self) -> str:
        """Returns what is being done now; the worker keeps it untranslated."""
        return gettext(self.stage) if self.stage else self.get_state_name_display()

    @property
    def is_ready(self) -> bool:
        """Returns whether there is a PDF to take."""
        return self.state_name == self.State.READY

    @property
    def has_failed(self) -> bool:
        """Returns whether it was given up; `failure` says why."""
        return self.state_name == self.State.FAILED

    @property
    def file_stem(self) -> str:
        """Returns the name under which it is downloaded, without its ending: no title, no person."""
        return f"{self.assessment.reference}-{self.kind}-{timezone.localdate(self.requested_at).isoformat()}"


class ReportedInput(Row):
    """What people said, as it was taken into a report; `with_words` says that their own words were, too.

    `left_out_at` is when it was left out again, before the report was issued.
    """

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "run", "input", "under", "with_words", "left_out_at")

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="reported")
    input = models.ForeignKey(Input, on_delete=models.CASCADE, related_name="reported")
    # The references of the risks under which it stands.
    under = models.TextField()
    with_words = models.BooleanField(default=False)
    left_out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "input"], name="one_row_per_input_and_run")]

    def __str__(self) -> str:
        return f"{self.input} in {self.run}"

    @property
    def company_id(self) -> UUID:
        """Returns the company whose report it is."""
        return self.run.company_id

    @property
    def root_id(self) -> UUID:
        """Returns the assessment through which it is reached."""
        return self.run.assessment_id
