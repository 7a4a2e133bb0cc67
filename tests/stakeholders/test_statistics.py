"""The numbers of the log: the same for all who get them, small ones hidden, in every format alike."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import page
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment
from hrdd.accounts.models import Organisation, User
from stakeholders.statistics import Statistics, statistics
from tests import factories
from tests.reports.test_pdf import text_of

As = Callable[[User], Client]
TODAY = timezone.localdate()


def at(kind: str = "") -> str:
    name = f"reports:statistics_{kind}" if kind == "pdf" else f"stakeholders:statistics{kind and '_'}{kind}"
    return reverse(name)


def heard(
    assessment: Assessment,
    people: int | None,
    *,
    nearness: str = "affected",
    countries: Any = (),
    **said: Any,
) -> Any:
    record = factories.EngagementFactory.create(assessment=assessment, on_record=True, **said)
    group = factories.StakeholderGroupFactory.create(
        company=assessment.company, nearness=nearness, countries=list(countries)
    )
    factories.ParticipationFactory.create(engagement=record, group=group, people=people)
    return record


def table(found: Statistics, key: str) -> Any:
    return next(table for table in found.tables if table.key == key)


@pytest.fixture
def full(assessment: Assessment) -> Assessment:
    """Returns an assessment for which many were heard, and some few."""
    heard(assessment, 40, method="survey", countries=["KE"], stage="deploy")
    heard(assessment, 23, method="in_person", countries=["KE", "UG"], stage="plan_design", level="public")
    heard(assessment, 17, method="survey", nearness="proxies", countries=["BR"], stage="retire")
    heard(assessment, 31, method="panel", nearness="proxies", countries=["BR"])
    record = heard(assessment, 3, method="interview", countries=["NO"], stage="retire")
    for number, answer in enumerate(["accepted"] * 6 + ["declined"] * 2 + [""] * 7):
        person = {"answered_by": record.created_by, "answered_at": timezone.now()} if answer else {}
        factories.RequestFactory.create(
            engagement=record, number=number + 1, answer=answer, reason="Because.", **person
        )
    for number in range(9):
        uses = {"attend": "given", "quote": "withheld" if number < 2 else "given"}
        factories.ConsentFactory.create(engagement=record, uses=uses)
    return assessment


def test_all_four_formats_hide_alike(
    as_person: As, api: Any, full: Assessment, victor: User, tmp_path: Path
) -> None:
    client = as_person(victor)
    found = statistics(full.company, on=TODAY)
    expected = [
        (table.title, line.name, heading, "hidden" if count is None else str(count))
        for table in found.tables
        for line in table.lines
        for heading, count in line.counts
    ]
    hidden = [row for row in expected if row[3] == "hidden"]
    assert len(hidden) > 12
    # CSV
    text = client.get(at("csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["Table", "Row", "Column", "Count"]
    assert [tuple(row) for row in rows[1:]] == expected
    # JSON, and the API
    told = json.loads(client.get(at("json")).content)
    assert told == json.loads(api(victor).get("/api/v1/stakeholders/statistics/").content)
    flat = []
    for given in told["tables"]:
        several = len(given["columns"]) > 1
        names = [column["name"] for column in given["columns"]] + ["All"] * several
        rows = [*(row["name"] for row in given["rows"]), "All"]
        cells = [*given["cells"], given["column_totals"]]
        lines = zip(rows, cells, [*given["row_totals"], given["total"]], strict=True)
        for name, inner, total in lines:
            for heading, count in zip(names, [*inner, *([total] * several)], strict=True):
                flat.append((given["title"], name, heading, "hidden" if count is None else str(count)))
    assert flat == expected
    # The page
    html = client.get(at()).text
    cells = [
        re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r'<td class="is-number.*?</td>', html)
    ]
    shown = [row for row in expected if not table(found, key_of(found, row[0])).is_empty]
    assert cells == [row[3] for row in shown]
    # The PDF
    content = client.get(at("pdf")).content
    assert page.validate_pdf_bytes(content, profile="ua1").is_compliant
    printed = [line.strip() for line in text_of(content, tmp_path).splitlines()]
    counts = sorted(line for line in printed if line == "hidden" or line.isdigit())
    assert counts == sorted(row[3] for row in shown)


def key_of(found: Statistics, title: str) -> str:
    return next(table.key for table in found.tables if table.title == title)


def test_the_tables_say_who_was_heard(full: Assessment) -> None:
    found = statistics(full.company, on=TODAY)
    voices = table(found, "people_by_voice").published
    assert voices.total == 114
    assert voices.row_totals[-1] == 0, "zero is shown"
    countries = dict(zip([name for _code, name in table(found, "people_by_country").rows],
                         table(found, "people_by_country").published.row_totals, strict=True))  # fmt: skip
    assert countries["Brazil"] == 48
    assert countries["Kenya"] == 40
    assert countries["Norway"] is None
    assert countries["Several countries"] is None, "it would give Norway away"
    answers = table(found, "requests_by_answer").published
    assert answers.row_totals == (None, 0, None, 7)
    assert answers.total == 15
    assert table(found, "consents_by_use").published.cells[0] == (9, 0, 0)


def test_few_people_with_many_answers_are_not_counted(assessment: Assessment) -> None:
    record = factories.EngagementFactory.create(assessment=assessment, on_record=True)
    uses = dict.fromkeys(("attend", "record", "quote", "publish"), "given")
    for _number in range(4):
        factories.ConsentFactory.create(engagement=record, uses=uses)
    assert table(statistics(assessment.company, on=TODAY), "consents_by_use").published.withheld
    factories.ConsentFactory.create(engagement=record, uses=uses)
    assert not table(statistics(assessment.company, on=TODAY), "consents_by_use").published.withheld


@pytest.mark.parametrize("level", ["restricted", "sealed"])
def test_restricted_and_sealed_records_are_counted_for_nobody(
    as_person: As, full: Assessment, elsa: User, victor: User, level: str
) -> None:
    before = as_person(elsa).get(at("json")).content
    record = heard(full, 200, level=level, method="written")
    factories.RequestFactory.create(engagement=record)
    factories.ConsentFactory.create(engagement=record, uses={"attend": "given"})
    factories.InputFactory.create(engagement=record)
    open_record = full.engagements.filter(level="internal").first()
    said = factories.InputFactory.create(engagement=open_record, level=level)
    factories.RequestFactory.create(engagement=open_record, input=said, number=900)
    for person in (elsa, victor):
        assert as_person(person).get(at("json")).content == before, "leads see what viewers see"


def test_what_is_being_prepared_is_not_counted(assessment: Assessment) -> None:
    draft = factories.EngagementFactory.create(assessment=assessment)
    factories.ParticipationFactory.create(engagement=draft, people=50)
    heard(assessment, None)
    assert all(
        table.is_empty for table in statistics(assessment.company, on=TODAY).tables if "people" in table.key
    )


def test_engagements_stand_in_their_quarter(assessment: Assessment) -> None:
    for days in (0, 0, 0, 0, 0, 900, 900, 900, 900, 900):
        factories.EngagementFactory.create(
            assessment=assessment, on_record=True, held_on=TODAY - timedelta(days=days), method="panel"
        )
    shown = table(statistics(assessment.company, on=TODAY), "engagements_by_method")
    assert shown.columns[0][0] == "earlier"
    assert shown.columns[-1][0] == f"{TODAY.year}-Q{(TODAY.month + 2) // 3}"
    assert shown.published.column_totals == (5, 0, 0, 0, 0, 0, 5)


def test_they_open_to_those_who_read_internal_records_of_the_whole_company(
    as_person: As, full: Assessment, company: Organisation, victor: User, nina: User, leila: User, omar: User,
    reviewer_grant: Any, auditor_grant: Any, api: Any,
) -> None:  # fmt: skip
    handler = factories.member(company, "case_handler", name="Hana Case", email="hana@torvane.example")
    for person, status in ((victor, 200), (handler, 403), (leila, 404), (omar, 404)):
        for kind in ("", "csv", "json", "pdf"):
            assert as_person(person).get(at(kind)).status_code == status, (person, kind)
        assert api(person).get("/api/v1/stakeholders/statistics/").status_code == status
    theirs = json.loads(as_person(nina).get(at("json")).content)
    assert theirs["company"] == "Bluepier"
    assert {given["total"] for given in theirs["tables"]} == {0}
    assert as_person(nina).get(at(), {"company": str(company.pk)}).status_code == 404
    assert "Nothing to count yet." in as_person(nina).get(at()).text


def test_an_empty_log_prints(as_person: As, nina: User, tmp_path: Path) -> None:
    content = as_person(nina).get(at("pdf")).content
    assert page.validate_pdf_bytes(content, profile="ua1").is_compliant
    assert text_of(content, tmp_path).count("Nothing to count yet.") == 6


def test_the_page_takes_as_many_queries_for_many_rows_as_for_few(
    as_person: As, full: Assessment, victor: User
) -> None:
    client = as_person(victor)
    client.get(at())

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at()).status_code == 200
        return len(asked)

    few = queries()
    for number in range(12):
        heard(full, number, countries=["DE"])
    assert queries() == few
    assert few <= 10
