"""People who spoke up are asked whether they are safe; a check that is missed does not stay unseen."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment
from hrdd.accounts.models import User
from stakeholders.models import Engagement, FollowUp, RecordVersion
from tests import factories

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
TODAY = timezone.localdate()
HOME = reverse("dashboard:home")
ASK = "Ask whether people are safe"


@pytest.fixture
def record(assessment: Assessment) -> Engagement:
    return factories.EngagementFactory.create(assessment=assessment, on_record=True, number=9)


def at(name: str, *args: Any) -> str:
    return reverse(f"stakeholders:{name}", args=args)


def due(record: Engagement, days_ago: int) -> FollowUp:
    return factories.FollowUpFactory.create(engagement=record, due_on=TODAY - timedelta(days=days_ago))


def test_a_check_is_written_down_and_corrected_with_a_reason(
    as_person: As, elsa: User, record: Engagement
) -> None:
    check = due(record, 1)
    client, address = as_person(elsa), at("follow_up", record.pk, check.pk)
    data = {"done_on": TODAY.isoformat(), "outcome": "safe", "version": "1"}
    assert client.post(address, {**data, "outcome": "reprisal"}).status_code == 422, "what was done?"
    assert client.post(address, {**data, "done_on": "2199-01-01"}).status_code == 422
    assert client.post(address, data).status_code == 302
    assert client.post(address, {**data, "outcome": "not_reached"}).status_code == 409
    again = {**data, "outcome": "reprisal", "note": "Two lost their work.", "version": "2"}
    assert client.post(address, again).status_code == 422, "a correction needs a reason"
    assert client.post(address, {**again, "reason": "They called again."}).status_code == 302
    assert RecordVersion.objects.get().content["outcome"] == "safe"


def test_reprisal_is_shown_on_every_page_of_the_engagement(
    as_person: As, ines: User, elsa: User, record: Engagement
) -> None:
    told = "Something was done to people because they spoke."
    assert told not in as_person(ines).get(record.get_absolute_url()).text
    factories.FollowUpFactory.create(
        engagement=record, done_on=TODAY, done_by=elsa, done_at=timezone.now(), outcome="reprisal"
    )
    for name in ("engagement", "inputs", "follow_ups"):
        assert told in as_person(ines).get(at(name, record.pk)).text


def test_do_not_contact_is_respected_in_what_one_is_told_to_do(
    as_person: As, elsa: User, record: Engagement
) -> None:
    check = due(record, 1)
    page = as_person(elsa).get(at("follow_up", record.pk, check.pk)).text
    assert "Do not write or call" not in page
    Engagement.objects.update(do_not_contact=True)
    assert "Do not write or call" in as_person(elsa).get(at("follow_up", record.pk, check.pk)).text
    assert "do not want to be contacted" in as_person(elsa).get(HOME).text


def test_what_is_due_waits_for_leads_and_what_is_missed_for_those_above(
    as_person: As, elsa: User, ines: User, tomas: User, ada: User, nina: User, record: Engagement
) -> None:
    due(record, 1)
    assert ASK in as_person(elsa).get(HOME).text
    for person in (ines, tomas, ada, nina):
        assert ASK not in as_person(person).get(HOME).text
    due(record, 8)
    for person in (elsa, tomas, ada):
        page = as_person(person).get(HOME).text
        assert "Missed" in page
        assert ASK in page
    for person in (ines, nina):
        assert ASK not in as_person(person).get(HOME).text


def test_of_a_record_she_may_not_read_an_approver_learns_no_title(
    as_person: As, tomas: User, assessment: Assessment
) -> None:
    closed = factories.EngagementFactory.create(
        assessment=assessment, on_record=True, level="restricted", title="Evening with Marigold"
    )
    due(closed, 30)
    page = as_person(tomas).get(HOME).text
    assert ASK in page
    assert closed.reference in page
    assert "Marigold" not in page
    assert closed.get_absolute_url() not in page


def test_a_check_to_come_waits_for_nobody(as_person: As, elsa: User, record: Engagement) -> None:
    due(record, -3)
    assert ASK not in as_person(elsa).get(HOME).text


def test_the_list_asks_the_database_as_often_however_long_it_is(
    as_person: As, elsa: User, record: Engagement, django_assert_max_num_queries: Any
) -> None:
    client = as_person(elsa)
    for days in range(12):
        due(record, days)
    with django_assert_max_num_queries(15):
        client.get(at("follow_ups", record.pk))
