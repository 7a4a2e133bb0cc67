"""The document of an assessment: all of it, nobody's secrets, the same bytes as long as nothing changes."""

from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments import document
from assessments.document import shape
from assessments.models import Assessment
from hrdd.accounts.models import User
from hrdd.lib.canonical import canonical_json
from tests.factories.documents import many_risks

pytestmark = pytest.mark.django_db


def strays(value: Any, kind: Any, path: str = "") -> list[str]:
    """Returns where a value is not of the shape written down."""
    if is_typeddict(kind):
        hints = get_type_hints(kind)
        if not isinstance(value, dict) or set(value) != set(hints):
            return [f"{path}: {sorted(set(value) ^ set(hints)) if isinstance(value, dict) else value}"]
        return [stray for name, of in hints.items() for stray in strays(value[name], of, f"{path}.{name}")]
    if get_origin(kind) is list:
        [of] = get_args(kind)
        return [stray for n, item in enumerate(value) for stray in strays(item, of, f"{path}[{n}]")]
    if get_origin(kind) is UnionType or type(None) in get_args(kind):
        return (
            []
            if value is None
            else strays(value, next(k for k in get_args(kind) if k is not type(None)), path)
        )
    if get_args(kind):
        return [] if value in get_args(kind) else [f"{path}: {value}"]
    return [] if isinstance(value, kind) else [f"{path}: {value!r}"]


def test_the_document_has_the_shape_written_down(rich: Assessment) -> None:
    assert strays(document.build(rich.pk), shape.Document) == []


def test_every_place_of_the_shape_is_filled_by_the_rich_assessment(rich: Assessment) -> None:
    found = document.build(rich.pk)
    risks = found["risks"]
    for name in shape.Risk.__annotations__:
        assert any(risk[name] not in ("", [], None, False) for risk in risks), name
    assert all(value not in ("", [], None) for value in found["system"].values())
    assert found["system"]["version"] == {"name": "4.1", "released_on": "2026-03-01", "changes": "It speaks."}
    assert [c["category"] or c["right"] for c in found["closures"]] == ["THO", "CUL", "property"]


def test_the_same_content_is_the_same_bytes(rich: Assessment) -> None:
    assert canonical_json(document.build(rich.pk)) == canonical_json(document.build(rich.pk))


def test_a_change_of_status_alone_changes_no_byte(rich: Assessment) -> None:
    before = canonical_json(document.build(rich.pk))
    Assessment.objects.filter(pk=rich.pk).update(status="approved")
    assert canonical_json(document.build(rich.pk)) == before


def test_risks_stand_by_rank_and_closed_ones_after_them_without_one(rich: Assessment) -> None:
    risks = document.build(rich.pk)["risks"]
    assert [risk["rank"] for risk in risks] == [1, 2, 3, None]
    assert [risk["standing"] for risk in risks] == ["open", "open", "deferred", "closed"]
    assert [risk["reference"] for risk in risks] == [
        *(risk.reference for risk in rich.risks.standing().ranked()), "R-3",
    ]  # fmt: skip


def test_rights_begin_with_the_primary_one_and_ratings_stand_side_by_side(rich: Assessment) -> None:
    risk = document.build(rich.pk)["risks"][0]
    assert risk["rights"] == ["privacy", "non-discrimination"]
    assert [(rating["by"], rating["side"]) for rating in risk["ratings"]] == [
        ("Ines Duarte", "company"), ("Leila Haddad", "reviewer"),
    ]  # fmt: skip
    assert risk["worst_group"] == "children"
    assert risk["band"] == 5
    assert [rating["group"] for rating in risk["group_ratings"]] == ["children", "data_workers_annotators"]
    assert [(i["party"], bool(i["replaced_at"])) for i in risk["involvements"]] == [
        (None, True), (None, False), ("Quillmark Data", False), ("Brightdesk", False),
    ]  # fmt: skip


def test_people_are_names_and_private_talk_stays_private(rich: Assessment, ines: User) -> None:
    written = canonical_json(document.build(rich.pk)).decode()
    assert "@" not in written
    assert str(ines.pk) not in written
    assert "Who was asked?" in written
    assert "marigold" not in written


def test_many_risks_take_five_queries(assessment: Assessment, ines: User) -> None:
    many_risks(assessment, 200, by=ines)
    with CaptureQueriesContext(connection) as captured:
        found = document.build(assessment.pk)
    assert len(captured) <= 5
    assert len(found["risks"]) == 200
