"""An assessment as its document, read in four statements however many risks there are."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from assessments.document import shape
from assessments.document.reading import GRADES, PLAIN, risks_in_full
from assessments.models import Assessment, Closure, Risk, System, SystemParty
from assessments.severity import RULE
from taxonomy.models import Category

VERSION = ("system_version__name", "system_version__released_on", "system_version__changes")
PLAIN_OF_SYSTEM = (
    "name", "kind", "description", "modalities", "lifecycle_stage", "release_channels", "positions",
    "countries",
)  # fmt: skip


def build(assessment_id: UUID) -> dict[str, Any]:
    """Returns the document of an assessment (`shape.Document`) as it stands now."""
    head = _head(assessment_id)
    document: shape.Document = {
        "format": shape.FORMAT,
        "rule": RULE,
        "company": head["company__name"],
        "assessment": _assessment(head),
        "system": _system(head),
        "closures": [_closure(row) for row in _closures(assessment_id)],
        "risks": [_risk(row) for row in risks_in_full(Risk.objects.filter(assessment=assessment_id))],
    }
    return {**document}


def _head(assessment_id: UUID) -> dict[str, Any]:
    groups = System.groups.through.objects.filter(system=OuterRef("system"))
    parties = SystemParty.objects.filter(system=OuterRef("system")).order_by("relation", "party__name", "id")
    shown = JSONObject(
        name=F("party__name"), country=F("party__country"), positions=F("party__positions"),
        relation=F("relation"), note=F("note"),
    )  # fmt: skip
    rows = Assessment.objects.annotate(
        group_codes=ArraySubquery(groups.order_by("group__position", "group__code").values("group__code")),
        party_rows=ArraySubquery(parties.values(found=shown)),
    )
    head: dict[str, Any] = rows.values(
        "number", "title", "moment", "working_number", "edition_id", "edition__code", "edition__title",
        "company__name", "based_on__number", "created_by__name", "created_at", "group_codes", "party_rows",
        "system_version_id", *VERSION, *(f"system__{name}" for name in PLAIN_OF_SYSTEM),
    ).get(pk=assessment_id)  # fmt: skip
    return head


def _assessment(head: dict[str, Any]) -> shape.Head:
    before = head["based_on__number"]
    categories = Category.objects.filter(edition=head["edition_id"]).values_list("code", "title")
    return {
        "reference": f"A-{head['number']}",
        "title": head["title"],
        "moment": head["moment"],
        "version": head["working_number"],
        "based_on": f"A-{before}" if before else "",
        "edition": {
            "code": head["edition__code"],
            "title": head["edition__title"],
            "categories": [{"code": code, "title": title} for code, title in categories],
        },
        "opened": {"by": head["created_by__name"], "at": _moment(head["created_at"])},
    }


def _system(head: dict[str, Any]) -> shape.System:
    name, released_on, changes = (head[column] for column in VERSION)
    version: shape.SystemVersion = {"name": name, "released_on": _day(released_on), "changes": changes}
    return {
        # The checker cannot follow columns that are named in a tuple.
        **{name: head[f"system__{name}"] for name in PLAIN_OF_SYSTEM},  # type: ignore[typeddict-item]
        "groups": head["group_codes"],
        "version": version if head["system_version_id"] else None,
        "parties": head["party_rows"],
    }


def _closures(assessment_id: UUID) -> Iterable[Any]:
    return (
        Closure.objects.filter(assessment=assessment_id)
        .order_by(F("category__position").asc(nulls_last=True), "right__position", "id")
        .values("category__code", "right__code", "reason", "closed_by__name", "closed_at")
    )


def _closure(row: Any) -> shape.Closure:
    return {
        "category": row["category__code"] or "",
        "right": row["right__code"] or "",
        "reason": row["reason"],
        "by": row["closed_by__name"],
        "at": _moment(row["closed_at"]),
    }


def _risk(row: dict[str, Any]) -> shape.Risk:
    return {
        **{name: row[name] for name in PLAIN},  # type: ignore[typeddict-item]
        "rank": None if row["closed"] else row["place"],
        "reference": f"R-{row['number']}",
        "lineage": str(row["lineage"]),
        "example": row["example__code"] or "",
        "category": row["category__code"],
        "rights": row["right_codes"],
        "rights_in_tension": row["tension_codes"],
        "groups": row["group_codes"],
        "worst_group": row["worst_group__code"] or "",
        "reasons": _reasons(row, *GRADES, "likelihood"),
        "judged": row["judged_at"] and _signed(row, "judged"),
        "stale": row["stale_since"]
        and {"since": _moment(row["stale_since"]), "because": row["stale_because"]},
        "recorded": _signed(row, "created"),
        "changed": _signed(row, "updated"),
        "group_ratings": [_rated(part) for part in row["group_ratings_rows"]],
        "residual": next((_rated(part, "likelihood") for part in row["residual_rows"]), None),
        "ratings": [_rated(part) for part in row["ratings_rows"]],
        "involvements": [_dated(part, "replaced_at") for part in row["involvements_rows"]],
        "occurrences": [_dated(part) for part in row["occurrences_rows"]],
        "measures": [_dated(part) for part in row["measures_rows"]],
        "decisions": [_dated(part, "answered_at") for part in row["decisions_rows"]],
        "evidence": [],
        "comments": _threads(row["comments_rows"]),
    }


def _signed(row: dict[str, Any], what: str) -> shape.Signed:
    return {"by": row[f"{what}_by__name"] or "", "at": _moment(row[f"{what}_at"])}


def _reasons(row: dict[str, Any], *names: str) -> dict[str, str]:
    return {name: row.pop(f"{name}_reason") for name in names}


def _rated(part: dict[str, Any], *more: str) -> dict[str, Any]:
    """Returns a rating with its reasons under one key, as they stand in the API."""
    reasons = _reasons(part, *GRADES, *more)
    return {**_dated(part), "reasons": reasons}


def _dated(part: dict[str, Any], *others: str) -> dict[str, Any]:
    """Returns the part with its moments written as everywhere else: the database drops trailing zeros."""
    for name in ("at", *others):
        part[name] = part[name] and _moment(datetime.fromisoformat(part[name]))
    return part


def _threads(said: Iterable[dict[str, Any]]) -> list[shape.Comment]:
    found: list[shape.Comment] = []
    last = None
    for part in said:
        thread, words = part.pop("thread"), _dated(part)
        if thread == last:
            found[-1]["answers"].append({**words})  # type: ignore[typeddict-item]
        else:
            found.append({**words, "answers": []})  # type: ignore[typeddict-item]
        last = thread
    return found


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat()


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
