"""The API of systems, assessments, risks and comments: what GET returns, POST accepts."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from tests import factories
from tests.assessments.typed import risk_json

pytestmark = pytest.mark.django_db
Api = Callable[[User | None], APIClient]


@pytest.fixture
def analyst(api: Api, ines: User) -> APIClient:
    return api(ines)


def risks(assessment: Assessment) -> str:
    return f"/api/v1/assessments/{assessment.pk}/risks/"


def test_a_system_and_an_assessment_come_back_as_they_were_sent(analyst: APIClient) -> None:
    system = analyst.post("/api/v1/systems/", {"name": "Lyra", "kind": "foundation_model"})
    assert system.status_code == 201
    sent = {"title": "Lyra, before release", "system": system.data["id"], "edition": "btech-2023-supplement"}
    made = analyst.post("/api/v1/assessments/", sent)
    assert made.status_code == 201
    got = analyst.get(f"/api/v1/assessments/{made.data['id']}/").json()
    assert {name: got[name] for name in sent} == sent
    assert got["status"] == "draft"
    again = analyst.post("/api/v1/assessments/", got)
    assert again.status_code == 201, "what GET returns is what POST accepts"


def test_a_risk_comes_back_as_it_was_sent_with_its_rank_and_reason(
    analyst: APIClient, assessment: Assessment
) -> None:
    sent = risk_json()
    made = analyst.post(risks(assessment), sent)
    assert made.status_code == 201, made.data
    got = analyst.get(f"{risks(assessment)}{made.data['id']}/").json()
    for name, value in sent.items():
        if name != "reasons":
            assert got[name] == value, name
    assert {**got["reasons"], **sent["reasons"]} == got["reasons"]
    assert (got["rank"], got["band"], got["needs_evidence"]) == (1, 5, ["irremediability"])
    assert got["why"].startswith("5, because irremediability is unknown and ranks as 5.")
    assert analyst.post(risks(assessment), got).status_code == 201, "what GET returns is what POST accepts"


def test_risks_are_listed_most_severe_first(analyst: APIClient, assessment: Assessment) -> None:
    for scale in (1, 5, 3):
        factories.RiskFactory.create(assessment=assessment, scale=scale, scope=1, irremediability=1)
    listed = analyst.get(risks(assessment)).json()["results"]
    assert [(risk["rank"], risk["scale"]) for risk in listed] == [(1, 5), (2, 3), (3, 1)]


def test_paging_walks_equal_risks_exactly_once_and_never_more_than_a_hundred(
    analyst: APIClient, assessment: Assessment
) -> None:
    made = [factories.RiskFactory.create(assessment=assessment).number for _ in range(130)]
    address: str | None = f"{risks(assessment)}?page_size=1000"
    seen: list[str] = []
    sizes = []
    while address:
        page = analyst.get(address).json()
        sizes.append(len(page["results"]))
        seen += [risk["reference"] for risk in page["results"]]
        address = page["next"]
    assert sizes == [100, 30]
    assert seen == [f"R-{number}" for number in made]


def test_a_stale_write_is_a_conflict_that_shows_both_states(analyst: APIClient, risk: Risk) -> None:
    address = f"{risks(risk.assessment)}{risk.pk}/"
    assert analyst.patch(address, {"title": "First", "version": 1}).json()["version"] == 2
    stale = analyst.patch(address, {"title": "Second", "version": 1})
    assert stale.status_code == 409
    assert stale["Content-Type"] == "application/problem+json"
    assert stale.json()["current"]["title"] == "First"
    assert stale.json()["yours"]["title"] == "Second"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"scale": 6}, "scale"),
        ({"scale": 3.5}, "scale"),
        ({"category": "PUB"}, "category"),
        ({"rights": ["no-such-right"]}, "rights"),
        ({"groups": ["nobody"]}, "groups"),
        ({"nature": "actual", "likelihood": 3}, "likelihood"),
        ({"title": ""}, "title"),
        ({"reasons": {"scale": "only one"}}, "reasons"),
        ({"involvement": "linked"}, "involvement"),
        ({"confidence": "certain"}, "confidence"),
        ({"rights_in_tension": ["no-such-right"]}, "rights_in_tension"),
        ({"enabled": "maybe"}, "enabled"),
        ({"mitigation": "perfect"}, "mitigation"),
    ],
)
def test_bad_input_is_named_where_it_stands(
    analyst: APIClient, assessment: Assessment, changes: dict[str, Any], where: str
) -> None:
    refused = analyst.post(risks(assessment), risk_json(**changes))
    assert refused.status_code == 422, refused.data
    assert refused["Content-Type"] == "application/problem+json"
    assert where in refused.json()["errors"]
    assert not Risk.objects.exists()


def test_a_reviewer_comments_and_reads_the_answer(
    api: Api, ines: User, leila: User, risk: Risk, reviewer_grant: object
) -> None:
    address = f"{risks(risk.assessment)}{risk.pk}/comments/"
    said = api(leila).post(address, {"text": "Who was asked?", "audience": "shared"})
    assert said.status_code == 201
    api(ines).post(address, {"text": "Nobody yet.", "thread": said.json()["thread"]})
    api(ines).post(address, {"text": "Between us."})
    seen = api(leila).get(address).json()["results"]
    assert [(row["text"], row["is_answer"]) for row in seen] == [
        ("Nobody yet.", True),
        ("Who was asked?", False),
    ]
    assert len(api(ines).get(address).json()["results"]) == 3


def test_a_reviewer_cannot_change_the_companys_risk(
    api: Api, leila: User, risk: Risk, reviewer_grant: object
) -> None:
    address = f"{risks(risk.assessment)}{risk.pk}/"
    assert api(leila).get(address).status_code == 200
    assert api(leila).patch(address, {"title": "Mine"}).status_code == 403


def test_the_token_of_somebody_who_left_opens_nothing(api: Api, ines: User, assessment: Assessment) -> None:
    client = api(ines)
    ines.is_active = False
    ines.save(update_fields=["is_active"])
    refused = client.get("/api/v1/assessments/")
    assert refused.status_code == 401
    assert refused["WWW-Authenticate"] == "Bearer"


def test_too_many_questions_are_answered_with_a_problem(
    analyst: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hrdd.api.throttles.PerToken.rate", "2/min", raising=False)
    answers = [analyst.get("/api/v1/assessments/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Content-Type"] == "application/problem+json"
    assert int(answers[2]["Retry-After"]) > 0
