"""Two workers, one report: whoever was given up can no longer write, and there is exactly one file."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from assessments.models import Assessment
from hrdd.audit.models import Event
from hrdd.celery import app as celery
from hrdd.lib.models import new_id
from hrdd.reports import attempts, clock
from hrdd.reports.attempts import Superseded
from hrdd.reports.models import HEARTBEAT_TIMEOUT, MAX_TRIES, Run
from tests.factories.reports import PDF, begun_run, queued_run, ready_run

pytestmark = pytest.mark.django_db


def later(seconds: float = 1) -> datetime:
    """Returns a moment at which a worker that has been silent is given up."""
    return timezone.now() + HEARTBEAT_TIMEOUT + timedelta(seconds=seconds)


def names(store: Path) -> list[str]:
    return sorted(path.name for path in store.iterdir())


def test_a_report_delivered_twice_is_made_once(assessment: Assessment) -> None:
    run = begun_run(assessment)
    assert attempts.start_attempt(run_id=run.pk, at=timezone.now()) is None


def test_a_report_that_is_over_is_not_begun(assessment: Assessment, store: Path) -> None:
    run = ready_run(assessment)
    assert attempts.start_attempt(run_id=run.pk, at=later()) is None


def test_a_heartbeat_keeps_a_report_in_its_workers_hands(assessment: Assessment) -> None:
    run = begun_run(assessment)
    assert attempts.beat(run=run, at=later(), stage="layout", percent=40)
    assert attempts.start_attempt(run_id=run.pk, at=later()) is None
    run.refresh_from_db()
    assert (run.stage, run.percent) == ("layout", 40)


def test_a_silent_worker_is_replaced_and_can_write_nothing_more(assessment: Assessment, store: Path) -> None:
    lost = begun_run(assessment)
    second = attempts.start_attempt(run_id=lost.pk, at=later())
    assert second and second.attempt == 2
    assert not attempts.beat(run=lost, at=later())
    with pytest.raises(Superseded):
        attempts.finish(run=lost, content=PDF, at=later())
    with pytest.raises(Superseded):
        attempts.fail(run=lost, reason="It rained.", at=later())
    assert names(store) == []


def test_exactly_one_file_is_left_after_a_worker_died_writing(
    assessment: Assessment, store: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    lost = begun_run(assessment)
    (store / f"{lost.pk}-1.pdf").write_bytes(b"%PDF half a f")
    second = attempts.start_attempt(run_id=lost.pk, at=later())
    assert second
    with django_capture_on_commit_callbacks(execute=True):
        done = attempts.finish(run=second, content=PDF, at=later())
    assert names(store) == [f"{lost.pk}-2.pdf"]
    assert done.file.read() == PDF
    assert (done.file_size, done.percent, done.state_name) == (len(PDF), 100, Run.State.READY)


def test_a_failed_report_leaves_no_file(
    assessment: Assessment, store: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    run = begun_run(assessment)
    (store / f"{run.pk}-1.pdf").write_bytes(b"%PDF half a f")
    with django_capture_on_commit_callbacks(execute=True):
        attempts.fail(run=run, reason="It rained.", at=timezone.now())
    assert names(store) == []


def test_the_files_name_says_nothing(assessment: Assessment, store: Path) -> None:
    run = ready_run(assessment)
    assert run.file.name == f"reports/{run.pk}-1.pdf"


def test_a_stuck_report_is_given_back_to_the_queue(assessment: Assessment) -> None:
    run = begun_run(assessment)
    assert attempts.requeue(run=run, at=timezone.now()) is None
    again = attempts.requeue(run=run, at=later())
    assert again and again.state_name == Run.State.QUEUED
    assert Event.objects.filter(target_id=str(run.pk), action="report taken up again").count() == 1


def test_after_enough_tries_it_fails_for_a_reason_people_understand(assessment: Assessment) -> None:
    run = begun_run(assessment)
    Run.objects.filter(pk=run.pk).update(tries=MAX_TRIES)
    assert attempts.requeue(run=run, at=later()) is None
    run.refresh_from_db()
    assert (run.state_name, run.failure) == (Run.State.FAILED, attempts.GIVEN_UP)


def test_only_silent_reports_count_as_stuck(assessment: Assessment, store: Path) -> None:
    begun, queued, _ready = begun_run(assessment), queued_run(assessment), ready_run(assessment)
    assert not Run.objects.stuck(on=timezone.now()).exists()
    assert set(Run.objects.stuck(on=later())) == {begun, queued}


def test_the_clock_sends_the_report_of_a_dead_worker_again(assessment: Assessment, store: Path) -> None:
    run = begun_run(assessment)
    Run.objects.filter(pk=run.pk).update(heartbeat_at=timezone.now() - HEARTBEAT_TIMEOUT * 2)
    assert clock.requeue_stuck_runs() == 1
    run.refresh_from_db()
    assert (run.state_name, run.attempt) == (Run.State.READY, 2)
    assert names(store) == [f"{run.pk}-2.pdf"]


def test_a_report_whose_message_was_lost_is_sent_again(assessment: Assessment, store: Path) -> None:
    run = queued_run(assessment)
    Run.objects.filter(pk=run.pk).update(heartbeat_at=timezone.now() - HEARTBEAT_TIMEOUT * 2)
    assert clock.requeue_stuck_runs() == 1
    run.refresh_from_db()
    assert (run.state_name, run.attempt) == (Run.State.READY, 1)


def test_messages_that_wait_are_counted() -> None:
    name = f"test-{new_id()}"
    with celery.connection_for_write() as line:
        assert clock.waiting(name) == 0
        queue = line.SimpleQueue(name)
        queue.put({})
        assert clock.waiting(name) == 1
        queue.clear()
        queue.close()


def test_every_step_of_a_worker_leaves_its_event(assessment: Assessment, store: Path) -> None:
    run = ready_run(assessment)
    told = Event.objects.filter(target_id=str(run.pk)).order_by("at", "id")
    assert [event.action for event in told] == ["report requested", "report begun", "report ready"]
    assert {event.actor_label for event in told[1:]} == {"the workbench"}
