"""Taking an assessment away: JSON, CSV, XLSX; who may, what is in it, and that it is recorded."""

import csv
import io
from base64 import b64decode
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from assessments import document
from assessments.document.table import header
from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.lib.canonical import canonical_json, sha256
from taxonomy.models import Right
from tests import factories
from tests.factories.documents import many_risks

pytestmark = pytest.mark.django_db
KINDS = ("json", "csv", "xlsx")


def export(client: Client, assessment: Assessment, kind: str) -> Any:
    return client.get(f"/assessments/{assessment.pk}/export/{kind}/")


def table(answer: Any, kind: str) -> list[list[str]]:
    """Returns the cells of an exported table as texts."""
    if kind == "csv":
        return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(answer.content), read_only=True).active
    assert sheet is not None
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_is_saved_under_a_neutral_name_and_recorded_with_its_digest(
    client: Client, rich: Assessment, ines: User, kind: str
) -> None:
    client.force_login(ines)
    answer = export(client, rich, kind)
    name = f"{rich.reference}-draft-2.{kind}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Content-Encoding"] == "identity"
    [event] = Event.objects.filter(action="assessment exported", root_id=rich.pk)
    assert event.actor_id == ines.pk
    assert event.changes == {"kind": kind, "version": 2, "risks": 4, "sha256": sha256(answer.content)}
    sent = answer["Repr-Digest"].removeprefix("sha-256=:").removesuffix(":")
    assert b64decode(sent).hex() == event.changes["sha256"]


def test_the_json_is_the_document(client: Client, rich: Assessment, ines: User) -> None:
    client.force_login(ines)
    assert export(client, rich, "json").content == canonical_json(document.build(rich.pk))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_table_has_a_row_per_risk_in_words(
    client: Client, rich: Assessment, ines: User, kind: str
) -> None:
    client.force_login(ines)
    names, *rows = table(export(client, rich, kind), kind)
    assert names == header()
    assert len({len(row) for row in (names, *rows)}) == 1
    told = [dict(zip(names, row, strict=True)) for row in rows]
    assert [row["Rank"] for row in told] == ["1", "2", "3", ""]
    first = told[0]
    assert first["Rank follows this group"] == "Children"
    rights = [Right.objects.get(code=code).title for code in ("privacy", "non-discrimination")]
    assert first["Rights, the most touched first"] == "; ".join(rights)
    assert first["Our involvement"] == "We contributed to it"
    assert "Quillmark Data: It caused the harm" in first["Involvement of others"]
    assert (first["Measures"], first["Measures still open"]) == ("2", "1")
    assert first["Severity as reviewers see it"] == "Lantern Rights Collective: 4"
    assert told[1]["Irremediability"] == "unknown"
    assert told[1]["Likelihood"] == ""


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_nothing_in_a_table_is_a_formula(
    client: Client, assessment: Assessment, ines: User, kind: str
) -> None:
    factories.RiskFactory.create(
        assessment=assessment, title='=HYPERLINK("https://x.example")', source="@SUM(A1)"
    )
    client.force_login(ines)
    _names, row = table(export(client, assessment, kind), kind)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    assert "'=HYPERLINK" in "".join(row)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("ines", 200),
        ("tomas", 200),
        ("ada", 200),
        ("omar", 200),
        ("victor", 403),
        ("leila", 403),
        ("nina", 404),
    ],
)
def test_only_those_who_answer_for_it_take_it_away(
    request: pytest.FixtureRequest, client: Client, rich: Assessment, ferro: Any, lantern: Any, name: str,
    status: int, api: Callable[[User | None], Any],
) -> None:  # fmt: skip
    for organisation, role in ((ferro, "auditor"), (lantern, "reviewer")):
        factories.OrganisationGrantFactory.create(content_object=rich, organisation=organisation, role=role)
    person = request.getfixturevalue(name)
    client.force_login(person)
    for kind in KINDS:
        assert export(client, rich, kind).status_code == status
        assert api(person).get(f"/api/v1/assessments/{rich.pk}/export/{kind}/").status_code == status


def test_the_api_hands_over_the_same_bytes(
    client: Client, rich: Assessment, ines: User, api: Callable[[User | None], Any]
) -> None:
    client.force_login(ines)
    for kind in ("json", "csv"):
        answer = api(ines).get(f"/api/v1/assessments/{rich.pk}/export/{kind}/")
        assert answer.content == export(client, rich, kind).content
    assert Event.objects.filter(action="assessment exported").count() == 4


def test_an_assessment_without_risks_can_be_taken_away(
    client: Client, assessment: Assessment, ines: User
) -> None:
    client.force_login(ines)
    for kind in KINDS:
        assert export(client, assessment, kind).status_code == 200
    assert not Risk.objects.filter(assessment=assessment).exists()


def test_two_thousand_risks_take_at_most_twenty_queries_in_each_format(
    client: Client, assessment: Assessment, ines: User
) -> None:
    many_risks(assessment, 2_000, by=ines)
    client.force_login(ines)
    for kind in KINDS:
        with CaptureQueriesContext(connection) as captured:
            assert export(client, assessment, kind).status_code == 200
        assert len(captured) <= 20, kind
