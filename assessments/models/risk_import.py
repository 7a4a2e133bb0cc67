"""A table of risks on its way into an assessment: handed in, checked, then written all at once."""

import zlib
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

import orjson
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from assessments.models.assessment import Assessment
from hrdd.lib.models import Row

# The worker gives a sign of life with every batch of rows, which takes a second or two.
HEARTBEAT_TIMEOUT = timedelta(seconds=30)
MAX_TRIES = 3
KEPT = timedelta(days=7)
MOST_PROBLEMS = 500


class RiskImportQuerySet(models.QuerySet["RiskImport"]):
    def for_lists(self) -> Self:
        """Returns imports with what lists show of them, without their tables, newest first."""
        return self.select_related("requested_by").defer("table").order_by("-requested_at", "-id")

    def at_work(self) -> Self:
        """Returns imports that a worker has, or should have."""
        return self.filter(state__in=(RiskImport.State.CHECKING, RiskImport.State.IMPORTING))

    def stuck(self, *, on: datetime) -> Self:
        """Returns imports whose worker went silent, or that no worker took up."""
        return self.at_work().filter(heartbeat_at__lt=on - HEARTBEAT_TIMEOUT)

    def forgotten(self, *, on: datetime) -> Self:
        """Returns imports that nobody went on with for a week; their tables are let go."""
        waiting = (RiskImport.State.UPLOADED, RiskImport.State.CHECKED)
        return self.filter(state__in=waiting, requested_at__lt=on - KEPT)


class RiskImport(Row):
    """One table of risks. `table` (deflated JSON) is let go once the import is over."""

    PERSONAL_FIELDS: ClassVar = ("requested_by", "file_name", "table", "problems")
    OTHER_FIELDS: ClassVar = (
        "id", "company", "assessment", "sha256", "rows", "mapping", "leave_out", "state", "problem_rows",
        "good_rows", "first_number", "last_number", "claimed", "attempt", "tries", "heartbeat_at",
        "cancel_asked_at", "failure", "requested_at", "finished_at", "version",
    )  # fmt: skip

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Say which column is what")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked, nothing written yet")
        IMPORTING = "importing", _("Being written")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled, nothing was written")
        FAILED = "failed", _("Failed, nothing was written")

    company = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    table = models.BinaryField(default=b"")
    rows = models.PositiveIntegerField()
    mapping = models.JSONField(default=dict, blank=True)
    leave_out = models.BooleanField(_("leave out the rows that have problems"), default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    problems = models.JSONField(default=list, blank=True)
    problem_rows = models.PositiveIntegerField(default=0)
    good_rows = models.PositiveIntegerField(default=0)
    first_number = models.PositiveIntegerField(null=True, blank=True)
    last_number = models.PositiveIntegerField(null=True, blank=True)
    # Whether a worker has taken it up since it was last sent.
    claimed = models.BooleanField(default=False)
    attempt = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=500, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = RiskImportQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["assessment", "-requested_at"], name="import_by_assessment"),
            models.Index(
                fields=["heartbeat_at"],
                condition=Q(state__in=("checking", "importing")),
                name="import_at_work",
            ),
        ]

    def __str__(self) -> str:
        return f"table of {self.rows} rows"

    def get_absolute_url(self) -> str:
        """Returns the address of its page."""
        return reverse("assessments:risk_import", args=[self.assessment_id, self.pk])

    @property
    def root_id(self) -> Any:
        """Returns the assessment through which it is reached."""
        return self.assessment_id

    @property
    def is_at_work(self) -> bool:
        """Returns whether a worker has it."""
        return self.state in (self.State.CHECKING, self.State.IMPORTING)

    @property
    def is_over(self) -> bool:
        """Returns whether nothing more can happen to it."""
        return self.state in (self.State.DONE, self.State.CANCELLED, self.State.FAILED)

    @property
    def can_be_written(self) -> bool:
        """Returns whether it was checked and has rows that may be written."""
        clean = self.leave_out or not self.problem_rows
        return self.state == self.State.CHECKED and clean and self.good_rows > 0

    @property
    def failure_in_words(self) -> str:
        """Returns why it failed; the worker keeps it untranslated."""
        return _g(self.failure) if self.failure else ""

    @staticmethod
    def stored(header: Any, records: Any) -> bytes:
        """Returns header and numbered rows as the column keeps them."""
        return zlib.compress(orjson.dumps({"header": header, "rows": records}), 1)

    @property
    def content(self) -> dict[str, Any]:
        """Returns the table: `header`, and `rows` of [number in the file, texts]."""
        found: dict[str, Any] = orjson.loads(zlib.decompress(self.table))
        return found
