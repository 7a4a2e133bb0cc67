"""Coverage, closures, checks and the edition over the API: as on screen, and refused as on screen."""

from collections.abc import Callable
from typing import Any

import pytest

from assessments.models import Assessment, Closure, Risk
from hrdd.accounts.models import User
from hrdd.sharing.policy import TABLE, Action
from taxonomy.models import Category, Edition, Right
from tests import factories
from tests.factories.depth import complete

pytestmark = pytest.mark.django_db
Api = Callable[[User | None], Any]
BLANK = "Nobody under 18 can open an account."


@pytest.fixture
def base(assessment: Assessment) -> str:
    return f"/api/v1/assessments/{assessment.pk}/"


@pytest.fixture
def program(api: Api, ines: User) -> Any:
    return api(ines)


@pytest.fixture
def closure(assessment: Assessment, ines: User) -> Closure:
    made: Closure = factories.ClosureFactory.create(
        assessment=assessment, category=assessment.edition.categories.get(code="CHI"), closed_by=ines,
        reason="As before.",
    )  # fmt: skip
    return made


def of(row: dict[str, Any], lines: str, code: str) -> dict[str, Any]:
    return next(line for line in row[lines] if line["code"] == code)


# Coverage


def test_coverage_tells_of_each_category_and_right_what_the_page_tells(
    program: Any, base: str, assessment: Assessment, closure: Closure
) -> None:
    factories.RiskFactory.create(assessment=assessment, code="PRI", rights=["privacy"])
    seen = program.get(f"{base}coverage/").json()
    assert seen["edition"] == assessment.edition.code
    assert len(seen["categories"]) == assessment.edition.categories.count()
    assert len(seen["rights"]) == Right.objects.count()
    assert (of(seen, "categories", "PRI")["state"], of(seen, "categories", "PRI")["risks"]) == ("covered", 1)
    assert of(seen, "rights", "privacy")["state"] == "covered"
    assert of(seen, "categories", "CUL") | {"title": ""} == {
        "code": "CUL", "title": "", "state": "blank", "risks": 0, "highest_band": None, "closure": None,
    }  # fmt: skip
    closed = of(seen, "categories", "CHI")
    assert (closed["state"], closed["closure"]["reason"]) == ("closed", "As before.")
    assert closed["closure"]["closed_by"] == "Ines Duarte"


def test_a_category_is_closed_corrected_and_opened_again(
    program: Any, base: str, assessment: Assessment
) -> None:
    made = program.post(f"{base}closures/", {"category": "CHI", "reason": BLANK})
    assert made.status_code == 201
    [row] = made.json()["closures"]
    assert (row["category"], row["right"], row["reason"], row["version"]) == ("CHI", None, BLANK, 1)
    one = f"{base}closures/{row['id']}/"
    assert program.get(one).json() == row
    changed = program.patch(one, {"reason": "Only schools can.", "version": 1})
    assert (changed.json()["reason"], changed.json()["version"]) == ("Only schools can.", 2)
    assert [found["id"] for found in program.get(f"{base}closures/").json()["results"]] == [row["id"]]
    assert program.delete(one).status_code == 204
    assert program.get(one).status_code == 404
    assert of(program.get(f"{base}coverage/").json(), "categories", "CHI")["state"] == "blank"


def test_many_rights_are_closed_for_one_reason_or_none(
    program: Any, base: str, assessment: Assessment
) -> None:
    factories.RiskFactory.create(assessment=assessment, rights=["privacy"])
    touched = program.post(f"{base}closures/", {"rights": ["housing", "privacy"], "reason": BLANK})
    assert (touched.status_code, list(touched.json()["errors"])) == (422, ["rights"])
    assert not Closure.objects.exists()
    made = program.post(f"{base}closures/", {"rights": ["housing", "health"], "reason": BLANK})
    assert made.status_code == 201
    assert {row["right"] for row in made.json()["closures"]} == {"housing", "health"}
    again = program.post(f"{base}closures/", {"rights": ["housing"], "reason": BLANK})
    assert (again.status_code, list(again.json()["errors"])) == (422, ["rights"])


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"category": "CHI"}, "reason"),
        ({"category": "CHI", "reason": "  "}, "reason"),
        ({"category": "ZZZ", "reason": "x"}, "category"),
        ({"category": "PUB", "reason": "x"}, "category"),
        ({"category": "PRI", "reason": "x"}, "category"),
        ({"rights": ["nothing"], "reason": "x"}, "rights"),
        ({"rights": [], "reason": "x"}, "non_field_errors"),
        ({"reason": "x"}, "non_field_errors"),
        ({"category": "CHI", "rights": ["housing"], "reason": "x"}, "non_field_errors"),
    ],
)
def test_a_closing_that_is_refused_names_the_field(
    program: Any, base: str, assessment: Assessment, sent: dict[str, Any], field: str
) -> None:
    factories.RiskFactory.create(assessment=assessment, code="PRI")
    refused = program.post(f"{base}closures/", sent)
    assert (refused.status_code, list(refused.json()["errors"])) == (422, [field])
    assert not Closure.objects.exists()


def test_the_second_to_close_is_shown_both_states(program: Any, base: str, closure: Closure) -> None:
    late = program.post(f"{base}closures/", {"category": "CHI", "reason": BLANK})
    assert late.status_code == 409
    assert (late.json()["current"]["reason"], late.json()["yours"]["reason"]) == ("As before.", BLANK)
    one = f"{base}closures/{closure.pk}/"
    assert program.patch(one, {"reason": BLANK, "version": 7}).status_code == 409
    late = program.patch(one, {"reason": BLANK, "version": 0})
    assert (late.status_code, late.json()["current"]["version"]) == (409, 1)


# Checks


def test_the_checks_stop_and_let_pass_as_the_page_says(
    program: Any, base: str, assessment: Assessment
) -> None:
    told = program.get(f"{base}checks/").json()
    assert told["stops"] is True
    levels = [check["level"] for check in told["checks"]]
    assert levels == sorted(levels, key=["error", "warning", "hint"].index), "errors come first"
    assert all(check["count"] >= len(check["findings"]) for check in told["checks"])
    complete(assessment)
    told = program.get(f"{base}checks/").json()
    assert told["stops"] is False
    assert not [check for check in told["checks"] if check["level"] == "error"]


# The edition


@pytest.fixture
def ten() -> Edition:
    return Edition.objects.get(code="btech-2023-supplement")


def test_it_moves_to_another_edition_and_back_with_the_answers(
    program: Any, base: str, assessment: Assessment, ten: Edition
) -> None:
    risk = factories.RiskFactory.create(assessment=assessment, code="PRI")
    nine = assessment.edition.code
    moved = program.post(f"{base}edition/", {"edition": ten.code, "version": 1})
    assert (moved.status_code, moved.json()["edition"], moved.json()["version"]) == (200, ten.code, 2)
    assert of(program.get(f"{base}coverage/").json(), "categories", "PUB")["state"] == "blank"
    Risk.objects.filter(pk=risk.pk).update(category=Category.objects.get(edition=ten, code="PUB"))
    lacking = program.post(f"{base}edition/", {"edition": nine})
    assert (lacking.status_code, list(lacking.json()["errors"]["targets"])) == (422, ["PUB"])
    wrong = program.post(f"{base}edition/", {"edition": nine, "targets": {"PUB": "ZZZ"}})
    assert (wrong.status_code, list(wrong.json()["errors"]["targets"])) == (422, ["PUB"])
    assert program.post(f"{base}edition/", {"edition": nine, "targets": {"PUB": "EXP"}}).status_code == 200
    assert Risk.objects.get().category.code == "EXP"


def test_a_move_that_is_refused_says_why(
    program: Any, base: str, assessment: Assessment, ten: Edition
) -> None:
    for edition in ("nowhere", assessment.edition.code):
        refused = program.post(f"{base}edition/", {"edition": edition})
        assert (refused.status_code, list(refused.json()["errors"])) == (422, ["edition"])
    assert list(program.post(f"{base}edition/", {}).json()["errors"]) == ["edition"]
    late = program.post(f"{base}edition/", {"edition": ten.code, "version": 9})
    assert late.status_code == 409
    assert (late.json()["current"]["version"], late.json()["yours"]["edition"]) == (1, ten.code)
    assert Assessment.objects.get(pk=assessment.pk).edition != ten


# Who


def writes(base: str, closure: Closure) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        ("post", f"{base}closures/", {"category": "CUL", "reason": BLANK}),
        ("patch", f"{base}closures/{closure.pk}/", {"reason": BLANK}),
        ("delete", f"{base}closures/{closure.pk}/", {}),
        ("post", f"{base}edition/", {"edition": "btech-2023-supplement"}),
    ]


@pytest.mark.parametrize("name", ["victor", "leila", "omar", "tomas", "ada"])
def test_everyone_else_reads_and_changes_nothing(
    base: str, closure: Closure, api: Api, name: str, request: pytest.FixtureRequest, reviewer_grant: Any,
    auditor_grant: Any,
) -> None:  # fmt: skip
    reader = api(request.getfixturevalue(name))
    for rest in ("coverage/", "closures/", f"closures/{closure.pk}/", "checks/"):
        assert reader.get(base + rest).status_code == 200, rest
    for method, address, body in writes(base, closure):
        assert getattr(reader, method)(address, body).status_code == 403, address
    assert [found.reason for found in Closure.objects.all()] == ["As before."]


def test_outsiders_find_nothing_and_visitors_are_asked_who_they_are(
    base: str, closure: Closure, api: Api, nina: User
) -> None:
    reads = [("get", base + rest, {}) for rest in ("coverage/", "closures/", "checks/")]
    for method, address, body in [*reads, *writes(base, closure)]:
        assert getattr(api(nina), method)(address, body).status_code == 404, address
        assert getattr(api(None), method)(address, body).status_code == 401, address


def test_nothing_is_changed_while_an_approver_reads(
    program: Any, base: str, closure: Closure, assessment: Assessment
) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(status=Assessment.Status.IN_REVIEW)
    for method, address, body in writes(base, closure):
        assert getattr(program, method)(address, body).status_code == 403, address
    assert program.get(f"{base}coverage/").status_code == 200
    assert {role for role, may in TABLE.items() if Action.EDIT in may} == {"analyst"}
