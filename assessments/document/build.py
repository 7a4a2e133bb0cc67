"""An assessment as its document, read in five statements however many risks there are."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from assessments.document import shape
from assessments.document.reading import GRADES, PLAIN, Parts, risks_in_full
from assessments.models import Assessment, Closure, System, SystemParty
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
        "risks": [_risk(row, parts) for row, parts in risks_in_full(assessment_id)],
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


def _risk(row: dict[str, Any], parts: Parts) -> shape.Risk:
    _dated(row, "created_at", "updated_at", "judged_at", "stale_since")
    return {
        **{name: row[name] for name in PLAIN},  # type: ignore[typeddict-item]
        "rank": None if row["closed"] else row["place"],
        "reference": f"R-{row['number']}",
        "lineage": row["lineage"],
        "example": row["example"],
        "category": row["category"],
        "rights": [part["code"] for part in parts["rights"]],
        "rights_in_tension": [part["code"] for part in parts["rights_in_tension"]],
        "groups": [part["code"] for part in parts["groups"]],
        "worst_group": row["worst_group"],
        "reasons": _reasons(row, *GRADES, "likelihood"),
        "judged": _signed(row, "judged") if row["judged_at"] else None,
        "stale": {"since": row["stale_since"], "because": row["stale_because"]}
        if row["stale_since"]
        else None,
        "recorded": _signed(row, "created"),
        "changed": _signed(row, "updated"),
        "group_ratings": [_rated(part) for part in parts["group_ratings"]],
        "residual": next((_rated(part, "likelihood") for part in parts["residual"]), None),
        "ratings": [_rated(part) for part in parts["ratings"]],
        "involvements": [_dated(part, "at", "replaced_at") for part in parts["involvements"]],
        "occurrences": [_dated(part, "at") for part in parts["occurrences"]],
        "measures": [_dated(part, "at") for part in parts["measures"]],
        "decisions": [_dated(part, "at", "answered_at") for part in parts["decisions"]],
        "evidence": [_dated(part, "at") for part in parts["evidence"]],
        "comments": _threads(parts["comments"]),
    }


def _signed(row: dict[str, Any], what: str) -> shape.Signed:
    return {"by": row[f"{what}_by"], "at": row[f"{what}_at"]}


def _reasons(row: dict[str, Any], *names: str) -> dict[str, str]:
    return {name: row.pop(f"{name}_reason") for name in names}


def _rated(part: dict[str, Any], *more: str) -> dict[str, Any]:
    """Returns a rating with its reasons under one key, as they stand in the API."""
    reasons = _reasons(part, *GRADES, *more)
    return {**_dated(part, "at"), "reasons": reasons}


def _dated(part: dict[str, Any], *names: str) -> dict[str, Any]:
    """Returns the part with its moments written as everywhere else: the database drops trailing zeros."""
    for name in names:
        part[name] = part[name] and _moment(datetime.fromisoformat(part[name]))
    return part


def _threads(said: Iterable[dict[str, Any]]) -> list[shape.Comment]:
    found: list[shape.Comment] = []
    last = None
    for part in said:
        thread, words = part.pop("thread"), _dated(part, "at")
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
