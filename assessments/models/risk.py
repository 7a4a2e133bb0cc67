from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, models
from django.db.models import Case, F, Func, OuterRef, Q, Subquery, When, Window
from django.db.models.functions import Lead, RowNumber
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.models.assessment import Assessment
from assessments.models.decision import Standing
from assessments.models.involvement import Factor, Kind, Mitigation
from assessments.models.rated import (
    SMALL,
    Rated,
    band_expression,
    grade,
    order_expression,
    within_1_to_5,
    worst_of_own_and_group,
)
from assessments.models.risk_indexes import INDEXES
from assessments.models.standing import TRIGGER
from assessments.severity import GRAVE, Nature, Severity, worst_affected
from hrdd.accounts.models import Organisation
from hrdd.lib.models import Row, new_id
from taxonomy.models import Category, Example, Group, Right

RANKED = (F("order_key").desc(), F("created_at").asc(), F("id").asc())

MEASURED = ("scale", "scope", "irremediability", "nature", "likelihood", "delay_makes_irremediable")
OF_WORST_GROUP = ("worst_group_id", "group_scale", "group_scope", "group_irremediability")

SHORT_INVOLVEMENT = {
    "caused": _("Caused"),
    "contributed": _("Contributed"),
    "directly_linked": _("Directly linked"),
    "not_connected": _("Not connected"),
}


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

    def standing(self) -> Self:
        """Returns risks that are not closed: those that are worked on, now or later."""
        return self.exclude(standing=Standing.CLOSED)

    def closed(self) -> Self:
        """Returns risks that are closed, and nowhere among the ranks."""
        return self.filter(standing=Standing.CLOSED)

    def at_work(self) -> Self:
        """Returns standing risks of assessments that no later one has replaced."""
        return self.standing().exclude(assessment__status=Assessment.Status.SUPERSEDED)

    def of_band(self, band: int) -> Self:
        """Returns risks of a band, as the stretch of the order that they are, so that its index serves."""
        return self.filter(order_key__gte=band * 100_000, order_key__lt=(band + 1) * 100_000)

    def worst_of(self, assessments: models.QuerySet[Any], number: int) -> Self:
        """Returns at most this many risks of each assessment, the most severe ones.

        They are taken from the top of each assessment's index, however many or few risks it holds.
        """
        inner = self.filter(assessment=OuterRef("pk")).order_by(*RANKED).values("pk")[:number]
        tops = assessments.order_by().annotate(top=ArraySubquery(inner))
        found = tops.annotate(worst=Func(F("top"), function="unnest", output_field=models.UUIDField()))
        return self.model._default_manager.filter(pk__in=found.values("worst"))  # type: ignore[return-value]

    def for_portfolio(self) -> Self:
        """Returns risks with what a list across assessments shows."""
        return self.select_related("assessment__system", "category", "worst_group")

    def for_register(self) -> Self:
        """Returns risks with what a register row shows."""
        return self.select_related("category", "worst_group").with_deferral()

    def with_deferral(self) -> Self:
        """Adds `deferred_until`, the day until which a deferred risk is put off, to each."""
        decisions = apps.get_model("assessments", "RiskDecision").objects.in_force()
        until = decisions.filter(risk=OuterRef("pk")).values("until")[:1]
        deferred = When(standing=Standing.DEFERRED, then=Subquery(until))
        return self.annotate(deferred_until=Case(deferred, output_field=models.DateField()))

    def with_rights_and_groups(self) -> Self:
        """Returns risks with category, rights (the primary one first), those in tension, and groups."""
        rights = RiskRight.objects.select_related("right").order_by("-primary", "id")
        return self.select_related("category", "worst_group").prefetch_related(
            models.Prefetch("risk_rights", rights), "groups", "rights_in_tension"
        )

    def with_codes(self) -> Self:
        """Adds `right_codes` (the primary one first), `group_codes` and `tension_codes` to each."""
        rights = RiskRight.objects.filter(risk=OuterRef("pk")).order_by("-primary", "id")
        groups = Risk.groups.through.objects.filter(risk=OuterRef("pk")).order_by("group__position")
        tension = Risk.rights_in_tension.through.objects.filter(risk=OuterRef("pk"))
        return self.annotate(
            right_codes=ArraySubquery(rights.values("right__code")),
            group_codes=ArraySubquery(groups.values("group__code")),
            tension_codes=ArraySubquery(tension.order_by("right__position").values("right__code")),
        )

    def in_full(self) -> Self:
        """Returns risks with everything a risk page shows, ratings of all sides included."""
        ratings = apps.get_model("assessments", "Rating").objects.select_related("organisation", "author")
        of_groups = apps.get_model("assessments", "GroupRating").objects.select_related("group", "author")
        judged = apps.get_model("assessments", "Involvement").objects.select_related("party", "judged_by")
        return (
            self.with_rights_and_groups()
            .select_related("created_by", "updated_by", "residual", "residual__author")
            .prefetch_related(
                models.Prefetch("ratings", ratings),
                models.Prefetch("group_ratings", of_groups),
                models.Prefetch("involvements", judged),
            )
            .with_what_happened()
        )

    def with_what_happened(self) -> Self:
        """Returns risks with occurrences, measures, evidence and decisions."""
        measures = apps.get_model("assessments", "Measure").objects.select_related("owner")
        links = apps.get_model("assessments", "RiskEvidence").objects.in_full()
        decisions = apps.get_model("assessments", "RiskDecision").objects.select_related(
            "decided_by", "approver"
        )
        return self.prefetch_related(
            "occurrences",
            models.Prefetch("measures", measures),
            models.Prefetch("evidence_links", links),
            models.Prefetch("decisions", decisions),
        )

    def places(self, risk_ids: Collection[UUID]) -> dict[UUID, Place]:
        """Returns the place of each of these risks among all risks of this query."""
        ranked = self.annotate(
            place=Window(RowNumber(), order_by=RANKED), follower=Window(Lead("id"), order_by=RANKED)
        ).values_list("id", "place", "follower")
        inner, params = ranked.order_by().query.sql_with_params()
        below = ", ".join(f"below.{column}" for column in ("number", *MEASURED, *OF_WORST_GROUP))
        statement = (
            f"SELECT ranked.id, ranked.place, {below} FROM ({inner}) AS ranked (id, place, follower)"  # noqa: S608
            f" LEFT JOIN {Risk._meta.db_table} AS below ON below.id = ranked.follower"
            " WHERE ranked.id = ANY(%s)"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [*params, list(risk_ids)])
            return {risk: Place(rank, _follower(*below)) for risk, rank, *below in cursor.fetchall()}


def deciding(own: Severity, worst_group: Any, scale: Any, scope: Any, irremediability: Any) -> Severity:
    """Returns the rating the rank follows: the risk's own, or its worst-affected group's if that is worse."""
    if worst_group is None:
        return own
    group = replace(own, scale=scale, scope=scope, irremediability=irremediability)
    return worst_affected(own, [group])


def _follower(number: int | None, *measured: Any) -> Follower | None:
    if number is None:
        return None
    values = dict(zip(MEASURED, measured, strict=False))
    own = Severity(**{**values, "nature": Nature(values["nature"])})
    return Follower(f"R-{number}", deciding(own, *measured[len(MEASURED) :]))


class Risk(Row, Rated):
    """A harm to people that has happened or could happen, with the company's rating of it."""

    PERSONAL_FIELDS: ClassVar = ("created_by", "updated_by", "judged_by")
    OTHER_FIELDS: ClassVar = (
        "id", "company", "assessment", "number", "lineage", "example", "title", "description", "category",
        "rights", "other_right", "rights_in_tension", "tension_note", "groups", "nature", "scale", "scope",
        "irremediability", "likelihood", "delay_makes_irremediable", "scale_reason", "scope_reason",
        "irremediability_reason", "likelihood_reason", "confidence", "involvement", "involvement_reason",
        "enabled", "foreseeable", "mitigation", "source", "worst_group", "group_scale", "group_scope",
        "group_irremediability", "band", "order_key", "standing", "judged_at", "heard", "stale_since",
        "stale_because", "created_at", "updated_at", "version",
    )  # fmt: skip

    class NatureChoice(models.TextChoices):
        ACTUAL = Nature.ACTUAL.value, _("Actual: it has happened or is happening")
        POTENTIAL = Nature.POTENTIAL.value, _("Potential: it could happen")

    class Confidence(models.TextChoices):
        LOW = "low", _("Low: a first guess")
        MEDIUM = "medium", _("Medium: some evidence")
        HIGH = "high", _("High: several sources agree")

    InvolvementChoice = Kind

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="risks")
    number = models.PositiveIntegerField()
    # The same harm in another assessment or version keeps its lineage: that is how years are compared.
    lineage = models.UUIDField(default=new_id, editable=False)
    example = models.ForeignKey(Example, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(_("the risk in one sentence"), max_length=500)
    description = models.TextField(_("what happens"), blank=True, max_length=40_000)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    rights = models.ManyToManyField(Right, through="RiskRight", related_name="+")
    other_right = models.CharField(_("another right"), max_length=200, blank=True)
    rights_in_tension = models.ManyToManyField(Right, related_name="+", blank=True)
    tension_note = models.TextField(_("what pulls against what"), blank=True, max_length=10_000)
    groups = models.ManyToManyField(Group, related_name="+", blank=True)
    nature = models.CharField(_("has it happened?"), max_length=10, choices=NatureChoice.choices)
    likelihood = grade(_("likelihood"))
    likelihood_reason = models.TextField(_("why this likelihood"), blank=True, max_length=20_000)
    delay_makes_irremediable = models.BooleanField(_("waiting makes it harder to undo"), default=False)
    confidence = models.CharField(
        _("how sure we are of the rating"), max_length=6, blank=True, choices=Confidence.choices
    )
    involvement = models.CharField(_("our involvement"), max_length=20, blank=True, choices=Kind.choices)
    involvement_reason = models.TextField(_("how we are involved"), blank=True, max_length=20_000)
    enabled = models.CharField(
        _("did we enable, encourage or motivate it?"), max_length=6, choices=Factor.choices, blank=True
    )
    foreseeable = models.CharField(
        _("could we have known?"), max_length=6, choices=Factor.choices, blank=True
    )
    mitigation = models.CharField(
        _("how good is our own mitigation?"), max_length=6, choices=Mitigation.choices, blank=True
    )
    source = models.TextField(_("where this is known from"), blank=True, max_length=5_000)
    # Copied from the worst-affected group's rating by a trigger (GroupRating); never written by the product.
    worst_group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    group_scale = grade(_("scale for the worst-affected group"))
    group_scope = grade(_("scope for the worst-affected group"))
    group_irremediability = grade(_("irremediability for the worst-affected group"))
    band = models.GeneratedField(
        expression=worst_of_own_and_group(band_expression, SMALL), output_field=SMALL, db_persist=True
    )
    order_key = models.GeneratedField(
        expression=worst_of_own_and_group(order_expression, models.IntegerField()),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    standing = models.CharField(_("standing"), max_length=10, choices=Standing.choices, default=Standing.OPEN)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    judged_at = models.DateTimeField(null=True, blank=True)
    # How many things that rights holders said are linked to it; the engagement log counts them here.
    heard = models.PositiveIntegerField(default=0)
    stale_since = models.DateTimeField(null=True, blank=True)
    stale_because = models.CharField(max_length=300, blank=True)
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
            models.CheckConstraint(
                condition=Q(stale_since=None, stale_because="")
                | Q(stale_since__isnull=False) & ~Q(stale_because=""),
                name="a_stale_rating_says_why",
            ),
            models.UniqueConstraint(fields=["assessment", "number"], name="one_risk_per_number"),
            models.UniqueConstraint(fields=["assessment", "lineage"], name="one_risk_per_lineage"),
        ]
        indexes = INDEXES
        triggers = [TRIGGER]

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
    def own_severity(self) -> Severity:
        """Returns the rating for everyone, whatever single groups bear."""
        return super().severity

    @property
    def severity(self) -> Severity:
        """Returns the rating the rank follows: its own, or the worst-affected group's if that is worse."""
        return deciding(self.own_severity, *(getattr(self, name) for name in OF_WORST_GROUP))

    @property
    def follows_group(self) -> bool:
        """Returns whether the rank is a group's and not that of everyone."""
        return self.severity != self.own_severity

    @property
    def is_closed(self) -> bool:
        """Returns whether it is closed, and so has no rank."""
        return self.standing == Standing.CLOSED

    @property
    def is_deferred(self) -> bool:
        """Returns whether it is put off until a day; it keeps its rank."""
        return self.standing == Standing.DEFERRED

    @property
    def is_stale(self) -> bool:
        """Returns whether something came up since the rating was judged."""
        return self.stale_since is not None

    @property
    def is_not_consulted(self) -> bool:
        """Returns whether it is grave or extreme, and nobody who may be harmed was heard on it."""
        return self.band >= GRAVE and not self.heard

    @property
    def needs_evidence(self) -> tuple[str, ...]:
        """Returns the measures nobody knows yet; each ranks as 5."""
        return tuple(dict.fromkeys((*self.own_severity.needs_evidence, *self.severity.needs_evidence)))

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
