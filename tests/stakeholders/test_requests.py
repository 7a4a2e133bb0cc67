"""What people asked for: each request is answered, people are told, and what changed is the very change."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import actions as work
from assessments.models import Risk
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from stakeholders.models import Engagement, Request
from tests import factories

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
TODAY = timezone.localdate()


def at(name: str, asked: Request) -> str:
    return reverse(f"stakeholders:{name}", args=[asked.engagement_id, asked.pk])


@pytest.fixture
def asked(engagement: Engagement) -> Request:
    return factories.RequestFactory.create(engagement=engagement, number=1)


def test_requests_of_one_engagement_count_up(as_person: As, elsa: User, engagement: Engagement) -> None:
    for text in ("Tell us first.", "Let us say no."):
        answer = as_person(elsa).post(reverse("stakeholders:requests", args=[engagement.pk]), {"text": text})
        assert answer.status_code == 302
    assert [asked.reference for asked in engagement.requests.all()] == ["Q-1", "Q-2"]


def test_a_request_that_asks_nothing_is_refused(as_person: As, elsa: User, engagement: Engagement) -> None:
    answer = as_person(elsa).post(reverse("stakeholders:requests", args=[engagement.pk]), {"text": " "})
    assert answer.status_code == 422


@pytest.mark.parametrize("answer", ["partly", "declined"])
def test_a_no_is_told_with_its_reason(as_person: As, ines: User, asked: Request, answer: str) -> None:
    silent = as_person(ines).post(at("request", asked), {"answer": answer, "version": "1"})
    assert silent.status_code == 422
    assert "People will be told the reason." in silent.text
    data = {"answer": answer, "reason": "The switch is not built yet.", "version": "1"}
    assert as_person(ines).post(at("request", asked), data).status_code == 302


def test_two_who_answer_at_once_both_see_it(as_person: As, ines: User, elsa: User, asked: Request) -> None:
    as_person(ines).post(at("request", asked), {"answer": "accepted", "reason": "Ours.", "version": "1"})
    data = {"answer": "declined", "reason": "Mine.", "version": "1"}
    late = as_person(elsa).post(at("request", asked), data)
    assert late.status_code == 409
    assert "Ours." in late.text
    assert "Mine." in late.text


def test_what_changed_is_the_very_change(
    as_person: As, elsa: User, ines: User, asked: Request, engagement: Engagement
) -> None:
    risk: Risk = factories.RiskFactory.create(assessment=engagement.assessment)
    now = timezone.now() + timedelta(seconds=1)
    work.mark_stale(risk=risk, because="people asked", by=ines, at=now)
    event = Event.objects.get(action="rating marked stale")
    page = as_person(elsa).get(at("request", asked))
    assert str(event.pk) in page.text
    data = {"answer": "accepted", "change": str(event.pk), "version": "1"}
    assert as_person(elsa).post(at("request", asked), data).status_code == 302
    assert "What changed because of this" in as_person(elsa).get(at("request", asked)).text


def test_a_change_of_another_assessment_is_no_answer(as_person: As, elsa: User, asked: Request) -> None:
    elsewhere = factories.RiskFactory.create()
    work.mark_stale(risk=elsewhere, because="x", by=elsewhere.created_by, at=timezone.now())
    event = Event.objects.get(action="rating marked stale")
    data = {"answer": "accepted", "change": str(event.pk), "version": "1"}
    assert as_person(elsa).post(at("request", asked), data).status_code == 422


def test_people_are_told_an_answer_and_their_reply_is_kept(as_person: As, elsa: User, asked: Request) -> None:
    client = as_person(elsa)
    told = {"told_on": TODAY.isoformat(), "told_how": "At the next evening", "version": "1"}
    assert client.post(at("request_telling", asked), told).status_code == 422, "nothing to tell yet"
    client.post(at("request", asked), {"answer": "accepted", "version": "1"})
    assert client.post(at("request_telling", asked), {**told, "version": "2"}).status_code == 302
    early = {"reply": "At last.", "replied_on": (TODAY - timedelta(1)).isoformat(), "version": "3"}
    assert client.post(at("request_reply", asked), early).status_code == 422
    kept = client.post(at("request_reply", asked), {**early, "replied_on": TODAY.isoformat()})
    assert kept.status_code == 302
    assert "At last." in client.get(at("request", asked)).text


def test_an_answer_people_were_told_stands(as_person: As, elsa: User, asked: Request) -> None:
    client = as_person(elsa)
    client.post(at("request", asked), {"answer": "accepted", "version": "1"})
    told = {"told_on": TODAY.isoformat(), "told_how": "By message", "version": "2"}
    client.post(at("request_telling", asked), told)
    again = client.post(at("request", asked), {"answer": "declined", "reason": "No.", "version": "3"})
    assert again.status_code == 422
    asked.refresh_from_db()
    assert asked.answer == "accepted"


def test_viewers_read_and_do_not_answer(as_person: As, victor: User, asked: Request) -> None:
    client = as_person(victor)
    assert client.get(at("request", asked)).status_code == 200
    assert client.post(at("request", asked), {"answer": "accepted", "version": "1"}).status_code == 403


def test_history_names_no_engagement_one_may_not_know_of(
    as_person: As, ada: User, elsa: User, engagement: Engagement, assessment: Any
) -> None:
    hidden = factories.EngagementFactory.create(assessment=assessment, level="restricted", title="Marigold")
    for record in (engagement, hidden):
        address = reverse("stakeholders:requests", args=[record.pk])
        assert as_person(elsa).post(address, {"text": "Tell us."}).status_code == 302
    page = as_person(ada).get("/history/").text
    assert "Q-1 of E-7" in page
    assert "Marigold" not in page
    assert f"of {hidden.reference}" not in page
