"""The same over the API: a result per row, a start from a list, and the example a risk began with."""

from collections.abc import Callable
from typing import Any

import pytest

from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from tests import factories
from tests.assessments.typed import risk_json

pytestmark = pytest.mark.django_db

Api = Callable[[User | None], Any]


def address(assessment: Assessment, part: str) -> str:
    return f"/api/v1/assessments/{assessment.pk}/risks/{part}"


def test_each_row_is_told_what_became_of_it(api: Api, assessment: Assessment, ines: User) -> None:
    fresh, old, closed = factories.RiskFactory.create_batch(3, assessment=assessment)
    Risk.objects.filter(pk=old.pk).update(version=2)
    mild = Risk.objects.filter(pk=closed.pk)
    mild.update(scale=2, scope=2, irremediability=2)
    mild.update(standing="closed")
    ghost = "01890000-0000-7000-8000-000000000000"
    rows = [{"id": str(risk.pk), "version": 1} for risk in (fresh, old, closed)] + [
        {"id": ghost, "version": 1}
    ]
    sent = {
        "risks": rows,
        "change": {
            "category": "EQU", "add_groups": ["children"], "delay_makes_irremediable": True,
            "measure": {"title": "Ask them", "owner": str(ines.pk), "due_on": "2030-02-03"},
        },
    }  # fmt: skip
    answer = api(ines).post(address(assessment, "bulk/"), sent, format="json")
    assert answer.status_code == 200
    results = answer.json()["results"]
    assert [row["became"] for row in results] == ["changed", "refused", "refused", "refused"]
    assert [row["version"] for row in results] == [2, 1 + 1, 1, None]
    assert results[0]["reference"] == fresh.reference
    assert results[3]["reference"] is None
    assert all(row["why"] for row in results[1:])
    fresh.refresh_from_db()
    assert (fresh.category.code, fresh.delay_makes_irremediable) == ("EQU", True)
    assert fresh.measures.get().owner == ines


@pytest.mark.parametrize(
    "change",
    [{}, {"involvement": "caused"}, {"category": "NO"}, {"add_groups": ["no"]}, {"measure": {"title": ""}}],
)
def test_what_the_page_refuses_the_api_refuses(
    api: Api, assessment: Assessment, ines: User, change: dict[str, Any]
) -> None:
    risk = factories.RiskFactory.create(assessment=assessment)
    sent = {"risks": [{"id": str(risk.pk), "version": 1}], "change": change}
    answer = api(ines).post(address(assessment, "bulk/"), sent, format="json")
    assert answer.status_code == 422
    assert "errors" in answer.json()


def test_a_hundred_is_the_most(api: Api, assessment: Assessment, ines: User) -> None:
    rows = [{"id": f"01890000-0000-7000-8000-{n:012d}", "version": 1} for n in range(101)]
    sent = {"risks": rows, "change": {"confidence": "low"}}
    assert api(ines).post(address(assessment, "bulk/"), sent, format="json").status_code == 422


def test_a_list_starts_risks_that_nobody_has_rated(api: Api, assessment: Assessment, ines: User) -> None:
    there = address(assessment, "starting-list/")
    answer = api(ines).post(there, {"examples": ["PHY-5", "PRI-3"]}, format="json")
    assert answer.status_code == 201
    assert [risk["example"] for risk in answer.json()["results"]] == ["PHY-5", "PRI-3"]
    assert all(risk["scale"] is None and risk["band"] == 5 for risk in answer.json()["results"])
    rest = api(ines).post(there, {}, format="json")
    assert len(rest.json()["results"]) == 12
    assert api(ines).post(there, {}, format="json").status_code == 422
    assert api(ines).post(there, {"examples": ["PHY-1"]}, format="json").status_code == 422


def test_a_risk_says_the_example_it_began_with(api: Api, assessment: Assessment, ines: User) -> None:
    there = address(assessment, "")
    made = api(ines).post(there, risk_json(example="PRO-1"), format="json").json()
    assert made["example"] == "PRO-1"
    assert api(ines).post(there, risk_json(), format="json").json()["example"] is None
    assert api(ines).post(there, risk_json(example="NO-1"), format="json").status_code == 422


@pytest.mark.parametrize("part", ["bulk/", "starting-list/"])
@pytest.mark.parametrize(("who", "status"), [("victor", 403), ("leila", 403), ("nina", 404)])
def test_only_analysts_may(
    api: Api, assessment: Assessment, reviewer_grant: Any, request: pytest.FixtureRequest,
    part: str, who: str, status: int,
) -> None:  # fmt: skip
    answer = api(request.getfixturevalue(who)).post(address(assessment, part), {}, format="json")
    assert answer.status_code == status
