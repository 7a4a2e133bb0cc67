"""What hangs on a risk, read in the same statement as the risk: nothing is seen half old, half new."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, QuerySet, Value, When, Window
from django.db.models.functions import Coalesce, JSONObject, RowNumber

from assessments.models import (
    GroupRating,
    Involvement,
    Measure,
    Occurrence,
    Rating,
    ResidualRating,
    Risk,
    RiskDecision,
    RiskRight,
    Standing,
)
from assessments.models.risk import RANKED
from hrdd.discussions.models import Audience, Comment

GRADES = ("scale", "scope", "irremediability")
REASONS = ("scale_reason", "scope_reason", "irremediability_reason")
PLAIN = (
    "title", "description", "other_right", "tension_note", "nature", "scale", "scope", "irremediability",
    "likelihood", "delay_makes_irremediable", "confidence", "band", "involvement", "involvement_reason",
    "enabled", "foreseeable", "mitigation", "source", "standing",
)  # fmt: skip
TIMES = ("created_at", "updated_at", "judged_at", "stale_since")
PEOPLE = ("created_by__name", "updated_by__name", "judged_by__name")
COLUMNS = (
    *PLAIN, *REASONS, *TIMES, *PEOPLE, "number", "lineage", "likelihood_reason", "stale_because",
    "category__code", "example__code", "worst_group__code",
)  # fmt: skip


def risks_in_full(risks: QuerySet[Risk]) -> QuerySet[Risk, dict[str, Any]]:
    """Returns these risks as plain values with all that hangs on them, those worked on first, by rank."""
    closed = Case(When(standing=Standing.CLOSED, then=Value(1)), default=Value(0))
    parts = {
        f"{name}_rows": ArraySubquery(rows.values(found=shown)) for name, (rows, shown) in _parts().items()
    }
    rows: QuerySet[Risk, dict[str, Any]] = (
        risks.annotate(
            closed=closed,
            place=Window(RowNumber(), order_by=[closed, *RANKED]),
            right_codes=ArraySubquery(_of(RiskRight).order_by("-primary", "id").values("right__code")),
            tension_codes=_codes("rights_in_tension", "right"),
            group_codes=_codes("groups", "group"),
            **parts,
        )
        .order_by("place")
        .values("closed", "place", "right_codes", "tension_codes", "group_codes", *parts, *COLUMNS)
    )
    return rows


def _of(model: Any) -> QuerySet[Any]:
    return model.objects.filter(risk=OuterRef("pk"))  # type: ignore[no-any-return]


def _codes(links: str, name: str) -> ArraySubquery:
    rows = getattr(Risk, links).through.objects.filter(risk=OuterRef("pk"))
    return ArraySubquery(rows.order_by(f"{name}__position", f"{name}__code").values(f"{name}__code"))


def _columns(*names: str, **others: Any) -> JSONObject:
    return JSONObject(**{name: F(name) for name in names}, **others)


def _or_empty(name: str) -> Coalesce:
    """Returns the name of a person or an organisation, empty where there is none."""
    return Coalesce(F(name), Value(""))


def _parts() -> dict[str, tuple[QuerySet[Any], JSONObject]]:
    """Returns for each part of a risk its rows in their order, and how one row is written."""
    return {
        "group_ratings": (
            # The gravest group first; the order of rating settles the rest.
            _of(GroupRating).order_by("-group_key", "rated_at", "id"),
            _columns(
                *GRADES, *REASONS, "band", group=F("group__code"), by=F("author__name"), at=F("rated_at")
            ),
        ),
        "residual": (
            _of(ResidualRating).order_by("id"),
            _columns(
                *GRADES, *REASONS, "band", "likelihood", "likelihood_reason", by=F("author__name"),
                at=F("rated_at"),
            ),
        ),
        "ratings": (
            _of(Rating).order_by("side", "rated_at", "id"),
            _columns(
                *GRADES, *REASONS, "band", "side", by=F("author__name"), at=F("rated_at"),
                organisation=_or_empty("organisation__name"),
            ),
        ),
        "involvements": (
            _of(Involvement).order_by("judged_at", "id"),
            _columns(
                "position", "involvement", "enabled", "foreseeable", "mitigation", "reason", "replaced_at",
                party=F("party__name"), by=F("judged_by__name"), at=F("judged_at"),
            ),
        ),
        "occurrences": (
            _of(Occurrence).order_by(F("happened_on").asc(nulls_last=True), "created_at", "id"),
            _columns(
                "what", "happened_on", "precision", "country", "place", "people", "source", "claim_status",
                by=F("created_by__name"), at=F("created_at"),
            ),
        ),
        "measures": (
            _of(Measure).order_by("created_at", "id"),
            _columns(
                "title", "due_on", "status", "note", owner=_or_empty("owner__name"), by=F("created_by__name"),
                at=F("created_at"),
            ),
        ),
        "decisions": (
            _of(RiskDecision).order_by("decided_at", "id"),
            _columns(
                "standing", "ground", "reason", "until", "band_then", "state", "answered_at", "answer",
                approver=_or_empty("approver__name"), by=F("decided_by__name"), at=F("decided_at"),
            ),
        ),
        "comments": (_shared_comments(), _columns(
            "text", thread=F("thread_id"), by=F("author__name"), at=F("created_at"),
            organisation=_or_empty("organisation__name"),
        )),
    }  # fmt: skip


def _shared_comments() -> QuerySet[Comment]:
    """Returns what everyone who can see the assessment reads; talk inside one organisation stays there."""
    rows = Comment.objects.filter(thread__risk_thread__risk=OuterRef("pk"), thread__audience=Audience.SHARED)
    return rows.order_by("thread__opened_at", "thread_id", "created_at", "id")
