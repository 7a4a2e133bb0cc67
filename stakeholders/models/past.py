"""A table of past engagements on its way into the log: handed in, looked at, then written all at once."""

import json
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hrdd.accounts.models import Organisation
from hrdd.lib.models import Row
from hrdd.lib.sealing import seal, unseal
from hrdd.sharing.policy import State
from hrdd.sharing.visibility import RootQuerySet


class PastQuerySet(RootQuerySet):
    def for_lists(self) -> "PastQuerySet":
        """Returns tables with what lists show of them, without what is in them, the latest first."""
        related = self.select_related("company", "requested_by").defer("table")
        return related.order_by("-requested_at", "-id")


class PastEngagements(Row):
    """One table. It may name people: it is sealed, and let go once it is written or thrown away."""

    PERSONAL_FIELDS: ClassVar = ("requested_by", "file_name", "table")
    OTHER_FIELDS: ClassVar = (
        "id", "company", "sha256", "rows", "mapping", "progress", "first_number", "last_number",
        "requested_at", "finished_at", "version",
    )  # fmt: skip

    class Progress(models.TextChoices):
        WAITING = "waiting", _("Nothing written yet")
        DONE = "done", _("Done")
        THROWN_AWAY = "thrown_away", _("Thrown away, nothing was written")

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    table = models.BinaryField(default=b"")
    rows = models.PositiveIntegerField()
    mapping = models.JSONField(default=dict, blank=True)
    progress = models.CharField(max_length=12, choices=Progress.choices, default=Progress.WAITING)
    first_number = models.PositiveIntegerField(null=True, blank=True)
    last_number = models.PositiveIntegerField(null=True, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PastQuerySet.as_manager()

    def __str__(self) -> str:
        return f"table of {self.rows} past engagements"

    def get_absolute_url(self) -> str:
        """Returns the address of its page."""
        return reverse("stakeholders:past", args=[self.pk])

    @property
    def shared_root(self) -> models.Model:
        """Returns itself: a table is its company's own."""
        return self

    @property
    def root_id(self) -> Any:
        """Returns its own id, under which the log keeps what happens to it."""
        return self.id

    @property
    def state(self) -> State:
        """Returns open: what is over is told by the action."""
        return State.OPEN

    @property
    def is_over(self) -> bool:
        """Returns whether nothing more can happen to it."""
        return self.progress != self.Progress.WAITING

    @staticmethod
    def sealed(header: Any, records: Any) -> bytes:
        """Returns header and numbered rows as the column keeps them."""
        return seal(json.dumps({"header": header, "rows": records}, ensure_ascii=False))

    @property
    def content(self) -> dict[str, Any]:
        """Returns the table: `header`, and `rows` of [number in the file, texts]."""
        found: dict[str, Any] = json.loads(unseal(self.table))
        return found
