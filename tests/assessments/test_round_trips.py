"""For each resource of the API: what GET returns for a field is what POST accepts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from assessments.models import Assessment, Risk
from hrdd.accounts.models import Organisation, User
from taxonomy.models import Right
from tests import factories

pytestmark = pytest.mark.django_db
Api = Callable[[User | None], APIClient]
GIVEN = {"id", "reference", "status", "created_at", "updated_at", "version"}


@pytest.fixture
def analyst(api: Api, ines: User) -> APIClient:
    return api(ines)


def test_a_system(analyst: APIClient, assessment: Assessment) -> None:
    row = analyst.get(f"/api/v1/systems/{assessment.system_id}/").json()
    again = analyst.post("/api/v1/systems/", {**row, "name": "Its twin"}).json()
    assert {**again, "name": row["name"]}.items() >= {k: v for k, v in row.items() if k not in GIVEN}.items()


def test_an_assessment_whatever_its_status(analyst: APIClient, assessment: Assessment) -> None:
    for status in Assessment.Status.values:
        Assessment.objects.filter(pk=assessment.pk).update(status=status)
        row = analyst.get(f"/api/v1/assessments/{assessment.pk}/").json()
        again = analyst.post("/api/v1/assessments/", row).json()
        assert again["status"] == "draft", "a status is never given, it is reached"
        assert {k: v for k, v in again.items() if k not in GIVEN} == {
            k: v for k, v in row.items() if k not in GIVEN
        }


@pytest.mark.parametrize(
    "grades",
    [
        {},
        {"scale": None, "scope": None, "irremediability": None, "likelihood": None},
        {"nature": "actual", "likelihood": None},
        {"delay_makes_irremediable": True, "involvement": "caused", "involvement_reason": "Ours."},
        {"description": "", "source": "A report.", "other_right": "A healthy environment"},
        {
            "confidence": "low",
            "tension_note": "Safety against speech.",
            "enabled": "no",
            "foreseeable": "yes",
        },
        {"involvement": "directly_linked", "mitigation": "none"},
        {"title": "  عنوان 👩‍👧 <script>  ".strip(), "likelihood_reason": "Seen twice."},
    ],
)
def test_a_risk(analyst: APIClient, assessment: Assessment, grades: dict[str, object]) -> None:
    risk = factories.RiskFactory.create(assessment=assessment, rights=["privacy", "life"], **grades)
    risk.rights_in_tension.set(Right.objects.filter(code__in=["freedom-of-expression", "privacy"]))
    address = f"/api/v1/assessments/{assessment.pk}/risks/"
    row = analyst.get(f"{address}{risk.pk}/").json()
    made = analyst.post(address, row)
    assert made.status_code == 201, made.json()
    again = analyst.get(made["Location"]).json()
    differs = {name for name in row if row[name] != again[name]}
    assert differs <= {*GIVEN, "rank", "why"}
    assert again["rank"] == row["rank"] + 1, "among equals the earlier stands first"


def test_a_risk_put_back_as_it_was_changes_nothing_but_its_version(
    analyst: APIClient, assessment: Assessment, risk: Risk
) -> None:
    address = f"/api/v1/assessments/{assessment.pk}/risks/{risk.pk}/"
    row = analyst.get(address).json()
    again = analyst.put(address, row).json()
    assert {name for name in row if row[name] != again[name]} <= {"version", "updated_at"}


def test_a_rating_for_a_group_on_another_risk(analyst: APIClient, assessment: Assessment, risk: Risk) -> None:
    rating = factories.GroupRatingFactory.create(
        risk=risk, scope=None, scale_reason="a", scope_reason="b", irremediability_reason="c"
    )
    other = factories.RiskFactory.create(assessment=assessment)
    row = analyst.get(f"{on(risk)}group-ratings/{rating.pk}/").json()
    made = analyst.post(f"{on(other)}group-ratings/", row)
    assert made.status_code == 201, made.json()
    again = analyst.get(made["Location"]).json()
    assert {name for name in row if row[name] != again[name]} <= {"id", "rated_at", "author"}
    put = analyst.put(f"{on(risk)}group-ratings/{rating.pk}/", row).json()
    assert {name for name in row if row[name] != put[name]} <= {"version", "rated_at", "author"}


def test_a_judgement_of_an_actor_on_another_risk(
    analyst: APIClient, assessment: Assessment, risk: Risk
) -> None:
    judged = factories.InvolvementFactory.create(risk=risk, foreseeable="partly", mitigation="none")
    other = factories.RiskFactory.create(assessment=assessment)
    address = f"{on(risk)}involvements/{judged.party_id}/"
    row = analyst.get(address).json()
    made = analyst.post(f"{on(other)}involvements/", row)
    assert made.status_code == 201, made.json()
    again = analyst.get(made["Location"]).json()
    assert {name for name in row if row[name] != again[name]} <= {"judged_at", "judged_by"}
    put = analyst.put(address, row).json()
    assert {name for name in row if row[name] != put[name]} <= {
        "judged_at",
        "judged_by",
        "version",
        "earlier",
    }


@pytest.mark.parametrize("nature", ["potential", "actual"])
def test_what_stays_on_another_risk(analyst: APIClient, assessment: Assessment, nature: str) -> None:
    likelihood = 1 if nature == "potential" else None
    made = [
        factories.RiskFactory.create(assessment=assessment, nature=nature, likelihood=likelihood)
        for _ in range(2)
    ]
    factories.ResidualRatingFactory.create(risk=made[0], likelihood=likelihood)
    row = analyst.get(f"{on(made[0])}residual/").json()
    first = analyst.put(f"{on(made[1])}residual/", {**row, "version": 0})
    assert first.status_code == 201, first.json()
    assert {name for name in row if row[name] != first.json()[name]} <= {"rated_at", "author"}
    again = analyst.put(f"{on(made[0])}residual/", row)
    assert (again.status_code, again.json()["version"]) == (200, 2)


def on(risk: Risk) -> str:
    return f"/api/v1/assessments/{risk.assessment_id}/risks/{risk.pk}/"


def test_a_comment(api: Api, risk: Risk, leila: User, lantern: Organisation, reviewer_grant: object) -> None:
    factories.thread_on(risk, by=leila, organisation=lantern)
    address = f"/api/v1/assessments/{risk.assessment_id}/risks/{risk.pk}/comments/"
    row = api(leila).get(address).json()["results"][0]
    again = api(leila).post(address, row).json()
    assert {name for name in row if row[name] != again[name]} == {"id", "created_at"}


def test_a_grant(analyst: APIClient, assessment: Assessment, lantern: Organisation) -> None:
    address = f"/api/v1/assessments/{assessment.pk}/grants/"
    until = (timezone.now() + timedelta(days=30)).isoformat()
    analyst.post(address, {"organisation": str(lantern.pk), "role": "reviewer", "until": until})
    row = analyst.get(address).json()["results"][0]
    again = analyst.post(address, row)
    assert again.status_code == 201, again.json()
    assert {name for name in row if row[name] != again.json()[name]} <= {"given_at"}


def test_a_report(analyst: APIClient, assessment: Assessment, risk: Risk) -> None:
    address = f"/api/v1/assessments/{assessment.pk}/reports/"
    row = analyst.post(address, {}).json()
    again = analyst.post(address, row)
    assert again.status_code == 202, again.json()
    assert (again.json()["kind"], again.json()["language"]) == (row["kind"], row["language"])


def test_the_taxonomy_is_read_without_a_token_and_nothing_else_is(api: Api, assessment: Assessment) -> None:
    visitor = api(None)
    for part in ("categories", "rights", "examples"):
        assert visitor.get(f"/api/v1/taxonomy/{part}/").status_code == 200
    for part in ("systems/", "assessments/", f"assessments/{assessment.pk}/risks/"):
        assert visitor.get(f"/api/v1/{part}").status_code == 401
