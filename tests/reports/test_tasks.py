"""The job itself: it checks permission when it runs, and fails in words."""

import threading
import time
import zlib
from pathlib import Path

import pytest
from django.utils import timezone

from assessments.models import Assessment, AssessmentOrganisationGrant, Risk
from hrdd.accounts.models import Membership, User
from hrdd.lib.canonical import sha256
from hrdd.reports import tasks
from hrdd.reports.attempts import Superseded, start_attempt
from hrdd.reports.models import HEARTBEAT_TIMEOUT, Run
from hrdd.reports.pulse import Pulse
from tests.factories.reports import begun_run, queued_run

pytestmark = pytest.mark.django_db


def made(run: Run) -> Run:
    tasks.render(str(run.pk))
    run.refresh_from_db()
    return run


def test_it_makes_the_pdf(assessment: Assessment, risk: Risk, ines: User, store: Path) -> None:
    run = made(queued_run(assessment, by=ines))
    content = run.file.read()
    assert (run.state_name, run.percent) == (Run.State.READY, 100)
    assert content.startswith(b"%PDF-")
    assert (run.file_sha256, run.file_size) == (sha256(content), len(content))


def test_the_same_document_gives_the_same_bytes(assessment: Assessment, risk: Risk, store: Path) -> None:
    first = made(queued_run(assessment))
    again = queued_run(assessment)
    Run.objects.filter(pk=again.pk).update(document=first.document)
    assert made(again).file_sha256 == first.file_sha256


def test_it_fails_when_the_requester_has_lost_her_role(
    assessment: Assessment, ines: User, store: Path
) -> None:
    run = queued_run(assessment, by=ines)
    Membership.objects.filter(user=ines).update(ended_at=timezone.now())
    assert (made(run).state_name, run.failure) == (Run.State.FAILED, tasks.NOT_ALLOWED)
    assert not run.file


def test_it_fails_when_the_requesters_grant_is_over(
    assessment: Assessment, omar: User, auditor_grant: AssessmentOrganisationGrant, store: Path
) -> None:
    run = queued_run(assessment, by=omar)
    auditor_grant.delete()
    assert (made(run).state_name, run.failure) == (Run.State.FAILED, tasks.NOT_ALLOWED)


def test_a_document_that_cannot_be_printed_fails_in_words(assessment: Assessment, store: Path) -> None:
    run = queued_run(assessment)
    Run.objects.filter(pk=run.pk).update(document=zlib.compress(b"{}"))
    assert (made(run).state_name, run.failure) == (Run.State.FAILED, tasks.BROKEN)


def test_a_full_or_broken_file_store_fails_in_words(assessment: Assessment, store: Path) -> None:
    store.rmdir()
    store.write_text("not a folder")
    assert (made(queued_run(assessment)).failure) == tasks.NO_ROOM


def test_a_report_that_is_gone_or_being_made_elsewhere_is_left_alone(assessment: Assessment) -> None:
    run = begun_run(assessment)
    tasks.render(str(run.pk))
    tasks.render("01920000-0000-7000-8000-000000000000")
    run.refresh_from_db()
    assert (run.state_name, run.attempt) == (Run.State.RENDERING, 1)


def test_a_worker_that_was_given_up_learns_it_at_its_next_step(assessment: Assessment) -> None:
    run = begun_run(assessment)
    with Pulse(run) as pulse:
        pulse.progress("layout", 20)
        assert start_attempt(run_id=run.pk, at=timezone.now() + 2 * HEARTBEAT_TIMEOUT)
        with pytest.raises(Superseded):
            pulse.progress("layout", 30)


def test_no_heartbeat_outlives_its_report(assessment: Assessment) -> None:
    begun = time.monotonic()
    run = begun_run(assessment)
    with Pulse(run):
        assert any(thread.name == f"pulse-{run.pk}" for thread in threading.enumerate())
    assert not any(thread.name == f"pulse-{run.pk}" for thread in threading.enumerate())
    assert time.monotonic() - begun < 2
