"""The pages: asking, watching, taking away; and who gets 404 instead."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, AssessmentOrganisationGrant, Risk
from hrdd.accounts.models import Membership, User
from hrdd.audit.models import Event
from hrdd.lib.canonical import sha256
from hrdd.reports.attempts import beat
from hrdd.reports.models import Run
from tests.factories import RiskFactory
from tests.factories.reports import PDF, begun_run, failed_run, queued_run, ready_run

pytestmark = pytest.mark.django_db
PARTS = ("run", "pdf", "html", "document")
HTMX = {"HX-Request": "true"}


def page(name: str, row: Any) -> str:
    return reverse(f"reports:{name}", args=[row.pk])


def test_one_button_asks_and_leads_to_the_reports_page(
    client: Client, sign_in: Any, assessment: Assessment, risk: Risk, ines: User
) -> None:
    shown = sign_in(client, ines).get(page("for_assessment", assessment))
    assert "Make the report" in shown.text
    answer = client.post(page("for_assessment", assessment))
    run = Run.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, page("run", run))
    assert (run.requested_by, run.kind, run.language) == (ines, "severity", "en")


def test_a_kind_we_do_not_have_is_refused_with_the_form(
    client: Client, sign_in: Any, assessment: Assessment, ines: User
) -> None:
    answer = sign_in(client, ines).post(page("for_assessment", assessment), {"kind": "novel"})
    assert answer.status_code == 422
    assert not Run.objects.exists()


def test_people_who_may_only_read_have_no_button_and_cannot_ask(
    client: Client, sign_in: Any, assessment: Assessment, victor: User
) -> None:
    shown = sign_in(client, victor).get(page("for_assessment", assessment))
    assert "Make the report" not in shown.text
    assert client.post(page("for_assessment", assessment)).status_code == 403


def test_the_page_moves_by_itself_until_it_is_over(
    client: Client, sign_in: Any, assessment: Assessment, ines: User, store: Path
) -> None:
    run = begun_run(assessment, by=ines)
    beat(run=run, at=timezone.now(), stage="layout", percent=42)
    fragment = sign_in(client, ines).get(page("run", run), headers=HTMX)
    assert 'hx-trigger="every 1s"' in fragment.text
    assert 'value="42"' in fragment.text
    assert "<html" not in fragment.text
    done = client.get(page("run", ready_run(assessment, by=ines)), headers=HTMX)
    assert "hx-get" not in done.text
    assert "Download the PDF" in done.text


def test_the_whole_page_works_without_scripts(
    client: Client, sign_in: Any, assessment: Assessment, ines: User
) -> None:
    run = begun_run(assessment, by=ines)
    shown = sign_in(client, ines).get(page("run", run))
    assert "<progress" in shown.text
    assert "See how far it is now" in shown.text
    assert "no-store" in shown["Cache-Control"]


def test_a_failed_report_says_why_and_can_be_tried_again(
    client: Client, sign_in: Any, assessment: Assessment, ines: User
) -> None:
    run = failed_run(assessment, by=ines)
    shown = sign_in(client, ines).get(page("run", run))
    assert "It rained." in shown.text
    assert client.post(page("retry", run)).status_code == 302
    run.refresh_from_db()
    assert run.state_name == Run.State.QUEUED


def test_a_viewer_is_not_offered_another_try(
    client: Client, sign_in: Any, assessment: Assessment, victor: User
) -> None:
    run = failed_run(assessment)
    assert "Try again" not in sign_in(client, victor).get(page("run", run)).text
    assert client.post(page("retry", run)).status_code == 403


def test_trying_again_what_is_ready_changes_nothing(
    client: Client, sign_in: Any, assessment: Assessment, ines: User, store: Path
) -> None:
    run = ready_run(assessment, by=ines)
    answer = sign_in(client, ines).post(page("retry", run), follow=True)
    assert "Only a report that failed" in answer.text


def test_the_pdf_comes_as_a_file_that_nobody_keeps(
    client: Client, sign_in: Any, assessment: Assessment, ines: User, store: Path
) -> None:
    answer = sign_in(client, ines).get(
        page("pdf", ready_run(assessment, by=ines)), headers={"Accept-Encoding": "gzip"}
    )
    day = timezone.localdate().isoformat()
    assert answer.getvalue() == PDF
    assert answer["Content-Length"] == str(len(PDF))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="A-12-severity-{day}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


def test_the_pdfs_address_leads_to_the_page_while_there_is_none(
    client: Client, sign_in: Any, assessment: Assessment, ines: User
) -> None:
    run = queued_run(assessment, by=ines)
    assert sign_in(client, ines).get(page("pdf", run))["Location"] == page("run", run)


def test_a_file_lost_from_the_store_is_404_not_an_error(
    client: Client, sign_in: Any, assessment: Assessment, ines: User, store: Path
) -> None:
    run = ready_run(assessment, by=ines)
    (store / f"{run.pk}-1.pdf").unlink()
    assert sign_in(client, ines).get(page("pdf", run)).status_code == 404


def test_the_frozen_document_comes_byte_by_byte(
    client: Client, sign_in: Any, assessment: Assessment, risk: Risk, ines: User
) -> None:
    run = queued_run(assessment, by=ines)
    answer = sign_in(client, ines).get(page("document", run))
    assert sha256(answer.content) == run.document_sha256
    assert json.loads(answer.content)["risks"][0]["title"] == risk.title


def test_the_twin_shows_the_risks_most_severe_first(
    client: Client, sign_in: Any, assessment: Assessment, ines: User
) -> None:
    RiskFactory.create(assessment=assessment, title="The lesser one", scale=1)
    RiskFactory.create(assessment=assessment, title="The graver one", scale=5)
    text = sign_in(client, ines).get(page("html", queued_run(assessment, by=ines))).text
    assert text.index("The graver one") < text.index("The lesser one")


@pytest.mark.parametrize("part", ["pdf", "html", "document"])
def test_whatever_is_taken_away_is_recorded(
    client: Client, sign_in: Any, assessment: Assessment, victor: User, store: Path, part: str
) -> None:
    run = ready_run(assessment)
    sign_in(client, victor).get(page(part, run))
    event = Event.objects.get(action="report downloaded")
    assert (event.actor_id, event.target_id, event.changes["part"]) == (victor.pk, str(run.pk), part)


def test_an_auditor_with_a_grant_asks_and_fetches(
    client: Client,
    sign_in: Any,
    assessment: Assessment,
    omar: User,
    auditor_grant: AssessmentOrganisationGrant,
    store: Path,
) -> None:
    run = ready_run(assessment)
    sign_in(client, omar)
    assert {client.get(page(part, run)).status_code for part in PARTS} == {200}
    assert client.post(page("for_assessment", assessment)).status_code == 302


@pytest.mark.parametrize("who", ["nina", "omar", "leila"])
def test_outsiders_without_a_grant_get_404_everywhere(
    client: Client, sign_in: Any, assessment: Assessment, store: Path, who: str, request: Any
) -> None:
    run = ready_run(assessment)
    sign_in(client, request.getfixturevalue(who))
    assert {client.get(page(part, run)).status_code for part in PARTS} == {404}
    assert client.post(page("retry", run)).status_code == 404
    assert client.get(page("for_assessment", assessment)).status_code == 404
    assert client.post(page("for_assessment", assessment)).status_code == 404
    assert "A-12" not in client.get(reverse("reports:list")).text


def test_a_withdrawn_grant_closes_every_address_at_once(
    client: Client,
    sign_in: Any,
    assessment: Assessment,
    omar: User,
    auditor_grant: AssessmentOrganisationGrant,
    store: Path,
) -> None:
    run = ready_run(assessment, by=omar)
    assert sign_in(client, omar).get(page("pdf", run)).status_code == 200
    auditor_grant.delete()
    assert {client.get(page(part, run)).status_code for part in PARTS} == {404}


def test_a_lost_role_closes_what_she_asked_for_herself(
    client: Client, sign_in: Any, assessment: Assessment, ines: User, store: Path
) -> None:
    run = ready_run(assessment, by=ines)
    sign_in(client, ines)
    Membership.objects.filter(user=ines).update(ended_at=timezone.now())
    assert {client.get(page(part, run)).status_code for part in PARTS} == {404}


def test_the_list_of_all_reports_costs_the_same_for_many(
    client: Client, sign_in: Any, assessment: Assessment, ines: User, django_assert_max_num_queries: Any
) -> None:
    for _ in range(6):
        queued_run(assessment, by=ines)
    sign_in(client, ines)
    for address in (
        reverse("reports:list"),
        page("for_assessment", assessment),
        page("run", Run.objects.last()),
    ):
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200
