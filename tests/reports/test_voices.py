"""What people said, in reports: no consent, no quotation, in any format; what is taken back stays out."""

import json
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.lib.canonical import sha256
from hrdd.reports import attempts, tasks
from hrdd.reports.actions import request_run
from hrdd.reports.attempts import Outdated, finish, start_attempt
from hrdd.reports.models import ReportedInput, Run
from stakeholders.actions import seal_input, seal_record, withdraw_consent
from stakeholders.models import Consent, Engagement, Input
from tests import factories

pytestmark = pytest.mark.django_db
WORDS, TOLD = "They called my mother in my marigold voice.", "Parents told of calls in borrowed voices."
Sign = Callable[[Client, User], Client]
TODAY = timezone.localdate()


@pytest.fixture
def engagement(assessment: Assessment) -> Engagement:
    return factories.EngagementFactory.create(assessment=assessment, number=7, on_record=True)


@pytest.fixture
def consent(engagement: Engagement) -> Consent:
    return factories.ConsentFactory.create(
        engagement=engagement, called="Petunia", uses={"quote": "given", "attend": "given"}
    )


@pytest.fixture
def said(engagement: Engagement, consent: Consent, risk: Risk) -> Input:
    said = factories.InputFactory.create(engagement=engagement, consent=consent, words=WORDS, told=TOLD)
    factories.InputLinkFactory.create(input=said, risk=risk)
    return said


def asked(assessment: Assessment, *, readers: str = "inside") -> Run:
    return request_run(
        assessment=assessment, kind="severity", language="en", by=assessment.created_by, readers=readers,
        at=timezone.now(),
    )  # fmt: skip


def made(run: Run) -> Run:
    tasks.render(str(run.pk))
    run.refresh_from_db()
    assert run.is_ready, run.failure
    return run


def pdf_text(run: Run) -> str:
    told = subprocess.run(["pdftotext", run.file.path, "-"], capture_output=True, text=True, check=True)
    return " ".join(told.stdout.split())


def content(answer: Any) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(
        "utf-8", "replace"
    )


def everywhere(client: Client, run: Run) -> str:
    """Returns the report in each of its formats, as she is given it."""
    shown = [content(client.get(reverse(f"reports:{name}", args=[run.pk]))) for name in ("html", "document")]
    return " ".join((*shown, pdf_text(run)))


def take_back(consent: Consent, by: User) -> None:
    withdraw_consent(consent=consent, uses=["quote"], how="told_us", by=by, at=timezone.now())


def test_with_consent_to_quote_the_words_stand_under_their_risk(
    client: Client, sign_in: Sign, assessment: Assessment, said: Input, store: Path
) -> None:
    run = made(asked(assessment))
    for text in (pdf_text(run), everywhere(sign_in(client, run.requested_by), run)):
        assert "What people said" in text
        assert TOLD in text
        assert WORDS in text
        assert "Petunia" not in text


@pytest.mark.parametrize("answer", [None, "withheld", "withdrawn", "expired", "child"])
def test_without_it_the_words_stand_nowhere(
    client: Client, sign_in: Sign, assessment: Assessment, said: Input, consent: Consent, ines: User,
    store: Path, answer: str | None,
) -> None:  # fmt: skip
    of_quote = consent.uses.filter(use="quote")
    if answer is None:
        of_quote.delete()
    elif answer == "expired":
        of_quote.update(expires_on=TODAY - timedelta(days=1))
    elif answer == "child":
        Consent.objects.update(is_child=True, guardian_agreed=True, child_agreed=None)
    else:
        of_quote.update(answer=answer, withdrawn_at=timezone.now() if answer == "withdrawn" else None)
    run = made(asked(assessment))
    text = everywhere(sign_in(client, ines), run)
    assert TOLD in text
    assert "marigold" not in text
    pages = ["assessments:export_json", "assessments:export_csv", "assessments:export_xlsx"]
    pages += ["assessments:register", "assessments:assessment", "dashboard:home", "reports:for_assessment"]
    for name in pages:
        args = [] if name.endswith("home") else [assessment.pk]
        assert "marigold" not in content(client.get(reverse(name, args=args)))
    inputs = reverse("stakeholders:inputs", args=[said.engagement_id])
    assert "marigold" not in client.get(inputs).text
    found = client.get(reverse("taxonomy:search"), {"q": "called my mother"})
    assert "marigold" not in found.text
    assert "marigold" not in str([message.body for message in mail.outbox])
    assert "marigold" not in str(list(Event.objects.values()))


def test_nothing_of_a_restricted_input_or_record_is_in_a_report(
    assessment: Assessment, said: Input, store: Path
) -> None:
    Input.objects.update(level="restricted")
    first = asked(assessment).content.decode()
    Input.objects.update(level="internal")
    Engagement.objects.update(level="restricted")
    for text in (first, asked(assessment).content.decode()):
        assert TOLD not in text
        assert "marigold" not in text


@pytest.mark.parametrize("whole", [False, True])
def test_nothing_of_a_sealed_input_or_record_is_in_a_report(
    assessment: Assessment, said: Input, store: Path, whole: bool
) -> None:
    by = {"by": said.created_by, "at": timezone.now()}
    if whole:
        record = Engagement.objects.get(pk=said.engagement_id)
        seal_record(engagement=record, expected_version=record.version, **by)
    else:
        seal_input(said=said, expected_version=said.version, **by)
    text = asked(assessment).content.decode()
    assert TOLD not in text
    assert "marigold" not in text


def test_a_report_for_everyone_holds_what_is_public_and_words_to_be_passed_on(
    assessment: Assessment, said: Input, consent: Consent
) -> None:
    assert TOLD not in asked(assessment, readers="everyone").content.decode()
    Input.objects.update(level="public")
    Engagement.objects.update(level="public")
    text = asked(assessment, readers="everyone").content.decode()
    assert TOLD in text
    assert "marigold" not in text, "a yes to quoting is none to passing on"
    consent.uses.create(use="share", answer="given")
    assert "marigold" in asked(assessment, readers="everyone").content.decode()


def test_a_report_for_the_company_is_fetched_by_nobody_else(
    client: Client, sign_in: Sign, api: Any, assessment: Assessment, said: Input, leila: User, omar: User,
    reviewer_grant: Any, auditor_grant: Any,
) -> None:  # fmt: skip
    run = asked(assessment)
    for person, status in ((leila, 404), (omar, 200)):
        sign_in(client, person)
        for name in ("run", "html", "document"):
            assert client.get(reverse(f"reports:{name}", args=[run.pk])).status_code == status
        assert api(person).get(reverse("api_report_document", args=[run.pk])).status_code == status
        listed = reverse("reports:run", args=[run.pk])
        for name, args in (("for_assessment", [assessment.pk]), ("list", [])):
            assert (listed in client.get(reverse(f"reports:{name}", args=args)).text) is (status == 200)


def test_taken_back_between_request_and_rendering_the_words_stay_out(
    client: Client, sign_in: Sign, assessment: Assessment, said: Input, consent: Consent, elsa: User,
    store: Path,
) -> None:  # fmt: skip
    run = asked(assessment)
    before = run.document_sha256
    take_back(consent, elsa)
    made(run)
    text = everywhere(sign_in(client, elsa), run)
    assert TOLD in text
    assert "marigold" not in text
    assert run.document_sha256 == sha256(run.content) != before
    event = Event.objects.get(action="words left out of report")
    assert event.changes["document"] == [before, run.document_sha256]


@pytest.mark.parametrize("part", ["html", "document"])
def test_a_report_not_issued_yet_is_shown_without_them_too(
    client: Client, sign_in: Sign, assessment: Assessment, said: Input, consent: Consent, elsa: User,
    part: str,
) -> None:  # fmt: skip
    run = asked(assessment)
    take_back(consent, elsa)
    shown = content(sign_in(client, elsa).get(reverse(f"reports:{part}", args=[run.pk])))
    assert TOLD in shown
    assert "marigold" not in shown


def test_taken_back_while_it_is_printed_it_is_printed_again(
    assessment: Assessment, said: Input, consent: Consent, elsa: User, store: Path
) -> None:
    run = start_attempt(run_id=asked(assessment).pk, at=timezone.now())
    assert run
    take_back(consent, elsa)
    with pytest.raises(Outdated):
        finish(run=run, content=b"%PDF-1.7 with the words", at=timezone.now())
    again = attempts.recheck(run=run, at=timezone.now())
    assert "marigold" not in again.content.decode()
    assert finish(run=again, content=b"%PDF-1.7 without", at=timezone.now()).is_ready


@pytest.mark.parametrize("change", ["level", "link"])
def test_what_is_told_is_left_out_when_it_may_no_longer_be_read_or_was_about_something_else(
    assessment: Assessment, said: Input, change: str
) -> None:
    run = asked(assessment)
    if change == "level":
        Engagement.objects.update(level="restricted")
    else:
        said.links.all().delete()
    left = attempts.recheck(run=run, at=timezone.now()).content.decode()
    assert TOLD not in left
    assert "marigold" not in left


def test_an_issued_report_never_changes(
    client: Client, sign_in: Sign, assessment: Assessment, said: Input, consent: Consent, elsa: User,
    store: Path,
) -> None:  # fmt: skip
    run = made(asked(assessment))
    kept = (run.document_sha256, run.file_sha256)
    take_back(consent, elsa)
    assert "marigold" in everywhere(sign_in(client, elsa), run)
    run.refresh_from_db()
    assert (
        (run.document_sha256, run.file_sha256)
        == kept
        == (sha256(run.content), sha256(run.file.open().read()))
    )


def test_a_withdrawal_lists_the_reports_issued_with_a_letter_to_those_who_took_them(
    client: Client, sign_in: Sign, assessment: Assessment, said: Input, consent: Consent, elsa: User,
    tomas: User, risk: Risk, store: Path,
) -> None:  # fmt: skip
    issued, queued = made(asked(assessment)), asked(assessment)
    sign_in(client, tomas).get(reverse("reports:pdf", args=[issued.pk]))
    sign_in(client, elsa)
    args = [said.engagement_id, consent.pk]
    data = {"uses": ["quote"], "how": "told_us"}
    page = client.post(reverse("stakeholders:consent_withdrawal", args=args), data, follow=True).text
    assert reverse("reports:run", args=[issued.pk]) in page
    assert reverse("reports:run", args=[queued.pk]) not in page
    assert str(tomas) in page
    letter = client.get(reverse("reports:letter_taken_back", args=args)).text
    assert risk.reference in letter
    assert issued.file_sha256 in letter
    assert str(said.group) in letter
    assert "marigold" not in letter
    assert "Petunia" not in letter


def test_a_draft_taken_away_before_is_listed_too(
    client: Client, sign_in: Sign, assessment: Assessment, said: Input, consent: Consent, elsa: User,
    tomas: User, store: Path,
) -> None:  # fmt: skip
    run = asked(assessment)
    sign_in(client, tomas).get(reverse("reports:document", args=[run.pk]))
    take_back(consent, elsa)
    made(run)
    sign_in(client, elsa).get(reverse("reports:html", args=[run.pk]))
    page = client.get(reverse("reports:with_words", args=[said.engagement_id, consent.pk])).text
    assert str(tomas) in page
    assert str(elsa) not in page.split("<tbody>")[1].split("</tbody>")[0], "she took it without the words"


def test_an_override_puts_words_in_with_its_reason_beside_them_and_never_against_a_no(
    client: Client, sign_in: Sign, assessment: Assessment, said: Input, consent: Consent, tomas: User,
    store: Path,
) -> None:  # fmt: skip
    consent.uses.filter(use="quote").delete()
    factories.ConsentOverrideFactory.create(
        input=said, made_by=tomas, reason="They fled before we could ask."
    )
    text = everywhere(sign_in(client, tomas), made(asked(assessment)))
    assert "marigold" in text
    assert "Nobody was asked whether these words may be used" in text
    assert "They fled before we could ask." in text
    consent.uses.create(use="quote", answer="withheld")
    assert "marigold" not in asked(assessment).content.decode()


def test_whoever_reads_the_json_finds_the_voices_under_their_risk(
    assessment: Assessment, said: Input
) -> None:
    [risk] = [one for one in json.loads(asked(assessment).content)["risks"] if "voices" in one]
    [voice] = risk["voices"]
    assert (voice["told"], voice["words"], voice["override"]) == (TOLD, WORDS, "")
    assert ReportedInput.objects.get().with_words


def test_the_list_of_reports_asks_the_database_as_often_however_long_it_is(
    client: Client, sign_in: Sign, assessment: Assessment, said: Input, consent: Consent, elsa: User,
    store: Path, django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    sign_in(client, elsa)
    for _ in range(6):
        run = start_attempt(run_id=asked(assessment).pk, at=timezone.now())
        assert run
        finish(run=run, content=b"%PDF-1.7", at=timezone.now())
    with django_assert_max_num_queries(15):
        client.get(reverse("reports:with_words", args=[said.engagement_id, consent.pk]))
