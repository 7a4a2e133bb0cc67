"""What people said and asked for is about risks, measures and decisions, and what that does to a rating."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment, Measure, Risk, RiskDecision
from hrdd.accounts.models import User
from stakeholders.models import Engagement, Input, Request, StakeholderGroup
from tests import factories

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]


def at(name: str, *args: Any) -> str:
    return reverse(f"stakeholders:{name}", args=args)


@pytest.fixture
def grave(assessment: Assessment) -> Risk:
    return factories.RiskFactory.create(assessment=assessment, scale=5, scope=5, irremediability=5)


@pytest.fixture
def measure(grave: Risk) -> Measure:
    return factories.MeasureFactory.create(risk=grave, title="Call back on a second line")


@pytest.fixture
def decision(grave: Risk) -> RiskDecision:
    return factories.RiskDecisionFactory.create(risk=grave)


@pytest.fixture
def said(engagement: Engagement, families: StakeholderGroup) -> Input:
    return factories.InputFactory.create(engagement=engagement, group=families)


@pytest.fixture
def asked(engagement: Engagement) -> Request:
    return factories.RequestFactory.create(engagement=engagement, number=1)


@pytest.mark.parametrize("what", ["measure", "decision"])
def test_what_people_say_of_a_measure_or_decision_calls_the_rating_into_question(
    as_person: As, elsa: User, said: Input, grave: Risk, what: str, request: pytest.FixtureRequest
) -> None:
    target = request.getfixturevalue(what)
    answer = as_person(elsa).post(
        at("input_links", said.engagement_id, said.pk), {what: str(target.pk)}, follow=True
    )
    assert answer.status_code == 200
    assert f"the {what}" in answer.text
    grave.refresh_from_db()
    assert grave.is_stale
    assert f"about a {what}" in grave.stale_because
    assert grave.is_not_consulted, "only what they say of the harm itself ends that"


@pytest.mark.parametrize("what", ["risk", "measure", "decision"])
def test_a_request_is_linked_and_calls_nothing_into_question(
    as_person: As, elsa: User, asked: Request, grave: Risk, measure: Measure, decision: RiskDecision,
    what: str,
) -> None:  # fmt: skip
    target = {"risk": grave, "measure": measure, "decision": decision}[what]
    client, address = as_person(elsa), at("request_links", asked.engagement_id, asked.pk)
    assert client.post(address, {what: str(target.pk)}).status_code == 302
    assert asked.links.get().target == target
    assert client.post(address, {what: str(target.pk)}).status_code == 422, "once is enough"
    grave.refresh_from_db()
    assert not grave.is_stale


def test_a_link_is_about_one_thing(
    as_person: As, elsa: User, asked: Request, said: Input, grave: Risk, measure: Measure
) -> None:
    for name, row in (("input_links", said), ("request_links", asked)):
        address = at(name, row.engagement_id, row.pk)
        for data in ({}, {"risk": str(grave.pk), "measure": str(measure.pk)}):
            refused = as_person(elsa).post(address, data)
            assert refused.status_code == 422
            assert "Choose one thing" in refused.text
    assert not said.links.exists()
    assert not asked.links.exists()


def test_nothing_of_another_assessment_is_a_choice(
    as_person: As, elsa: User, asked: Request, measure: Measure
) -> None:
    foreign = factories.MeasureFactory.create()
    page = as_person(elsa).get(at("request", asked.engagement_id, asked.pk)).text
    assert str(measure.pk) in page
    assert str(foreign.pk) not in page
    address = at("request_links", asked.engagement_id, asked.pk)
    assert as_person(elsa).post(address, {"measure": str(foreign.pk)}).status_code == 422


def test_a_record_of_no_assessment_offers_those_of_its_company(
    as_person: As, elsa: User, asked: Request, grave: Risk
) -> None:
    Engagement.objects.update(assessment=None, system=None)
    page = as_person(elsa).get(at("request", asked.engagement_id, asked.pk)).text
    assert f"{grave.assessment.reference}, {grave}" in page


def test_a_link_of_a_request_is_taken_away_with_a_reason(
    as_person: As, elsa: User, ines: User, asked: Request, grave: Risk
) -> None:
    link = factories.RequestLinkFactory.create(request=asked, risk=grave)
    address = at("request_link_removal", asked.engagement_id, asked.pk, link.pk)
    assert as_person(ines).post(address, {"reason": "Wrong."}).status_code == 403
    assert as_person(elsa).post(address, {"reason": " "}).status_code == 422
    assert as_person(elsa).post(address, {"reason": "It was about another risk."}).status_code == 302
    assert not asked.links.exists()


def test_the_api_links_as_the_pages_do(
    api: Any, elsa: User, asked: Request, said: Input, measure: Measure
) -> None:
    one = f"/api/v1/engagements/{asked.engagement_id}/"
    for part in (f"requests/{asked.pk}/", f"inputs/{said.pk}/"):
        made = api(elsa).post(f"{one}{part}links/", {"measure": str(measure.pk)}, format="json")
        assert made.status_code == 201
        assert made.data["measure"] == str(measure.pk)
        [link] = api(elsa).get(f"{one}{part}").data["links"]
        assert (link["risk"], link["measure"]) == (None, str(measure.pk))
        gone = api(elsa).post(f"{one}{part}links/{link['id']}/removal/", {"reason": "No."}, format="json")
        assert gone.status_code == 204
