"""What a claim rests on: a file, a link or a quotation, with its digest, its source and how sure it is."""

from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hrdd.accounts.models import Organisation
from hrdd.evidence.scan import Verdict
from hrdd.lib.models import Row

# What the table takes; the setting EVIDENCE_MAX_BYTES may say less.
LARGEST = 25 * 1024 * 1024


class ClaimStatus(models.TextChoices):
    """How sure it is that what is claimed happened, and who says so. Not of evidence alone."""

    ALLEGED = "alleged", _("alleged: someone says so")
    REPORTED = "reported", _("reported: in the press, in research or by an organisation")
    SELF_ACKNOWLEDGED = "self_acknowledged", _("acknowledged by the company itself")
    REGULATOR_FINDING = "regulator_finding", _("found by a regulator")
    COURT_FINDING = "court_finding", _("found by a court")
    SETTLED_NO_ADMISSION = "settled_no_admission", _("settled, without admitting it")
    DISPUTED = "disputed", _("disputed: others say otherwise")


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def of_root(self, root_id: UUID) -> Self:
        """Returns the evidence reached through this root; whether she sees the root is asked before."""
        return self.filter(root_id=root_id)

    def in_full(self) -> Self:
        """Returns evidence in the order in which it was added, with who added it."""
        return self.select_related("company", "added_by").order_by("added_at", "id")


class Evidence(Row):
    """One piece of evidence. `root_id` is the root through which it is reached; its content never changes.

    What it supports, or speaks against, is said by the apps that link to it. `sha256` is of the stored bytes,
    of the quotation in UTF-8, or of the address.
    """

    PERSONAL_FIELDS: ClassVar = (
        "title", "url", "quotation", "file", "file_name", "source", "note", "added_by",
    )  # fmt: skip
    OTHER_FIELDS: ClassVar = (
        "id", "company", "root_id", "kind", "media_type", "size", "sha256", "sha256_received", "scan",
        "read_on", "claim_status", "added_at", "version",
    )  # fmt: skip

    class Kind(models.TextChoices):
        FILE = "file", _("File")
        LINK = "link", _("Link")
        QUOTATION = "quotation", _("Quotation")

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    root_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=2_000, blank=True)
    quotation = models.TextField(max_length=20_000, blank=True)
    file = models.FileField(blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    sha256_received = models.CharField(max_length=64, blank=True)
    scan = models.CharField(max_length=12, choices=Verdict.choices, blank=True)
    source = models.CharField(max_length=500, blank=True)
    read_on = models.DateField()
    claim_status = models.CharField(max_length=24, choices=ClaimStatus.choices)
    note = models.TextField(max_length=5_000, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="evidence_is_what_its_kind_says",
                condition=(
                    Q(kind="file", url="", quotation="", size__gte=1, size__lte=LARGEST)
                    & Q(scan__in=Verdict.values, size__isnull=False)
                    & ~(Q(file="") | Q(file_name="") | Q(media_type=""))
                )
                | (
                    Q(kind="link", url__regex=r"^https?://.", quotation="", size=None, scan="")
                    & Q(file="", file_name="", media_type="", sha256_received="")
                )
                | (
                    Q(kind="quotation", url="", size=None, scan="", file="", file_name="", media_type="")
                    & Q(sha256_received="")
                    & ~Q(quotation="")
                ),
            ),
            models.CheckConstraint(
                name="evidence_has_its_digest",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$") & Q(sha256_received__regex=r"^([0-9a-f]{64})?$"),
            ),
            models.CheckConstraint(
                name="evidence_says_how_sure_it_is", condition=Q(claim_status__in=ClaimStatus.values)
            ),
            models.UniqueConstraint(
                name="one_evidence_per_stored_file", fields=["file"], condition=~Q(file="")
            ),
        ]

    def __str__(self) -> str:
        # The log keeps this for good, so it names neither title nor file.
        return f"{self.get_kind_display()} {self.sha256[:12]}"

    @property
    def is_file(self) -> bool:
        """Returns whether there is a file to take."""
        return self.kind == self.Kind.FILE

    @property
    def is_link(self) -> bool:
        """Returns whether it is an address elsewhere."""
        return self.kind == self.Kind.LINK

    @property
    def is_quotation(self) -> bool:
        """Returns whether it is somebody's words."""
        return self.kind == self.Kind.QUOTATION

    @property
    def was_cleaned(self) -> bool:
        """Returns whether what is stored differs from what was received."""
        return bool(self.sha256_received)

    @property
    def is_scanned(self) -> bool:
        """Returns whether a virus scanner saw the file and found nothing."""
        return self.scan == Verdict.CLEAN
