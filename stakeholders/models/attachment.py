from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hrdd.evidence.models import LARGEST
from hrdd.evidence.scan import Verdict
from stakeholders.confidentiality import Level
from stakeholders.models.engagement import ConfidentialityLevel
from stakeholders.models.hanging import OnEngagement, of_engagement
from stakeholders.models.hold import held


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def at_levels(self, levels: Any) -> Self:
        """Returns files of these levels."""
        return self.filter(level__in=[Level(level).value for level in levels])

    def in_full(self) -> Self:
        """Returns files in the order in which they came, with who added them."""
        return self.select_related("added_by").order_by("added_at", "id")


class Attachment(OnEngagement):
    """A file on an engagement. What names people is sealed before it reaches the store, whatever was chosen.

    Of a sealed one the columns about it are empty: its name in the list is its kind and number. `size` and
    `sha256` of an open one are of the stored bytes.
    """

    PERSONAL_FIELDS: ClassVar = ("title", "file", "file_name", "added_by", "sealed")
    OTHER_FIELDS: ClassVar = (
        "id", "engagement", "number", "kind", "names_people", "level", "media_type", "size", "sha256",
        "sha256_received", "scan", "added_at", "version",
    )  # fmt: skip

    class Kind(models.TextChoices):
        AGENDA = "agenda", _("Agenda or invitation")
        INFORMATION = "information", _("What people were given to read")
        MINUTES = "minutes", _("Minutes")
        PHOTO = "photo", _("Picture")
        RECORDING = "recording", _("Recording")
        ATTENDANCE = "attendance", _("Attendance list")
        OTHER = "other", _("Something else")

    engagement = of_engagement("attachments")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("what it is"), max_length=12, choices=Kind.choices)
    names_people = models.BooleanField(_("people can be known by it"), default=False)
    level = models.CharField(_("who may take it"), max_length=10, choices=ConfidentialityLevel.choices)
    title = models.CharField(_("title"), blank=True, max_length=300)
    file = models.FileField()
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    sha256_received = models.CharField(max_length=64, blank=True)
    scan = models.CharField(max_length=12, choices=Verdict.choices)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "number"], name="one_file_per_number"),
            models.UniqueConstraint(fields=["file"], name="one_attachment_per_stored_file"),
            models.CheckConstraint(
                condition=Q(
                    level="sealed", sealed__isnull=False, title="", file_name="", media_type="", size=None,
                    sha256="", sha256_received="",
                )
                | ~Q(level="sealed") & Q(sealed=None, size__gte=1, size__lte=LARGEST, size__isnull=False)
                & Q(sha256__regex=r"^[0-9a-f]{64}$") & ~Q(file_name="") & ~Q(media_type=""),
                name="a_sealed_file_says_nothing",
            ),
            models.CheckConstraint(
                condition=Q(level="sealed") | ~Q(kind="attendance") & Q(names_people=False),
                name="what_names_people_is_sealed",
            ),
        ]  # fmt: skip
        triggers = [held("attachment")]

    def __str__(self) -> str:
        # The log keeps this for good, so it names neither title nor file.
        return f"{self.get_kind_display()} {self.number}"

    @property
    def is_sealed(self) -> bool:
        """Returns whether it opens to two people together only."""
        return self.level == Level.SEALED

    @property
    def must_be_sealed(self) -> bool:
        """Returns whether people can be known by it, so that no other level is to be had."""
        return self.names_people or self.kind == self.Kind.ATTENDANCE
