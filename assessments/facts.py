"""What the checks of `completeness` look at, read in two queries however many risks there are."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Extract
from django.utils import timezone

from assessments.completeness import Facts, Finding, Kind, RiskFacts, Subject, SubjectFacts, check
from assessments.coverage import Tension
from assessments.models import (
    Assessment,
    Closure,
    Measure,
    Moment,
    Rating,
    RiskDecision,
    RiskRight,
    RiskThread,
    Standing,
)
from assessments.models.risk import OF_WORST_GROUP, RiskQuerySet, deciding
from assessments.severity import DIMENSIONS, Nature, Severity
from hrdd.discussions.models import Thread
from taxonomy.models import Category, Right

PLAIN = (
    "id", "number", "title", "nature", "likelihood", "delay_makes_irremediable", "confidence", "involvement",
    "enabled", "foreseeable", "mitigation", "heard", "stale_because", "standing", "category__code",
)  # fmt: skip
RESIDUAL = tuple(f"residual__{name}" for name in (*DIMENSIONS, "likelihood"))
COLUMNS = (
    *PLAIN, *DIMENSIONS, *(f"{name}_reason" for name in DIMENSIONS), *OF_WORST_GROUP,
    "residual__id", *RESIDUAL, "since", "has_primary", "decision_waits", "deferred_until", "open_measures",
    "overdue_measures", "reviewers_differ", "comment_unanswered",
)  # fmt: skip


def findings(assessment: Assessment, *, at: datetime) -> tuple[Finding, ...]:
    """Returns what the checks find at that moment, errors first."""
    on = timezone.localdate(at)
    return check(facts(assessment, on=on), on=on)


def facts(assessment: Assessment, *, on: date) -> Facts:
    """Returns the facts as they are on that day; `assessment` comes with its edition and system."""
    standing = assessment.risks.standing()
    rows: dict[str, list[SubjectFacts]] = {kind: [] for kind in Kind}
    for kind, key, name, has_risks, is_closed, _place in _subjects(assessment, standing, on):
        subject = Subject(Kind(kind), key, name)
        rows[kind].append(SubjectFacts(subject=subject, has_risks=has_risks, is_closed=is_closed))
    return Facts(
        categories=rows[Kind.CATEGORY],
        rights=rows[Kind.RIGHT],
        risks=[_risk(row) for row in _risks(standing, on)],
        names_system_version=assessment.system_version_id is not None,
        overdue_moments=[row.subject for row in rows[Kind.MOMENT]],
    )


def _subjects(assessment: Assessment, standing: RiskQuerySet, on: date) -> Any:
    """Returns the categories, the rights and the overdue moments in one query, each kind in its order."""
    me = OuterRef("pk")
    closures = Closure.objects.filter(assessment=assessment)
    linked = Exists(RiskRight.objects.filter(risk__in=standing, right=me))
    tense = Exists(Tension._default_manager.filter(risk__in=standing, right=me))
    categories = Category.objects.of(assessment.edition).annotate(
        kind=Value(Kind.CATEGORY.value),
        key=F("code"),
        name=F("short_title"),
        has_risks=Exists(standing.filter(category=me)),
        is_closed=Exists(closures.filter(category=me)),
        place=Cast("position", IntegerField()),
    )
    rights = Right.objects.annotate(
        kind=Value(Kind.RIGHT.value),
        key=F("code"),
        name=F("title"),
        has_risks=linked | tense,
        is_closed=Exists(closures.filter(right=me)),
        place=Cast("position", IntegerField()),
    )
    moments = Moment.objects.overdue(on=on).filter(system=assessment.system_id)
    overdue = moments.annotate(
        label=Value(Kind.MOMENT.value),
        key=Cast("pk", TextField()),
        name=F("what"),
        has_risks=Value(False),
        is_closed=Value(False),
        place=Cast(Extract("expected_by", "epoch"), IntegerField()) / 86_400,
    )
    rest = ("key", "name", "has_risks", "is_closed", "place")
    return (
        categories.order_by()
        .values_list("kind", *rest)
        .union(rights.order_by().values_list("kind", *rest), overdue.values_list("label", *rest), all=True)
        .order_by("place", "key")
    )


def _risks(standing: RiskQuerySet, on: date) -> Sequence[dict[str, Any]]:
    of_this = {"risk": OuterRef("pk")}
    measures = Measure.objects.open().filter(**of_this).order_by().values("risk")
    decisions = RiskDecision.objects.filter(**of_this)
    deferrals = decisions.filter(state=RiskDecision.State.IN_FORCE, standing=Standing.DEFERRED)
    differing = Rating.objects.filter(side=Rating.Side.REVIEWER, **of_this).exclude(band=OuterRef("band"))
    unanswered = RiskThread.objects.filter(thread__in=Thread.objects.unanswered(), **of_this)
    return list(
        standing.ranked()
        .annotate(
            since=Coalesce("judged_at", "created_at"),
            has_primary=Exists(RiskRight.objects.filter(primary=True, **of_this)),
            decision_waits=Exists(decisions.filter(state=RiskDecision.State.WAITING)),
            deferred_until=Case(
                When(
                    standing=Standing.DEFERRED,
                    then=Subquery(deferrals.order_by("-decided_at", "-id").values("until")[:1]),
                )
            ),
            open_measures=_counted(measures.values(found=Count("id"))),
            overdue_measures=_counted(measures.values(found=Count("id", filter=Q(due_on__lt=on)))),
            reviewers_differ=Exists(differing),
            comment_unanswered=Exists(unanswered),
        )
        .values(*COLUMNS)
    )


def _counted(counted: Any) -> Coalesce:
    return Coalesce(Subquery(counted.values("found"), output_field=IntegerField()), Value(0))


def _risk(row: dict[str, Any]) -> RiskFacts:
    return RiskFacts(
        subject=Subject(Kind.RISK, str(row["id"]), f"R-{row['number']} {row['title']}"),
        category=row["category__code"],
        inherent=deciding(_severity(row, ""), *(row[name] for name in OF_WORST_GROUP)),
        residual=_severity(row, "residual__") if row["residual__id"] else None,
        missing_reasons=tuple(name for name in DIMENSIONS if not row[f"{name}_reason"].strip()),
        has_primary_right=row["has_primary"],
        confidence=row["confidence"],
        rights_holders_heard=bool(row["heard"]),
        involvement=row["involvement"],
        enabled=row["enabled"],
        foreseeable=row["foreseeable"],
        mitigation=row["mitigation"],
        judged_on=timezone.localdate(row["since"]),
        stale_because=row["stale_because"],
        decision_waits=row["decision_waits"],
        deferred_until=row["deferred_until"],
        open_measures=row["open_measures"],
        overdue_measures=row["overdue_measures"],
        reviewers_differ=row["reviewers_differ"],
        comment_unanswered=row["comment_unanswered"],
    )


def _severity(row: dict[str, Any], prefix: str) -> Severity:
    nature = Nature(row["nature"])
    return Severity(
        scale=row[f"{prefix}scale"],
        scope=row[f"{prefix}scope"],
        irremediability=row[f"{prefix}irremediability"],
        nature=nature,
        likelihood=row[f"{prefix}likelihood"] if nature is Nature.POTENTIAL else None,
        delay_makes_irremediable=row["delay_makes_irremediable"],
    )
