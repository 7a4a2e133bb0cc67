"""Groups, contacts and the plan over the API: the same rules as on screen, and never who a contact is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Assessment
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from stakeholders.models import Contact, PlannedEngagement, StakeholderGroup
from tests import factories

pytestmark = pytest.mark.django_db
Api = Callable[[User | None], Any]
GROUPS = "/api/v1/stakeholders/"
WHO = {"name": "Zawadi Quillfeather", "reach": "+254 700 555 019"}


def json(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content
    return answer.json() if answer.content else None


@pytest.fixture
def contacts(families: StakeholderGroup) -> str:
    return f"{GROUPS}{families.pk}/contacts/"


@pytest.fixture
def contact(api: Api, elsa: User, contacts: str) -> Contact:
    json(api(elsa).post(contacts, {"called": "Elder", "wishes": "By day.", **WHO}, format="json"), 201)
    return Contact.objects.get()


@pytest.fixture
def engagement_api(assessment: Assessment) -> str:
    return f"/api/v1/assessments/{assessment.pk}/engagement/"


def test_a_group_is_added_read_and_changed(
    api: Api, elsa: User, ines: User, leila: User, assessment: Assessment
) -> None:
    data = {
        "name": "Annotators", "nearness": "affected", "languages": ["Kiswahili", "Kikamba"],
        "countries": ["KE"], "groups": ["data_workers_annotators"], "rights": ["privacy"],
        "systems": [str(assessment.system_id)],
    }  # fmt: skip
    made = json(api(elsa).post(GROUPS, data, format="json"), 201)
    assert {name: made[name] for name in data} == data
    address = f"{GROUPS}{made['id']}/"
    json(api(ines).post(GROUPS, data, format="json"), 403)
    json(api(ines).patch(address, {"exposure": "x"}, format="json"), 403)
    json(api(leila).get(address), 404)
    assert json(api(leila).get(GROUPS))["results"] == []
    saved = json(api(elsa).patch(address, {"exposure": "Night shifts.", "version": 1}, format="json"))
    assert (saved["exposure"], saved["languages"], saved["version"]) == (
        "Night shifts.",
        data["languages"],
        2,
    )
    late = json(api(elsa).patch(address, {"exposure": "Days.", "version": 1}, format="json"), 409)
    assert late["current"]["exposure"] == "Night shifts."
    assert late["yours"]["exposure"] == "Days."
    json(api(elsa).patch(address, {"countries": ["Kenya"]}, format="json"), 422)


def test_no_answer_but_an_opening_tells_who_a_contact_is(
    api: Api, elsa: User, ines: User, contact: Contact, contacts: str
) -> None:
    one = f"{contacts}{contact.pk}/"
    answers = [
        api(elsa).get(contacts), api(ines).get(contacts), api(elsa).get(one),
        api(elsa).patch(one, {"do_not_contact": True, **WHO}, format="json"),
        api(elsa).patch(one, {"version": 1, **WHO}, format="json"),
        api(elsa).patch(one, {"wishes": "Ask Zawadi."}, format="json"),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 409, 422]
    for answer in answers:
        assert b"Quillfeather" not in answer.content
        assert b"555 019" not in answer.content
    assert json(answers[1])["results"][0]["pseudonym"] == "Elder 1"
    assert "wishes" not in json(answers[1])["results"][0]
    json(api(ines).get(one), 403)


def test_an_opening_tells_it_once_and_is_recorded(
    api: Api, elsa: User, ines: User, contact: Contact, contacts: str
) -> None:
    openings = f"{contacts}{contact.pk}/openings/"
    json(api(ines).post(openings, {"reason": "Curious."}, format="json"), 403)
    json(api(elsa).post(openings, {"reason": " "}, format="json"), 422)
    json(api(elsa).get(openings), 405)
    answer = api(elsa).post(openings, {"reason": "To tell her the answer."}, format="json")
    assert json(answer, 201)["name"] == "Zawadi Quillfeather"
    assert "no-store" in answer.headers["Cache-Control"]
    assert Event.objects.get(action="contact identity opened").changes == {
        "reason": "To tell her the answer."
    }


def test_a_key_that_is_not_here_is_told(
    api: Api, elsa: User, contact: Contact, contacts: str, settings: Any
) -> None:
    settings.IDENTITY_SECRETS = ["another secret of thirty-two letters"]
    refused = api(elsa).post(f"{contacts}{contact.pk}/openings/", {"reason": "To call."}, format="json")
    assert "sealed with a key" in str(json(refused, 422))


def test_who_a_contact_is_can_be_erased(api: Api, elsa: User, contact: Contact, contacts: str) -> None:
    address = f"{contacts}{contact.pk}/erasure/"
    json(api(elsa).post(address, {"reason": "She asked.", "version": 9}, format="json"), 409)
    assert json(api(elsa).post(address, {"reason": "She asked."}, format="json"))["erased_at"]
    contact.refresh_from_db()
    assert contact.identity is None


def test_a_plan_is_made_changed_and_taken_back(
    api: Api, ines: User, victor: User, families: StakeholderGroup, engagement_api: str
) -> None:
    plan, day = f"{engagement_api}plan/", str(timezone.localdate() + timedelta(days=9))
    data = {
        "group": str(families.pk), "stage": "deploy", "method": "panel", "planned_on": day,
        "owner": str(ines.pk), "budget": 900, "currency": "KES",
    }  # fmt: skip
    json(api(victor).post(plan, data, format="json"), 403)
    made = json(api(ines).post(plan, data, format="json"), 201)
    assert {name: made[name] for name in data} == data
    one = f"{plan}{made['id']}/"
    assert json(api(ines).patch(one, {"budget": 0}, format="json"))["budget"] == 0
    json(api(ines).patch(one, {"budget": 1, "version": 1}, format="json"), 409)
    assert json(api(victor).get(plan))["results"][0]["owner"] == str(ines.pk)
    json(api(ines).post(f"{one}removal/", {"reason": "Later.", "version": 1}, format="json"), 409)
    json(api(ines).post(f"{one}removal/", {"reason": "Later."}, format="json"), 204)
    assert not PlannedEngagement.objects.exists()


def test_a_proxy_needs_a_reason(api: Api, ines: User, assessment: Assessment, engagement_api: str) -> None:
    experts = factories.StakeholderGroupFactory.create(company=assessment.company, nearness="proxies")
    data = {"group": str(experts.pk), "stage": "deploy", "method": "panel", "planned_on": "2099-01-01"}
    refused = json(api(ines).post(f"{engagement_api}plan/", data, format="json"), 422)
    assert "proxy_reason" in refused["errors"]


def test_guests_are_told_neither_budget_nor_owner_nor_what_they_may_not_know(
    api: Api, ines: User, leila: User, omar: User, assessment: Assessment, families: StakeholderGroup,
    reviewer_grant: Any, auditor_grant: Any, engagement_api: str,
) -> None:  # fmt: skip
    record = factories.EngagementFactory.create(
        assessment=assessment, on_record=True, level="restricted", number=9
    )
    row = factories.PlannedEngagementFactory.create(
        assessment=assessment, group=families, owner=ines, budget=98_765, currency="EUR", engagement=record
    )
    for person in (leila, omar):
        told = json(api(person).get(f"{engagement_api}plan/{row.pk}/"))
        assert not {"owner", "budget", "currency"} & set(told)
        assert told["engagement"] is None
        grid = json(api(person).get(engagement_api))
        assert grid["groups"][0]["cells"][4]["state"] == "planned"
        assert "E-9" not in str(grid)
    analyst = api(ines)
    assert json(analyst.get(f"{engagement_api}plan/{row.pk}/"))["engagement"] is None
    json(analyst.patch(f"{engagement_api}plan/{row.pk}/", {"budget": 5}, format="json"))
    row.refresh_from_db()
    assert row.engagement_id == record.pk, "what she may not know stays as it is"


def test_why_a_group_is_not_asked(
    api: Api, ines: User, leila: User, families: StakeholderGroup, reviewer_grant: Any, engagement_api: str
) -> None:
    address = f"{engagement_api}not-sought/"
    data = {"group": str(families.pk), "stage": "deploy", "reason": "It never reaches them then."}
    made = json(api(ines).post(address, data, format="json"), 201)
    json(api(ines).post(address, {**data, "reason": "Other."}, format="json"), 409)
    assert json(api(leila).get(address))["results"][0]["reason"] == data["reason"]
    cell = json(api(leila).get(engagement_api))["groups"][0]["cells"][4]
    assert (cell["state"], cell["reason"]) == ("not_sought", data["reason"])
    one = f"{address}{made['id']}/"
    json(api(leila).patch(one, {"reason": "x"}, format="json"), 403)
    assert json(api(ines).patch(one, {"reason": "They moved."}, format="json"))["version"] == 2
    json(api(ines).patch(one, {"reason": "They stayed.", "version": 1}, format="json"), 409)
    json(api(ines).post(f"{one}removal/", {"reason": "They came."}, format="json"), 204)
    json(api(ines).get(one), 404)


@pytest.mark.parametrize("what", ["groups", "contacts", "plan", "not-sought", "grid"])
def test_a_list_takes_as_many_queries_for_sixty_rows_as_for_three(
    api: Api, elsa: User, assessment: Assessment, families: StakeholderGroup, contacts: str,
    engagement_api: str, what: str,
) -> None:  # fmt: skip
    address = {
        "groups": GROUPS, "contacts": contacts, "plan": f"{engagement_api}plan/",
        "not-sought": f"{engagement_api}not-sought/", "grid": engagement_api,
    }[what]  # fmt: skip
    program = api(elsa)

    def add(count: int) -> None:
        for _ in range(count):
            group = factories.StakeholderGroupFactory.create(company=assessment.company)
            group.systems.add(assessment.system)
            factories.ContactFactory.create(group=families)
            factories.PlannedEngagementFactory.create(assessment=assessment, group=group)
            factories.NotSoughtFactory.create(assessment=assessment, group=group)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            json(program.get(address, {"page_size": 100}))
        return len(asked)

    add(3)
    few = queries()
    add(57)
    assert queries() == few
    assert few <= 15


def test_bodies_of_another_shape_are_refused(
    api: Api, elsa: User, contact: Contact, contacts: str, engagement_api: str
) -> None:
    odd = (
        '{"name": ["x"]}', '{"languages": 3}', '{"version": {}}', '{"countries": [null]}', "[]", '"x"',
        '{"name": "\\ud800", "nearness": "affected"}', '{"called": "a\\u0000b", "name": "\\ud800"}',
    )  # fmt: skip
    for junk in odd:
        for address in (GROUPS, contacts, f"{engagement_api}plan/", f"{engagement_api}not-sought/"):
            answer = api(elsa).generic("POST", address, junk, content_type="application/json")
            assert answer.status_code in (400, 422), (junk, address)


def test_a_hold_on_a_contact_stops_its_erasure_over_the_api(
    api: Api, elsa: User, ines: User, contact: Contact, contacts: str
) -> None:
    one = f"{contacts}{contact.pk}/"
    json(api(ines).post(f"{one}hold/", {"reason": "A court asked."}, format="json"), 403)
    json(api(elsa).post(f"{one}hold/", {"reason": "A court asked."}, format="json"), 201)
    assert [row["reason"] for row in json(api(elsa).get(f"{one}hold/"))["results"]] == ["A court asked."]
    json(api(elsa).post(f"{one}erasure/", {"reason": "She asked for it."}, format="json"), 422)
    json(api(elsa).post(f"{one}hold/end/", {"reason": "The court is done."}, format="json"))
    json(api(elsa).post(f"{one}hold/end/", {"reason": "Again."}, format="json"), 404)
    json(api(elsa).post(f"{one}erasure/", {"reason": "She asked for it."}, format="json"))
