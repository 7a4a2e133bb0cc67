"""The history pages: who reads which log, and what is left out of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments import actions
from assessments.models import Assessment, AssessmentOrganisationGrant, Risk
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.audit.recorder import record
from hrdd.discussions.models import Audience


def page(person: User, address: str) -> Any:
    client = Client()
    client.force_login(person)
    return client.get(address)


def words(person: User, address: str) -> str:
    answer = page(person, address)
    assert answer.status_code == 200
    html: str = answer.content.decode()
    return html


@pytest.fixture
def log(assessment: Assessment, risk: Risk, ines: User, ada: User, leila: User) -> None:
    now = timezone.now()
    record(by=ines, at=now, action="risk changed", target=risk, changes={"scale": [3, 4]})
    record(by=ada, at=now, action="signed in", target=ada, company_id=assessment.company_id)
    actions.comment_on_risk(risk=risk, text="Only for us.", audience=Audience.OWN, by=leila, at=now)
    actions.comment_on_risk(risk=risk, text="For everyone.", audience=Audience.SHARED, by=leila, at=now)


def test_an_administrator_reads_what_happened_in_her_organisation(log: None, ada: User) -> None:
    html = words(ada, "/history/")
    print(html)
    assert "Ines Duarte changed scale from 3 to 4 on R-1" in html
    assert "Ada Kimani signed in" in html


def test_an_auditor_reads_only_what_happened_on_the_assessments_open_to_her(
    log: None, omar: User, auditor_grant: AssessmentOrganisationGrant, assessment: Assessment
) -> None:
    for address in ("/history/", f"/assessments/{assessment.pk}/history/"):
        html = words(omar, address)
        assert "changed scale from 3 to 4" in html
        assert "signed in" not in html


def test_an_auditor_without_a_grant_reads_nothing(log: None, omar: User) -> None:
    html = words(omar, "/history/")
    assert "Nothing is written down here yet" in html


def test_what_is_said_inside_one_organisation_is_not_even_mentioned(
    log: None, ada: User, omar: User, auditor_grant: AssessmentOrganisationGrant, assessment: Assessment
) -> None:
    assert Event.objects.filter(action="commented").count() == 2
    for person in (ada, omar):
        html = words(person, f"/assessments/{assessment.pk}/history/")
        assert "R-1" in html.split("Leila Haddad commented")[1]
        assert html.count("Leila Haddad commented") == 1
        assert "Only for us" not in html + words(person, "/history/")


@pytest.mark.parametrize("name", ["ines", "victor", "leila"])
def test_others_have_no_history_page(
    name: str, request: pytest.FixtureRequest, assessment: Assessment,
    reviewer_grant: AssessmentOrganisationGrant,
) -> None:  # fmt: skip
    person = request.getfixturevalue(name)
    assert page(person, "/history/").status_code == 404
    assert page(person, f"/assessments/{assessment.pk}/history/").status_code == 403


def test_the_administrator_of_another_company_reads_her_own_log_only(
    log: None, nina: User, assessment: Assessment
) -> None:
    assert "Ines Duarte" not in words(nina, "/history/")
    assert "Ines Duarte" not in words(nina, f"/history/?of={assessment.company_id}")
    assert page(nina, f"/assessments/{assessment.pk}/history/").status_code == 404


def test_pages_follow_one_another_without_gap_or_repetition(ada: User, assessment: Assessment) -> None:
    start = timezone.now()
    for number in range(120):
        moment = start - timedelta(minutes=number // 3)
        record(by=ada, at=moment, action=f"step {number:03}", target=assessment)
    client, address, seen = Client(), "/history/", []
    client.force_login(ada)
    while address:
        answer = client.get(address)
        seen += [said.sentence.split(": ")[1][:8] for said in answer.context["lines"]]
        following = answer.context["following"]
        address = f"/history/?after={following.replace('+', '%2B')}" if following else ""
    assert sorted(seen) == [f"step {number:03}" for number in range(120)]
    assert client.get("/history/?after=nonsense").status_code == 200
    assert client.get("/history/?after=2026-01-01_x").status_code == 200


def test_the_pages_ask_the_database_equally_often_for_few_and_many(
    ada: User, assessment: Assessment, django_assert_max_num_queries: Any
) -> None:
    client = Client()
    client.force_login(ada)
    for number in range(60):
        record(by=ada, at=timezone.now(), action=f"step {number}", target=assessment)
    with django_assert_max_num_queries(8):
        client.get("/history/")
    with django_assert_max_num_queries(15):
        client.get(f"/assessments/{assessment.pk}/history/")
