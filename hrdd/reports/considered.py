"""What a report says of coverage: each category and each right is covered, closed with a reason, or blank."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from assessments.models import Assessment, Closure, Snapshot
from hrdd.reports.document import Approved, Considered, Coverage
from taxonomy.models import Category, Right


def coverage(
    assessment: Assessment, categories: Sequence[Category], rows: Sequence[dict[str, Any]]
) -> Coverage:
    """Returns the coverage by these rows of risks, in two queries; it agrees with the risks in the report."""
    found = Closure.objects.in_force(assessment.edition).filter(assessment=assessment).in_full()
    closures = {(closure.category_id, closure.right_id): closure for closure in found}
    in_category: dict[Any, list[int]] = {}
    touching: dict[str, list[int]] = {}
    for row in rows:
        in_category.setdefault(row["category_id"], []).append(row["band"])
        for code in {*row["right_codes"], *row["tension_codes"]}:
            touching.setdefault(code, []).append(row["band"])
    rights = Right.objects.values_list("pk", "code", "title")
    return {
        "categories": [
            _considered(row.code, row.short_title, in_category.get(row.pk, ()), closures.get((row.pk, None)))
            for row in categories
        ],
        "rights": [
            _considered(code, title, touching.get(code, ()), closures.get((None, pk)))
            for pk, code, title in rights
        ],
    }


def approved(assessment: Assessment) -> Approved | None:
    """Returns the newest approved version; its digest only while nothing was changed since.

    `assessment` comes `with_approval()`.
    """
    approval = getattr(assessment, "approval", None)
    if not approval:
        return None
    is_exact = assessment.status == Assessment.Status.APPROVED and not approval["outdated_at"]
    kept = Snapshot.objects.filter(approval=approval["id"]).values_list("sha256", flat=True)
    return {
        "version": approval["number"],
        "by": approval["by"],
        "on": _day(approval["at"]),
        "outdated_on": _day(approval["outdated_at"]) if approval["outdated_at"] else "",
        "digest": (kept.first() or "") if is_exact else "",
    }


def _considered(code: str, title: str, bands: Iterable[int], closure: Closure | None) -> Considered:
    counted = list(bands)
    return {
        "code": code,
        "title": title,
        "state": "covered" if counted else "closed" if closure else "blank",
        "risks": len(counted),
        "highest": max(counted, default=None),
        "reason": closure.reason if closure else "",
        "by": closure.closed_by.name if closure else "",
        "on": localdate(closure.closed_at).isoformat() if closure else "",
    }


def _day(moment: str) -> str:
    return localdate(datetime.fromisoformat(moment)).isoformat()
