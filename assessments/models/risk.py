from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q, Window
from django.db.models.functions import Lead, RowNumber
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.models.assessment import Assessment
from assessments.models.rated import Rated, grade, order_expression, within_1_to_5
from assessments.severity import Nature, Severity
from hrdd.accounts.models import Organisation
from hrdd.lib.models import Row
from taxonomy.models import Category, Group, Right

RANKED = (F("order_key").desc(), F("created_at").asc(), F("id").asc())

SHORT_INVOLVEMENT = {
    "caused": _("Caused"),
    "contributed": _("Contributed"),
    "directly_linked": _("Directly linked"),
    "not_connected": _("Not connected"),
}


MEASURED = [column.name for column in fields(Severity)]


@dataclass(frozen=True, slots=True)
class Follower:
    """The risk right below another: what people call it, and what the rule compares."""

    reference: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Place:
    """Where a risk stands: its rank (1 is the most severe) and the risk right below it, if any."""

    rank: int
    follower: Follower | None


class RiskQuerySet(models.QuerySet["Risk"]):
    def ranked(self) -> Self:
        """Returns risks most severe first, as `severity-first/1` orders them; an index serves this."""
        return self.order_by(*RANKED)

    def for_register(self) -> Self:
        """Returns risks with what a register row shows."""
        return self.select_related("category")

    def with_rights_and_groups(self) -> Self:
        """Returns risks with category, rights (the primary one first) and groups."""
        rights = RiskRight.objects.select_related("right").order_by("-primary", "id")
        return self.select_related("category").prefetch_related(
            models.Prefetch("risk_rights", rights), "groups"
        )

    def in_full(self) -> Self:
        """Returns risks with everything a risk page shows, ratings of all sides included."""
        ratings = apps.get_model("assessments", "Rating").objects.select_related("organisation", "author")
        return (
            self.with_rights_and_groups()
            .select_related("created_by", "updated_by")
            .prefetch_related(models.Prefetch("ratings", ratings))
        )

    def places(self, risk_ids: Collection[UUID]) -> dict[UUID, Place]:
        """Returns the place of each of these risks among all risks of this query."""
        ranked = self.annotate(
            place=Window(RowNumber(), order_by=RANKED), follower=Window(Lead("id"), order_by=RANKED)
        ).values_list("id", "place", "follower")
        inner, params = ranked.order_by().query.sql_with_params()
        below = ", ".join(f"below.{column}" for column in ("number", *MEASURED))
        statement = (
            f"SELECT ranked.id, ranked.place, {below} FROM ({inner}) AS ranked (id, place, follower)"  # noqa: S608
            f" LEFT JOIN {Risk._meta.db_table} AS below ON below.id = ranked.follower"
            " WHERE ranked.id = ANY(%s)"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [*params, list(risk_ids)])
            return {risk: Place(rank, _follower(*below)) for risk, rank, *below in cursor.fetchall()}


def _follower(number: int | None, *measured: Any) -> Follower | None:
    if number is None:
        return None
    severity = dict(zip(MEASURED, measured, strict=True))
    return Follower(f"R-{number}", Severity(**{**severity, "nature": Nature(severity["nature"])}))


class Risk(Row, Rated):
    """A harm to people that has happened or could happen, with the company's rating of it."""

    PERSONAL_FIELDS: ClassVar = ("created_by", "updated_by")
    OTHER_FIELDS: ClassVar = (
        "id", "company", "assessment", "number", "title", "description", "category", "rights", "other_right",
        "groups", "nature", "scale", "scope", "irremediability", "likelihood", "delay_makes_irremediable",
        "scale_reason", "scope_reason", "irremediability_reason", "likelihood_reason", "involvement",
        "involvement_reason", "source", "band", "order_key", "created_at", "updated_at", "version",
    )  # fmt: skip

    class NatureChoice(models.TextChoices):
        ACTUAL = Nature.ACTUAL.value, _("Actual: it has happened or is happening")
        POTENTIAL = Nature.POTENTIAL.value, _("Potential: it could happen")

    class InvolvementChoice(models.TextChoices):
        CAUSED = "caused", _("We caused it")
        CONTRIBUTED = "contributed", _("We contributed to it")
        DIRECTLY_LINKED = "directly_linked", _("It is linked to us through a business relationship")
        NOT_CONNECTED = "not_connected", _("It is not connected to us")

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="risks")
    number = models.PositiveIntegerField()
    title = models.CharField(_("the risk in one sentence"), max_length=500)
    description = models.TextField(_("what happens"), blank=True, max_length=40_000)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    rights = models.ManyToManyField(Right, through="RiskRight", related_name="+")
    other_right = models.CharField(_("another right"), max_length=200, blank=True)
    groups = models.ManyToManyField(Group, related_name="+", blank=True)
    nature = models.CharField(_("has it happened?"), max_length=10, choices=NatureChoice.choices)
    likelihood = grade(_("likelihood"))
    likelihood_reason = models.TextField(_("why this likelihood"), blank=True, max_length=20_000)
    delay_makes_irremediable = models.BooleanField(_("waiting makes it harder to undo"), default=False)
    involvement = models.CharField(
        _("our involvement"), max_length=20, blank=True, choices=InvolvementChoice.choices
    )
    involvement_reason = models.TextField(_("how we are involved"), blank=True, max_length=20_000)
    source = models.TextField(_("where this is known from"), blank=True, max_length=5_000)
    order_key = models.GeneratedField(
        expression=order_expression(), output_field=models.IntegerField(), db_persist=True
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = RiskQuerySet.as_manager()

    class Meta:
        constraints = [
            *Rated.Meta.constraints,
            within_1_to_5("likelihood"),
            models.CheckConstraint(
                condition=Q(nature=Nature.POTENTIAL.value) | Q(likelihood=None),
                name="likelihood_only_of_potential_risks",
            ),
            models.UniqueConstraint(fields=["assessment", "number"], name="one_risk_per_number"),
        ]
        indexes = [
            models.Index(
                F("assessment"), F("order_key").desc(), F("created_at"), F("id"), name="risk_by_severity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Returns the address of its page."""
        return reverse("assessments:risk", args=[self.assessment_id, self.pk])

    @property
    def reference(self) -> str:
        """Returns the short name for people, such as R-3."""
        return f"R-{self.number}"

    @property
    def root_id(self) -> Any:
        """Returns the assessment through which it is reached."""
        return self.assessment_id

    @property
    def needs_evidence(self) -> tuple[str, ...]:
        """Returns the measures nobody knows yet; each ranks as 5."""
        return self.severity.needs_evidence

    @property
    def short_nature(self) -> Any:
        """Returns one word: actual or potential."""
        return _("Actual") if self.nature == Nature.ACTUAL else _("Potential")

    @property
    def short_involvement(self) -> Any:
        """Returns a few words for the company's involvement."""
        return SHORT_INVOLVEMENT.get(self.involvement, _("Not judged yet"))


class RiskRight(Row):
    """A right a risk touches; exactly one of them is the primary one."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "risk", "right", "primary")

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="risk_rights")
    right = models.ForeignKey(Right, on_delete=models.PROTECT, related_name="+")
    primary = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["risk", "right"], name="a_right_once_per_risk"),
            models.UniqueConstraint(
                fields=["risk"], condition=Q(primary=True), name="one_primary_right_per_risk"
            ),
        ]

    def __str__(self) -> str:
        return str(self.right)
