"""The calendar of the log: who sees what on it, and that a file taken away says nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from assessments.models import Assessment
from hrdd.accounts.models import User
from stakeholders.models import StakeholderGroup
from stakeholders.month import after, before, month_asked, weeks
from tests import factories

As = Callable[[User], Client]
TODAY = timezone.localdate()
PAGE, FILE = reverse("stakeholders:calendar"), reverse("stakeholders:calendar_ics")
CAST = ("elsa", "victor", "omar", "leila")
KNOWING = [
    ("public", {"elsa", "victor", "omar", "leila"}),
    ("internal", {"elsa", "victor", "omar"}),
    ("restricted", {"elsa"}),
]


def held(assessment: Assessment, **facts: Any) -> Any:
    return factories.EngagementFactory.create(assessment=assessment, on_record=True, **facts)


def events(client: Client) -> list[Any]:
    answer = client.get(FILE)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_a_month_holds_what_is_on_in_it(
    as_person: As, victor: User, assessment: Assessment, families: StakeholderGroup
) -> None:
    held(assessment, title="Two days in March", held_on=date(2031, 3, 30), held_until=date(2031, 4, 2))
    factories.PlannedEngagementFactory.create(
        assessment=assessment, group=families, planned_on=date(2031, 4, 9)
    )
    client = as_person(victor)
    march, april = (client.get(PAGE, {"month": month}).text for month in ("2031-03", "2031-04"))
    assert "March 2031" in march
    assert "Two days in March" in march
    assert "Two days in March" in april
    assert families.name not in march
    assert families.name in april
    assert "Nothing that you may know of" in client.get(PAGE, {"month": "2031-06"}).text


def test_a_plan_that_came_to_be_is_the_engagement(
    as_person: As, elsa: User, victor: User, assessment: Assessment, families: StakeholderGroup
) -> None:
    record = held(assessment, level="restricted", title="Evening with Marigold")
    factories.PlannedEngagementFactory.create(assessment=assessment, group=families, engagement=record)
    mine, theirs = as_person(elsa).get(PAGE).text, as_person(victor).get(PAGE).text
    assert "Evening with Marigold" in mine
    assert families.name not in mine
    assert "Marigold" not in theirs
    assert families.name in theirs, "it shows as the plan says"


@pytest.mark.parametrize(("level", "knowing"), KNOWING)
def test_those_alone_see_a_record_and_its_checks_who_may_know(
    as_person: As, request: pytest.FixtureRequest, assessment: Assessment, reviewer_grant: Any,
    auditor_grant: Any, level: str, knowing: set[str],
) -> None:  # fmt: skip
    record = held(assessment, level=level, number=41, title="Marigold evening")
    factories.FollowUpFactory.create(engagement=record)
    for name in CAST:
        client = as_person(request.getfixturevalue(name))
        page = client.get(PAGE).text
        assert ("Marigold" in page) is (name in knowing), name
        checks = name in knowing - {"leila"}
        assert ("people are safe after E-41" in page) is checks, name
        assert len(events(client)) == (name in knowing) + checks, name


def test_a_sealed_record_is_on_nobodys_calendar(
    # The day on which people spoke is sealed, too.
    as_person: As,
    elsa: User,
    victor: User,
    assessment: Assessment,
) -> None:
    record = held(assessment, level="sealed", number=41, title="Marigold evening")
    factories.FollowUpFactory.create(engagement=record)
    mine = as_person(elsa).get(PAGE).text
    assert "record 41" not in mine
    assert "Marigold" not in mine
    assert "people are safe" not in mine
    assert "record 41" not in as_person(victor).get(PAGE).text


def test_checks_say_whether_they_are_due_missed_or_done(
    as_person: As, victor: User, assessment: Assessment
) -> None:
    record = held(assessment)
    done = {"done_on": date(2031, 5, 2), "outcome": "safe", "done_by": victor, "done_at": timezone.now()}
    factories.FollowUpFactory.create(engagement=record, due_on=date(2031, 5, 2), **done)
    factories.FollowUpFactory.create(engagement=record, due_on=date(2031, 5, 9))
    factories.FollowUpFactory.create(engagement=record, due_on=date(2021, 5, 9))
    client = as_person(victor)
    page = client.get(PAGE, {"month": "2031-05"}).text
    assert "Follow-up, done" in page
    assert "Follow-up due" in page
    assert "Follow-up, missed" in client.get(PAGE, {"month": "2021-05"}).text


def test_a_file_for_other_calendars_holds_days_and_addresses_and_nothing_else(
    as_person: As, elsa: User, assessment: Assessment, families: StakeholderGroup
) -> None:
    families.name = "Petunia families"
    families.save()
    until = TODAY + timedelta(days=2)
    record = held(
        assessment, title="Marigold evening", place="Marigold Street 7", purpose="Marigold", number=41,
        held_until=until,
    )  # fmt: skip
    soon = TODAY + timedelta(days=40)
    factories.PlannedEngagementFactory.create(assessment=assessment, group=families, planned_on=soon)
    factories.FollowUpFactory.create(engagement=record, due_on=TODAY + timedelta(days=30), note="Marigold")
    content = as_person(elsa).get(FILE).content
    unfolded = content.decode().replace("\r\n ", "")
    for word in ("Marigold", "Petunia", "E-41", "A-12", "Aster", "Torvane", "Elsa", families.name):
        assert word.casefold() not in unfolded.casefold(), word
    told = {
        (str(event["SUMMARY"]), event.decoded("DTSTART"), event.decoded("DTEND"), str(event["URL"]))
        for event in Calendar.from_ical(content).walk("VEVENT")
    }
    day, base = timedelta(days=1), settings.BASE_URL
    plan = reverse("stakeholders:for_assessment", args=[assessment.pk])
    safety = reverse("stakeholders:follow_ups", args=[record.pk])
    assert told == {
        ("Engagement", TODAY, until + day, f"{base}{record.get_absolute_url()}"),
        ("Engagement", soon, soon + day, f"{base}{plan}"),
        ("Follow-up due", TODAY + 30 * day, TODAY + 31 * day, f"{base}{safety}"),
    }
    names = {line.split(":")[0].split(";")[0] for line in unfolded.splitlines()}
    assert names == {
        "BEGIN", "END", "VERSION", "PRODID", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "URL", "CLASS",
        "TRANSP",
    }  # fmt: skip


def test_what_is_done_is_not_taken_along(as_person: As, elsa: User, assessment: Assessment) -> None:
    record = held(assessment, held_on=TODAY - timedelta(days=90))
    done = {"done_on": TODAY, "outcome": "safe", "done_by": elsa, "done_at": timezone.now()}
    factories.FollowUpFactory.create(engagement=record, **done)
    assert events(as_person(elsa)) == []


def test_a_stranger_sees_nothing_of_it(as_person: As, nina: User, assessment: Assessment) -> None:
    record = held(assessment, level="public", title="Marigold evening")
    factories.FollowUpFactory.create(engagement=record)
    factories.PlannedEngagementFactory.create(assessment=assessment)
    assert "Nothing that you may know of" in as_person(nina).get(PAGE).text
    assert events(as_person(nina)) == []


@pytest.mark.parametrize("month", ["", "2031-13", "0000-01", "9999-12", "²031-01", "2031-1", "x" * 9_000])
def test_an_odd_month_is_this_month(as_person: As, victor: User, month: str) -> None:
    assert TODAY.strftime("%B %Y") in as_person(victor).get(PAGE, {"month": month}).text


def test_the_calendar_begins_and_ends_somewhere() -> None:
    assert month_asked("2100-12", TODAY) == date(2100, 12, 1)
    assert before(date(2000, 1, 1)) is None
    assert after(date(2100, 12, 1)) is None
    assert (before(date(2026, 1, 1)), after(date(2026, 1, 1))) == (date(2025, 12, 1), date(2026, 2, 1))
    assert weeks(date(2026, 11, 1))[0][0] == date(2026, 10, 26)


def test_the_page_takes_as_many_queries_for_many_rows_as_for_few(
    as_person: As, elsa: User, assessment: Assessment
) -> None:
    client = as_person(elsa)

    def add(count: int) -> None:
        for _number in range(count):
            factories.FollowUpFactory.create(engagement=held(assessment))
            factories.PlannedEngagementFactory.create(assessment=assessment)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(PAGE).status_code == 200
        return len(asked)

    add(2)
    client.get(PAGE)
    few = queries()
    add(15)
    assert queries() == few
    assert few <= 10


def test_the_api_tells_what_the_page_does(
    api: Any, elsa: User, victor: User, leila: User, assessment: Assessment
) -> None:
    held(assessment, level="restricted", number=41, title="Marigold evening")
    address = "/api/v1/engagements/calendar/"
    mine = api(elsa).get(address).json()["marks"]
    assert [row["title"] for row in mine if row["first"] == TODAY.isoformat()] == ["E-41 Marigold evening"]
    assert api(victor).get(address).json()["marks"] == []
    assert api(leila).get(address).json()["marks"] == []
    assert api(elsa).get(f"{address}?month=2031-01").json()["marks"] == []
    assert api(None).get(address).status_code == 401
