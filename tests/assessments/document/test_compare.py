"""Two versions side by side: every difference is found, and told as what it is."""

from copy import deepcopy
from typing import Any

import pytest

from assessments import document
from assessments.document.compare import Change, compare
from assessments.models import Assessment
from hrdd.lib.models import new_id


def risk(number: int, *, rank: int | None, **other: Any) -> dict[str, Any]:
    """Returns a risk of a document, of band 3, with nothing hanging on it."""
    return {
        "lineage": f"lineage-{number}", "reference": f"R-{number}", "title": f"Risk {number}", "rank": rank,
        "band": 3, "scale": 3, "scope": 3, "irremediability": 3, "nature": "potential", "likelihood": 3,
        "delay_makes_irremediable": False, "worst_group": "", "category": "PRI", "standing": "open",
        "reasons": {"scale": "Why."}, "group_ratings": [], "measures": [], "involvement": "",
            "occurrences": [], "evidence": [], "involvements": [], "residual": None,
    } | other  # fmt: skip


def documented(*risks: dict[str, Any], **other: Any) -> dict[str, Any]:
    return {
        "rule": "severity-first/1", "risks": list(risks), "closures": [], "system": {"name": "Aster 4"},
        "assessment": {"title": "A look", "moment": "", "edition": {"code": "btech-2023"}},
    } | other  # fmt: skip


def test_a_version_compared_with_itself_says_nothing() -> None:
    same = documented(risk(1, rank=1), risk(2, rank=None, standing="closed"))
    found = compare(same, deepcopy(same))
    assert found.is_empty
    assert found.untouched == 1


def test_added_closed_removed_and_reopened_risks_are_told_apart_worst_first() -> None:
    old = documented(
        risk(1, rank=1), risk(2, rank=2), risk(3, rank=3, band=5), risk(4, rank=None, standing="closed")
    )
    new = documented(
        risk(5, rank=1, band=4), risk(6, rank=2, band=5), risk(4, rank=3), risk(1, rank=4),
        risk(2, rank=None, standing="closed"),
    )  # fmt: skip
    found = compare(old, new)
    assert [r.reference for r in found.added] == ["R-6", "R-5"]
    assert [r.reference for r in found.closed] == ["R-2"]
    assert [r.reference for r in found.removed] == ["R-3"]
    assert [r.reference for r in found.reopened] == ["R-4"]


def test_a_re_rated_risk_says_which_measures_and_where_it_went() -> None:
    old = documented(risk(1, rank=1), risk(2, rank=2), risk(3, rank=3))
    new = documented(risk(3, rank=1, scale=5, band=5), risk(1, rank=2), risk(2, rank=3))
    found = compare(old, new)
    [changed] = found.changed
    assert changed.rated == [Change("band", 3, 5), Change("scale", 3, 5)]
    assert changed.move is not None
    assert (changed.move.before, changed.move.after, changed.move.itself) == (3, 1, True)
    # The others only gave way: they are told apart from what was judged anew.
    assert [(c.risk.reference, c.move.passed) for c in found.only_moved if c.move] == [("R-1", 1), ("R-2", 1)]


def test_a_rank_that_others_gave_says_who_came_and_who_went() -> None:
    old = documented(risk(1, rank=1), risk(2, rank=2), risk(3, rank=3))
    new = documented(risk(4, rank=1), risk(5, rank=2), risk(3, rank=3), risk(2, rank=4), risk(1, rank=None))
    new["risks"][2] |= {"scope": 4}
    found = compare(old, new)
    [moved] = found.only_moved
    assert moved.risk.reference == "R-2"
    move = moved.move
    assert move is not None
    assert (move.before, move.after, move.came, move.went, move.passed) == (2, 4, 2, 1, 1)


@pytest.mark.parametrize(
    ("part", "value"),
    [("category", "CHI"), ("standing", "deferred"), ("involvement", "caused"), ("title", "Other words")],
)
def test_what_else_differs_is_named(part: str, value: str) -> None:
    found = compare(documented(risk(1, rank=1)), documented(risk(1, rank=1, **{part: value})))
    [changed] = found.changed
    told = [changed.category, changed.standing, *changed.involvement, *changed.words]
    assert [change.name for change in told if change] == [part]


def test_the_rating_with_the_measures_in_place_is_compared_grade_by_grade() -> None:
    grades = {"band": 3, "scale": 3, "scope": 2, "irremediability": 2, "likelihood": None}
    was = {**grades, "reasons": {"scale": "Why."}}
    now = {**grades, "band": 2, "scale": 2, "reasons": {"scale": "Fewer."}}

    def differences(before: Any, after: Any) -> list[Change]:
        sides = (documented(risk(1, rank=1, residual=side)) for side in (before, after))
        return [change for changed in compare(*sides).changed for change in changed.parts]

    assert differences(was, now) == [
        Change("residual_band", 3, 2), Change("residual_scale", 3, 2),
        Change("residual_scale_reason", "Why.", "Fewer."),
    ]  # fmt: skip
    assert differences(None, was) == [Change("residual_band", None, 3)]
    assert differences(None, None) == differences(was, was) == []


def test_measures_are_compared_by_title_and_not_by_who_wrote_them() -> None:
    def measure(title: str, status: str, by: str = "Ines") -> dict[str, Any]:
        return {"title": title, "status": status, "by": by, "at": by}

    old = risk(1, rank=1, measures=[measure("Filter", "planned"), measure("Ask", "done")])
    later = [measure("Filter", "done"), measure("Ask", "done", "Tomas"), measure("Tell", "planned")]
    new = risk(1, rank=1, measures=later)
    [changed] = compare(documented(old), documented(new)).changed
    assert [change.name for change in changed.measures] == ["Filter", "Tell"]
    assert compare(documented(new), documented(old)).changed[0].measures[-1].after is None


def test_coverage_system_and_title_are_compared_too() -> None:
    closed = {"category": "CUL", "right": "", "reason": "No output of this kind.", "by": "Ines", "at": "x"}
    old = documented(closures=[closed])
    new = documented(
        closures=[{**closed, "category": "", "right": "housing"}], system={"name": "Aster 5"},
        assessment={"title": "A look", "moment": "A release", "edition": {"code": "btech-2023"}},
    )  # fmt: skip
    found = compare(old, new)
    assert {change.name: bool(change.after) for change in found.coverage} == {
        "right housing": True, "category CUL": False,
    }  # fmt: skip
    assert found.system == [Change("name", "Aster 4", "Aster 5")]
    assert [change.name for change in found.head] == ["moment"]


@pytest.mark.django_db
def test_documents_of_the_database_can_be_compared(rich: Assessment) -> None:
    old = document.build(rich.pk)
    new = deepcopy(old)
    new["risks"][0]["group_ratings"][0]["scope"] = 4
    new["risks"][1]["lineage"] = str(new_id())
    found = compare(old, new)
    assert [change.name for change in found.changed[0].rated] == ["group_scope"]
    assert [change.name for change in found.changed[0].parts] == ["group_ratings"]
    assert len(found.added) == len(found.removed) == 1
