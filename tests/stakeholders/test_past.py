"""Past engagements out of a spreadsheet: seen before they are written, and written whole or not at all."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hrdd.accounts.models import Organisation, User
from hrdd.lib.sheets import csv_bytes, xlsx_bytes
from stakeholders.models import Engagement, Participation, PastEngagements, StakeholderGroup
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "/past-engagements/"
HEADER = ["Meeting", "Date", "Format", "Stage", "Stakeholder group", "Participants", "Notes"]
EVENING = ["Evening in the hall", "2026-03-02", "Meeting in person", "deploy", "", "", "They were worried."]
CALL = ["Call with shift B", "2026-03-09", "remote", "deploy", "Families of district 9", "7", ""]


@pytest.fixture
def hand_in(as_person: Callable[[User], Client], elsa: User) -> Callable[..., Any]:
    def hand_in(*rows: list[str], kind: str = "csv") -> Any:
        made = csv_bytes(HEADER, rows) if kind == "csv" else xlsx_bytes(HEADER, rows, title="Past")
        content = made.getvalue() if isinstance(made, BytesIO) else bytes(made)
        return as_person(elsa).post(ADDRESS, {"file": SimpleUploadedFile(f"past.{kind}", content)})

    return hand_in


@pytest.fixture
def district(company: Organisation) -> StakeholderGroup:
    return factories.StakeholderGroupFactory.create(company=company, name="Families of district 9")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_is_seen_first_and_written_into_preparation(
    hand_in: Callable[..., Any], as_person: Callable[[User], Client], elsa: User,
    district: StakeholderGroup, kind: str,
) -> None:  # fmt: skip
    answer = hand_in(EVENING, CALL, kind=kind)
    table = PastEngagements.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, table.get_absolute_url())
    page = as_person(elsa).get(table.get_absolute_url()).content.decode()
    assert "Every row can be written." in page and "Evening in the hall" in page
    assert Engagement.objects.count() == 0, "looking writes nothing"
    as_person(elsa).post(f"{table.get_absolute_url()}confirmation/", {"version": table.version})
    held = list(Engagement.objects.order_by("number"))
    assert [(row.title, row.method, row.level) for row in held] == [
        ("Evening in the hall", "in_person", "restricted"), ("Call with shift B", "remote", "restricted"),
    ]  # fmt: skip
    assert not any(row.is_on_record for row in held), "somebody says first whether speaking was safe"
    assert Participation.objects.get().people == 7
    table.refresh_from_db()
    assert bytes(table.table) == b"", "what was read is let go"


def test_nothing_is_written_by_halves_and_each_problem_names_its_row(
    hand_in: Callable[..., Any], as_person: Callable[[User], Client], elsa: User
) -> None:
    wrong = ["", "2126-03-02", "by pigeon", "deploy", "Nobody’s group", "-3", ""]
    hand_in(EVENING, wrong, EVENING)
    table = PastEngagements.objects.get()
    page = as_person(elsa).get(table.get_absolute_url())
    problems = {(row, message) for row, _label, message in page.context["problems"]}
    assert {row for row, _message in problems} == {3, 4}
    assert (4, "The log has one of this name and day already.") in problems
    assert len([row for row, _message in problems if row == 3]) >= 5
    assert "button--quiet" in page.content.decode() or "Every row" not in page.content.decode()
    answer = as_person(elsa).post(
        f"{table.get_absolute_url()}confirmation/", {"version": table.version}, follow=True
    )
    assert "Nothing was written. Row 3" in answer.content.decode()
    assert Engagement.objects.count() == 0


def test_a_column_with_another_name_is_chosen_by_hand(
    hand_in: Callable[..., Any], as_person: Callable[[User], Client], elsa: User
) -> None:
    HEADER_BEFORE = HEADER[1]
    HEADER[1] = "Wann"
    try:
        hand_in(EVENING)
    finally:
        HEADER[1] = HEADER_BEFORE
    table = PastEngagements.objects.get()
    page = as_person(elsa).get(table.get_absolute_url()).content.decode()
    assert "Say below which column is what" in page
    chosen = {"title": "0", "held_on": "1", "method": "2", "stage": "3"}
    assert as_person(elsa).post(table.get_absolute_url(), chosen | {"held_on": ""}).status_code == 422
    assert as_person(elsa).post(table.get_absolute_url(), chosen).status_code == 302
    assert "Every row can be written." in as_person(elsa).get(table.get_absolute_url()).content.decode()


def test_a_table_is_seen_by_engagement_leads_only_and_sealed_in_the_database(
    hand_in: Callable[..., Any], as_person: Callable[[User], Client], ines: User, leila: User
) -> None:
    hand_in([*EVENING[:6], "Zawadi Quillfeather was afraid."])
    table = PastEngagements.objects.get()
    assert as_person(ines).get(table.get_absolute_url()).status_code == 403
    assert as_person(ines).get(ADDRESS).status_code == 403
    assert as_person(leila).get(table.get_absolute_url()).status_code == 404
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text, encode(t.table, 'escape') FROM stakeholders_pastengagements AS t")
        assert "Quillfeather" not in str(cursor.fetchall())


def test_a_table_thrown_away_leaves_nothing_of_what_was_in_it(
    hand_in: Callable[..., Any], as_person: Callable[[User], Client], elsa: User
) -> None:
    hand_in(EVENING)
    table = PastEngagements.objects.get()
    assert as_person(elsa).post(f"{table.get_absolute_url()}cancellation/").status_code == 302
    table.refresh_from_db()
    assert bytes(table.table) == b""
    page = as_person(elsa).get(table.get_absolute_url())
    assert page.status_code == 200 and "Nothing of it is in the log." in page.content.decode()


def test_a_long_table_is_checked_in_as_many_queries_as_a_short_one(
    as_person: Callable[[User], Client], elsa: User, company: Organisation
) -> None:
    client = as_person(elsa)

    def queries(count: int) -> int:
        records = [(n, [f"Meeting {n}", "2026-03-02", "survey", "deploy"]) for n in range(2, 2 + count)]
        table = factories.PastEngagementsFactory.create(company=company, records=records)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(table.get_absolute_url()).context["problems"] == []
        return len(asked)

    assert queries(2) == queries(60) <= 15


def test_the_api_takes_the_same_table(
    api: Callable[[User | None], Any], elsa: User, ines: User, company: Organisation
) -> None:
    content = bytes(csv_bytes(HEADER, [EVENING, ["", "2026-03-02", "survey", "deploy", "", "", ""]]))
    file = {"file": SimpleUploadedFile("p.csv", content)}
    made = api(elsa).post("/api/v1/past-engagements/", file, format="multipart")
    assert made.status_code == 201, made.content
    one = f"/api/v1/past-engagements/{made.json()['id']}/"
    found = api(elsa).get(one).json()
    assert [(row["row"], row["field"]) for row in found["problems"]] == [(3, "title")]
    assert api(ines).get(one).status_code == 403
    refused = api(elsa).post(f"{one}confirmation/", {"version": found["version"]}, format="json")
    assert refused.status_code == 422
    assert api(elsa).patch(one, {"mapping": {"nonsense": 1}}, format="json").status_code == 422
    assert api(elsa).post(f"{one}cancellation/", {}, format="json").json()["progress"] == "thrown_away"
    assert Engagement.objects.count() == 0
