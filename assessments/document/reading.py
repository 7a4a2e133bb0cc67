"""Risks and all that hangs on them in one statement: nothing is seen half old, half new.

Each noun is one branch of a UNION, its rows written as JSON. Subqueries for each risk, or joins through the
assessment, would read easier; but while its statistics are old the database takes two thousand risks for one
and goes through a whole table for each. A list of ids tells it how many there are.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, F, QuerySet, Value, When, Window
from django.db.models.expressions import RawSQL
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
    RiskEvidence,
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
CLOSED = Case(When(standing=Standing.CLOSED, then=Value(1)), default=Value(0))

Row = dict[str, Any]
Parts = dict[str, list[Any]]


@dataclass(frozen=True)
class Noun:
    """Rows of one kind: which, in which order, how one is written, and the way from one to its risk."""

    rows: Any
    order: tuple[Any, ...]
    shown: Any
    risk: str = "risk"

    def branch(self, name: str, risks: RawSQL) -> "QuerySet[Any, Any]":
        """Returns the rows of these risks as (noun, risk, place, row)."""
        rows: QuerySet[Any, Any] = (
            self.rows.filter(**{f"{self.risk}__in": risks})
            .order_by()
            .annotate(
                part_noun=Value(name, output_field=CharField()),
                part_risk=F(self.risk),
                part_place=Window(RowNumber(), order_by=list(self.order)),
                part_row=self.shown,
            )
            .values_list("part_noun", "part_risk", "part_place", "part_row")
        )
        return rows


def risks_in_full(assessment_id: UUID) -> Iterator[tuple[Row, Parts]]:
    """Returns each risk of the assessment with its parts by noun, those worked on first, by rank."""
    nouns = _nouns()
    ids = list(Risk.objects.filter(assessment=assessment_id).values_list("pk", flat=True))
    risks = RawSQL("SELECT unnest(%s::uuid[])", [ids])  # the ids are a parameter
    first, *others = (noun.branch(name, risks) for name, noun in nouns.items())
    found: dict[str, dict[UUID, list[Any]]] = {name: defaultdict(list) for name in nouns}
    for name, risk, _place, row in first.union(*others, all=True).order_by("part_place"):
        found[name][risk].append(row)
    for place, (risk, [row]) in enumerate(found.pop("risks").items(), start=1):
        yield {**row, "place": place}, {name: rows[risk] for name, rows in found.items()}


def _columns(*names: str, **others: Any) -> JSONObject:
    return JSONObject(**{name: F(name) for name in names}, **others)


def _or_empty(name: str) -> Coalesce:
    """Returns a name or a code, empty where there is none."""
    return Coalesce(F(name), Value(""))


def _signed(by: str, at: str) -> dict[str, Any]:
    return {"by": F(f"{by}__name"), "at": F(at)}


def _nouns() -> dict[str, Noun]:
    return {**_risks(), **_codes(), **_ratings(), **_work(), **_evidence(), **_talk()}


def _risks() -> dict[str, Noun]:
    shown = _columns(
        *PLAIN, *REASONS, "created_at", "updated_at", "judged_at", "stale_since", "number", "lineage",
        "likelihood_reason", "stale_because", closed=CLOSED, created_by=F("created_by__name"),
        updated_by=F("updated_by__name"), judged_by=_or_empty("judged_by__name"),
        category=F("category__code"), example=_or_empty("example__code"),
        worst_group=_or_empty("worst_group__code"),
    )  # fmt: skip
    return {"risks": Noun(Risk.objects.all(), (CLOSED, *RANKED), shown, "pk")}


def _codes() -> dict[str, Noun]:
    groups, tension = Risk.groups.through.objects.all(), Risk.rights_in_tension.through.objects.all()
    return {
        # The primary one first, then as the person chose them.
        "rights": Noun(
            RiskRight.objects.all(), (F("primary").desc(), F("id")), _columns(code=F("right__code"))
        ),
        "rights_in_tension": Noun(
            tension, (F("right__position"), F("right__code")), _columns(code=F("right__code"))
        ),
        "groups": Noun(groups, (F("group__position"), F("group__code")), _columns(code=F("group__code"))),
    }


def _ratings() -> dict[str, Noun]:
    grades = (*GRADES, *REASONS, "band")
    signed = _signed("author", "rated_at")
    return {
        # The gravest group first; the order of rating settles the rest, as for the rank.
        "group_ratings": Noun(
            GroupRating.objects.all(),
            (F("group_key").desc(), F("rated_at"), F("id")),
            _columns(*grades, group=F("group__code"), **signed),
        ),
        "residual": Noun(
            ResidualRating.objects.all(),
            (F("id"),),
            _columns(*grades, "likelihood", "likelihood_reason", **signed),
        ),
        "ratings": Noun(
            Rating.objects.all(),
            (F("side"), F("rated_at"), F("id")),
            _columns(*grades, "side", organisation=_or_empty("organisation__name"), **signed),
        ),
    }


def _work() -> dict[str, Noun]:
    judged = ("position", "involvement", "enabled", "foreseeable", "mitigation", "reason", "replaced_at")
    happened = ("what", "happened_on", "precision", "country", "place", "people", "source", "claim_status")
    decided = ("standing", "ground", "reason", "until", "band_then", "state", "answered_at", "answer")
    return {
        "involvements": Noun(
            Involvement.objects.all(),
            (F("judged_at"), F("id")),
            _columns(*judged, party=F("party__name"), **_signed("judged_by", "judged_at")),
        ),
        "occurrences": Noun(
            Occurrence.objects.all(),
            (F("happened_on").asc(nulls_last=True), F("created_at"), F("id")),
            _columns(*happened, **_signed("created_by", "created_at")),
        ),
        "measures": Noun(
            Measure.objects.all(),
            (F("created_at"), F("id")),
            _columns(
                "title", "due_on", "status", "note", owner=_or_empty("owner__name"),
                **_signed("created_by", "created_at"),
            ),
        ),
        "decisions": Noun(
            RiskDecision.objects.all(),
            (F("decided_at"), F("id")),
            _columns(*decided, approver=_or_empty("approver__name"), **_signed("decided_by", "decided_at")),
        ),
    }  # fmt: skip


def _evidence() -> dict[str, Noun]:
    names = (
        "kind", "title", "url", "quotation", "file_name", "media_type", "sha256", "source", "read_on",
        "claim_status", "note",
    )  # fmt: skip
    what = {name: F(f"evidence__{name}") for name in names}
    signed = {"by": F("evidence__added_by__name"), "at": F("evidence__added_at")}
    return {
        "evidence": Noun(
            RiskEvidence.objects.all(),
            (F("evidence__added_at"), F("id")),
            _columns("stance", "about", "says", **what, **signed),
        )
    }


def _talk() -> dict[str, Noun]:
    """Returns what everyone who can see the assessment reads; talk inside one organisation stays there."""
    return {
        "comments": Noun(
            Comment.objects.filter(thread__audience=Audience.SHARED),
            (F("thread__opened_at"), F("thread"), F("created_at"), F("id")),
            _columns(
                "text", thread=F("thread_id"), organisation=_or_empty("organisation__name"),
                **_signed("author", "created_at"),
            ),
            "thread__risk_thread__risk",
        )
    }  # fmt: skip
