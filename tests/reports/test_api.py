"""Reports over the API: ask, watch, take away, and be told plainly when there is nothing yet."""

from pathlib import Path
from typing import Any

import pytest

from assessments.models import Assessment, AssessmentOrganisationGrant, Risk
from hrdd.accounts.models import User
from hrdd.lib.canonical import sha256
from hrdd.reports.models import Run
from tests.factories.reports import PDF, failed_run, queued_run, ready_run

pytestmark = pytest.mark.django_db


def of_assessment(assessment: Assessment) -> str:
    return f"/api/v1/assessments/{assessment.pk}/reports/"


def of_run(run: Run, part: str = "") -> str:
    return f"/api/v1/reports/{run.pk}/{part}"


def test_asking_answers_at_once_and_says_where_to_look(
    api: Any, assessment: Assessment, risk: Risk, ines: User
) -> None:
    client = api(ines)
    answer = client.post(of_assessment(assessment), {})
    assert answer.status_code == 202
    assert answer.json()["status"] == "queued"
    assert client.get(answer["Location"]).json()["id"] == answer.json()["id"]


def test_the_row_tells_all_there_is_to_know(
    api: Any, assessment: Assessment, ines: User, store: Path
) -> None:
    run = ready_run(assessment, by=ines)
    row = api(ines).get(of_run(run)).json()
    assert set(row) == {
        "id", "assessment", "kind", "language", "readers", "status", "stage", "percent", "failure",
        "requested_at", "finished_at", "document_sha256", "file_sha256", "file_size", "links",
    }  # fmt: skip
    assert (row["status"], row["percent"], row["file_size"]) == ("ready", 100, len(PDF))
    assert row["links"]["pdf"].endswith(of_run(run, "pdf/"))


def test_reports_of_an_assessment_are_listed_newest_first(
    api: Any, assessment: Assessment, ines: User
) -> None:
    first, second = queued_run(assessment, by=ines), queued_run(assessment, by=ines)
    rows = api(ines).get(of_assessment(assessment)).json()["results"]
    assert [row["id"] for row in rows] == [str(second.pk), str(first.pk)]


@pytest.mark.parametrize("data", [{"kind": "novel"}, {"language": "tlh"}, {"language": 7}, ["severity"]])
def test_what_we_do_not_have_is_refused(api: Any, assessment: Assessment, ines: User, data: Any) -> None:
    answer = api(ines).post(of_assessment(assessment), data)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert not Run.objects.exists()


def test_the_pdf_is_409_until_it_is_ready(api: Any, assessment: Assessment, ines: User) -> None:
    run = queued_run(assessment, by=ines)
    answer = api(ines).get(of_run(run, "pdf/"), HTTP_ACCEPT="application/pdf")
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")


def test_the_pdf_of_a_failed_report_is_409_with_the_reason(
    api: Any, assessment: Assessment, ines: User
) -> None:
    answer = api(ines).get(of_run(failed_run(assessment, by=ines), "pdf/"))
    assert (answer.status_code, answer.json()["detail"]) == (409, "It rained.")


@pytest.mark.parametrize("accept", ["application/pdf", "*/*", "application/json"])
def test_the_pdf_comes_whatever_was_hoped_for(
    api: Any, assessment: Assessment, ines: User, store: Path, accept: str
) -> None:
    answer = api(ines).get(of_run(ready_run(assessment, by=ines), "pdf/"), HTTP_ACCEPT=accept)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.getvalue() == PDF


def test_the_document_fits_its_digest(api: Any, assessment: Assessment, risk: Risk, ines: User) -> None:
    run = queued_run(assessment, by=ines)
    answer = api(ines).get(of_run(run, "document/"))
    assert answer["Content-Type"] == "application/json"
    assert sha256(answer.content) == run.document_sha256


@pytest.mark.parametrize("part", ["", "pdf/", "document/"])
def test_strangers_get_401_and_outsiders_404(
    api: Any, assessment: Assessment, nina: User, store: Path, part: str
) -> None:
    run = ready_run(assessment)
    assert api(None).get(of_run(run, part)).status_code == 401
    assert api(nina).get(of_run(run, part)).status_code == 404


def test_outsiders_can_neither_list_nor_ask(api: Any, assessment: Assessment, nina: User) -> None:
    for method in ("get", "post"):
        assert getattr(api(None), method)(of_assessment(assessment)).status_code == 401
        assert getattr(api(nina), method)(of_assessment(assessment)).status_code == 404


def test_a_reviewer_reads_reports_but_asks_for_none(
    api: Any, assessment: Assessment, leila: User, reviewer_grant: AssessmentOrganisationGrant, store: Path
) -> None:
    client = api(leila)
    assert client.get(of_run(ready_run(assessment), "pdf/")).status_code == 200
    assert client.post(of_assessment(assessment), {}).status_code == 403


def test_a_withdrawn_grant_is_404_at_once(
    api: Any, assessment: Assessment, omar: User, auditor_grant: AssessmentOrganisationGrant, store: Path
) -> None:
    run, client = ready_run(assessment, by=omar), api(omar)
    assert client.get(of_run(run)).status_code == 200
    auditor_grant.delete()
    assert {client.get(of_run(run, part)).status_code for part in ("", "pdf/", "document/")} == {404}
