from datetime import datetime
from typing import Any, ClassVar, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.models.system import System, SystemVersion
from hrdd.accounts.models import Organisation
from hrdd.lib.models import Row
from hrdd.sharing.policy import State
from hrdd.sharing.visibility import RootQuerySet
from taxonomy.models import Edition


class AssessmentQuerySet(RootQuerySet):
    def at_work(self) -> Self:
        """Returns assessments that no later one has replaced."""
        return self.exclude(status=Assessment.Status.SUPERSEDED)

    def for_lists(self) -> Self:
        """Returns assessments with what a list shows of them, newest first."""
        related = self.select_related("system", "system_version", "company", "edition")
        return related.with_approval().order_by("-created_at", "-id")

    def with_approval(self) -> Self:
        """Adds `approval` to each: number, who and when of the newest approved version, outdated since."""
        granted = (
            apps.get_model("assessments", "Approval").objects.granted().filter(assessment=OuterRef("pk"))
        )
        told = JSONObject(
            id="id", number="number", by="decided_by__name", at="decided_at", outdated_at="outdated_at"
        )
        return self.annotate(approval=Subquery(granted.values(told=told)[:1]))

    def with_version_before(self) -> Self:
        """Adds `version_before`: the approved version to compare with, as `assessments.since` reads it.

        The last one before the version that is worked on; until the first approval the last one of the
        assessment this began as a copy of.
        """
        shown = JSONObject(
            id=F("id"), number=F("number"), root=F("assessment"), root_number=F("assessment__number")
        )
        newest = apps.get_model("assessments", "Snapshot").objects.order_by("-number").annotate(found=shown)
        own = newest.filter(assessment=OuterRef("pk"), number__lt=OuterRef("working_number"))
        last_year = newest.filter(assessment=OuterRef("based_on"))
        found = Coalesce(Subquery(own.values("found")[:1]), Subquery(last_year.values("found")[:1]))
        return self.annotate(version_before=found)

    def with_risk_counts(self) -> Self:
        """Adds `risk_count`, `severe_count` (bands 4, 5) and `highest_band`, of risks not closed, to each."""
        standing = Q(risks__standing__in=("open", "deferred"))
        return self.annotate(
            risk_count=Count("risks", filter=standing),
            severe_count=Count("risks", filter=standing & Q(risks__band__gte=4)),
            highest_band=Max("risks__band", filter=standing),
        )


class Assessment(Row):
    """One look at one system at one moment, pinned to one edition of the taxonomy. The root of sharing."""

    PERSONAL_FIELDS: ClassVar = ("created_by",)
    OTHER_FIELDS: ClassVar = (
        "id", "company", "system", "edition", "number", "title", "moment", "status", "next_risk_number",
        "system_version", "based_on", "working_number", "created_at", "version",
    )  # fmt: skip

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        APPROVED = "approved", _("Approved")
        SUPERSEDED = "superseded", _("Superseded")

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assessments")
    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="assessments")
    system_version = models.ForeignKey(
        SystemVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Last year's assessment of which this one began as a copy.
    based_on = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=300)
    moment = models.CharField(_("moment"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.DRAFT)
    # The version that is worked on, or stands approved; the first edit after an approval counts it up.
    working_number = models.PositiveIntegerField(default=1)
    next_risk_number = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        permissions = [
            ("as_reviewer", "Take part as reviewer"),
            ("as_auditor", "Read as auditor"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["company", "number"], name="one_assessment_per_number"),
        ]
        indexes = [models.Index(fields=["company", "-created_at", "-id"], name="assessment_by_company")]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Returns the address of its overview."""
        return reverse("assessments:assessment", args=[self.pk])

    @property
    def reference(self) -> str:
        """Returns the short name for people, such as A-12."""
        return f"A-{self.number}"

    @property
    def shared_root(self) -> models.Model:
        """Returns itself: grants point at assessments."""
        return self

    @property
    def root_id(self) -> Any:
        """Returns its own id, under which the log keeps what happens to it."""
        return self.id

    @property
    def state(self) -> State:
        """Returns what the policy makes of its status: being reviewed, closed by a successor, or open."""
        return {
            self.Status.IN_REVIEW.value: State.IN_REVIEW,
            self.Status.SUPERSEDED.value: State.CLOSED,
        }.get(self.status, State.OPEN)

    @property
    def status_line(self) -> str:
        """Returns status and version in words; needs `with_approval()`, as `for_lists()` has it."""
        approval = getattr(self, "approval", None)
        words: dict[str, Any] = {"number": self.working_number}
        if approval:
            words |= {"approved": approval["number"], "by": approval["by"], "day": _day(approval["at"])}
        match self.status:
            case self.Status.IN_REVIEW:
                return gettext("In review, version %(number)s") % words
            case self.Status.SUPERSEDED:
                return gettext("Superseded: a later assessment has replaced it")
            case self.Status.APPROVED if approval:
                return gettext("Approved, version %(approved)s, on %(day)s by %(by)s") % words
            case self.Status.DRAFT if approval and approval["outdated_at"]:
                words["since"] = _day(approval["outdated_at"])
                return (
                    gettext(
                        "Draft of version %(number)s; version %(approved)s was approved on %(day)s "
                        "by %(by)s, and is outdated since %(since)s"
                    )
                    % words
                )
            case self.Status.DRAFT:
                return gettext("Draft of version %(number)s") % words
            case _:
                return str(self.get_status_display())


def _day(moment: str) -> str:
    return date_format(localtime(datetime.fromisoformat(moment)), "j F Y")
