"""Asking for a report, trying again, taking it away: each leaves its event."""

from typing import Any

import pytest
from django.utils import timezone

from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.lib.canonical import canonical_json, sha256
from hrdd.lib.errors import Refused
from hrdd.reports import actions
from hrdd.reports import document as documents
from hrdd.reports.models import Run
from tests.factories.reports import failed_run, queued_run, ready_run

pytestmark = pytest.mark.django_db


def events(run: Run) -> list[str]:
    return list(
        Event.objects.filter(target_id=str(run.pk)).order_by("at", "id").values_list("action", flat=True)
    )


def test_the_document_is_frozen_when_asked(assessment: Assessment, risk: Risk, ines: User) -> None:
    run = queued_run(assessment, by=ines)
    Risk.objects.filter(pk=risk.pk).update(title="Changed a moment later")
    frozen = documents.read(Run.objects.get(pk=run.pk).content)
    assert [told["title"] for told in frozen["risks"]] == [risk.title]


def test_its_digest_is_that_of_the_very_bytes(assessment: Assessment, risk: Risk, ines: User) -> None:
    run = Run.objects.get(pk=queued_run(assessment, by=ines).pk)
    assert sha256(run.content) == run.document_sha256
    assert canonical_json(documents.read(run.content)) == run.content


def test_a_worker_is_told_only_after_the_commit(
    assessment: Assessment, ines: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        run = queued_run(assessment, by=ines)
    assert run.state_name == Run.State.QUEUED
    assert len(callbacks) == 1


def test_asking_leaves_an_event(assessment: Assessment, ines: User) -> None:
    run = queued_run(assessment, by=ines)
    (event,) = Event.objects.filter(target_id=str(run.pk))
    assert (event.action, event.actor_id, event.root_id) == ("report requested", ines.pk, assessment.pk)
    assert event.changes["document"] == run.document_sha256


def test_a_failed_report_is_tried_again_with_the_same_document(
    assessment: Assessment, ines: User, tomas: User, store: Any
) -> None:
    run = failed_run(assessment, by=ines)
    again = actions.retry_run(run=run, by=tomas, at=timezone.now())
    again.refresh_from_db()
    assert (again.state_name, again.failure, again.tries) == (Run.State.QUEUED, "", 0)
    assert (again.attempt, again.document_sha256) == (1, run.document_sha256)
    assert events(run)[-1] == "report tried again"


def test_a_report_that_is_ready_is_not_tried_again(assessment: Assessment, ines: User, store: Any) -> None:
    with pytest.raises(Refused):
        actions.retry_run(run=ready_run(assessment, by=ines), by=ines, at=timezone.now())


def test_a_download_names_what_was_taken(assessment: Assessment, ines: User, omar: User, store: Any) -> None:
    run = ready_run(assessment, by=ines)
    event = actions.record_download(run=run, part="pdf", by=omar, at=timezone.now())
    assert (event.actor_label, event.changes) == (str(omar), {"part": "pdf", "sha256": run.file_sha256})
