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


def test_all_that_is_known_of_a_system(analyst: APIClient, assessment: Assessment) -> None:
    sent = {
        "name": "Lyra", "kind": "fine_tune", "description": "It reads letters.", "modalities": ["text"],
        "lifecycle_stage": "operate_monitor", "release_channels": ["interface", "open_weights"],
        "positions": ["build_use", "states"], "countries": ["BR", "KE"], "groups": ["children"],
    }  # fmt: skip
    made = analyst.post("/api/v1/systems/", sent)
    assert made.status_code == 201, made.json()
    row = analyst.get(f"/api/v1/systems/{made.json()['id']}/").json()
    assert {name: row[name] for name in sent} == sent
    again = analyst.post("/api/v1/systems/", {**row, "name": "Its twin"}).json()
    assert {k for k in row if row[k] != again[k]} == {"id", "name", "created_at"}
    address = f"/api/v1/systems/{row['id']}/"
    changed = analyst.patch(address, {"countries": ["KE"], "version": 1}).json()
    assert {k for k in row if row[k] != changed[k]} == {"countries", "version"}
    stale = analyst.patch(address, {"countries": [], "version": 1})
    assert (stale.status_code, stale.json()["current"]["countries"]) == (409, ["KE"])
    for odd in ({"countries": ["XX"]}, {"groups": ["nobody"]}, {"positions": ["boss"]}, {"kind": ""}):
        refused = analyst.patch(address, odd)
        assert refused.status_code == 422
        assert refused.json()["errors"].keys() == odd.keys()


def test_a_version_of_a_system(analyst: APIClient, assessment: Assessment) -> None:
    address = f"/api/v1/systems/{assessment.system_id}/versions/"
    sent = {"name": "4.1", "released_on": "2031-05-01", "changes": "It draws."}
    row = analyst.post(address, sent).json()
    assert sent.items() <= row.items()
    assert analyst.post(address, row).status_code == 422, "one of that name is there"
    again = analyst.post(address, {**row, "name": "4.2"}).json()
    assert {k for k in row if row[k] != again[k]} == {"id", "name", "created_at"}
    one = f"{address}{row['id']}/"
    assert analyst.patch(one, {"changes": "It speaks.", "version": 1}).json()["released_on"] == "2031-05-01"
    assert analyst.patch(one, {"changes": "It sings.", "version": 1}).status_code == 409


def test_a_supplier(analyst: APIClient, assessment: Assessment) -> None:
    address = f"/api/v1/systems/{assessment.system_id}/parties/"
    sent = {"relation": "supplier", "name": "Kestrel Data", "country": "KE",
            "positions": ["data_providers"], "note": "Labels."}  # fmt: skip
    made = analyst.post(address, sent)
    assert made.status_code == 201, made.json()
    row = analyst.get(made["Location"]).json()
    assert sent.items() <= row.items()
    again = analyst.post(address, {**row, "relation": "customer"}).json()
    assert {k for k in row if row[k] != again[k]} == {"id", "relation"}
    [known] = analyst.get("/api/v1/parties/").json()["results"]
    assert (known["id"], known["name"]) == (row["party"], "Kestrel Data")
    changed = analyst.patch(made["Location"], {"country": "BR", "version": 1}).json()
    assert (changed["country"], changed["note"], changed["version"]) == ("BR", "Labels.", 2)
    assert analyst.patch(made["Location"], {"country": "KE", "version": 1}).status_code == 409
    assert analyst.delete(made["Location"]).status_code == 204
    assert analyst.get(made["Location"]).status_code == 404


def test_a_moment_and_what_becomes_of_it(analyst: APIClient, assessment: Assessment) -> None:
    address = f"/api/v1/systems/{assessment.system_id}/moments/"
    sent = {"kind": "market", "what": "The app opens in Kenya", "expected_by": "2031-02-01"}
    row = analyst.post(address, sent).json()
    assert {**sent, "state": "planned"}.items() <= row.items()
    again = analyst.post(address, row).json()
    assert {k for k in row if row[k] != again[k]} == {"id", "created_at"}
    one, other = f"{address}{row['id']}/", f"{address}{again['id']}/"
    assert analyst.patch(one, {"expected_by": "2031-03-01", "version": 1}).json()["version"] == 2
    assert analyst.patch(one, {"what": "Mine", "version": 1}).status_code == 409
    assert analyst.post(f"{one}acceptance/", {}).status_code == 422, "it was never a proposal"
    answered = analyst.post(f"{one}answer/", {"assessment": str(assessment.pk)}).json()
    assert (answered["state"], answered["assessment"]) == ("answered", str(assessment.pk))
    assert analyst.post(f"{other}waiver/", {"reason": " "}).status_code == 422
    waived = analyst.post(f"{other}waiver/", {"reason": "It never opened."}).json()
    assert (waived["state"], waived["waived_by"]) == ("waived", "Ines Duarte")
    assert analyst.post(f"{other}answer/", {"assessment": str(assessment.pk)}).status_code == 422
    assert {m["id"] for m in analyst.get("/api/v1/moments/").json()["results"]} == {row["id"], again["id"]}
    analyst.post(f"/api/v1/systems/{assessment.system_id}/versions/", {"name": "4.1"})
    [proposal] = [m for m in analyst.get(address).json()["results"] if m["state"] == "proposed"]
    accepted = analyst.post(f"{address}{proposal['id']}/acceptance/", {"expected_by": "2031-06-01"}).json()
    assert (accepted["state"], accepted["expected_by"]) == ("planned", "2031-06-01")
