"""The way of a version: what stops a submission, who may approve, and what is frozen then."""

import json
import zlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from assessments import actions
from assessments.approved import content
from assessments.document.build import build
from assessments.models import Approval, Assessment, RiskDecision, Snapshot
from hrdd.accounts.models import Organisation, User
from hrdd.lib.canonical import canonical_json, sha256
from hrdd.lib.errors import Refused, Stale
from tests import factories
from tests.factories.depth import complete

pytestmark = pytest.mark.django_db
State, Status = Approval.State, Assessment.Status


def told(by: User) -> dict[str, Any]:
    return {"by": by, "at": timezone.now()}


@pytest.fixture
def whole(assessment: Assessment) -> Assessment:
    return complete(assessment)


@pytest.fixture
def submitted(whole: Assessment, ines: User) -> Approval:
    return actions.submit(assessment=whole, note="Please look at R-1.", **told(ines))


def approve(approval: Approval, by: User) -> Approval:
    digest = content(approval.assessment_id).digest
    return actions.approve(approval=approval, digest=digest, **told(by))


@pytest.fixture
def approved(submitted: Approval, tomas: User) -> Approval:
    return approve(submitted, tomas)


def now(assessment: Assessment) -> Assessment:
    return Assessment.objects.with_approval().get(pk=assessment.pk)


def edit(assessment: Assessment, by: User) -> None:
    """Changes the title of its details: any edit would do."""
    actions.revise_assessment(
        assessment=assessment, title="Another title", moment="", system_version=assessment.system_version,
        expected_version=now(assessment).version, **told(by),
    )  # fmt: skip


# Submitting


def test_a_submission_puts_it_in_review_and_nothing_can_be_changed(submitted: Approval, ines: User) -> None:
    assessment = now(submitted.assessment)
    assert (assessment.status, submitted.number, submitted.state) == (Status.IN_REVIEW, 1, State.SUBMITTED)
    with pytest.raises(Refused, match="in review"):
        edit(assessment, ines)
    with pytest.raises(Refused, match="in review"):
        actions.submit(assessment=assessment, note="", **told(ines))


def test_a_blank_category_stops_it_and_is_named(whole: Assessment, ines: User) -> None:
    closure = whole.closures.get(category__code="CUL")
    actions.reopen_closure(closure=closure, **told(ines))
    with pytest.raises(Refused) as refused:
        actions.submit(assessment=whole, note="", **told(ines))
    assert any(closure.category.short_title in line for line in refused.value.fields["checks"])
    assert not Approval.objects.exists()


def spoil(whole: Assessment, how: str, by: User) -> None:
    match how:
        case "no reason":
            whole.risks.update(scale_reason=" ")
        case "no version":
            Assessment.objects.filter(pk=whole.pk).update(system_version=None)
        case "decision waits":
            RiskDecision.objects.create(
                risk=whole.risks.get(), standing="closed", ground="gone", reason="It is gone.", band_then=5,
                decided_by=by, decided_at=timezone.now(), state="waiting",
            )  # fmt: skip
        case "only closed risks":
            whole.risks.update(scale=2, scope=2, irremediability=2)
            whole.risks.update(standing="closed")


@pytest.mark.parametrize("how", ["no reason", "no version", "decision waits", "only closed risks"])
def test_every_error_of_the_checks_stops_it(whole: Assessment, ines: User, how: str) -> None:
    spoil(whole, how, ines)
    with pytest.raises(Refused, match="cannot be submitted yet"):
        actions.submit(assessment=whole, note="", **told(ines))
    assert now(whole).status == Status.DRAFT


def test_warnings_and_hints_do_not_stop_it(whole: Assessment, ines: User) -> None:
    whole.risks.update(stale_since=timezone.now(), stale_because="A source came in", confidence="low")
    assert actions.submit(assessment=whole, note="", **told(ines)).state == State.SUBMITTED


def test_it_can_be_taken_back_and_submitted_again(submitted: Approval, ines: User) -> None:
    actions.take_back(assessment=submitted.assessment, **told(ines))
    assert now(submitted.assessment).status == Status.DRAFT
    edit(now(submitted.assessment), ines)
    again = actions.submit(assessment=submitted.assessment, note="", **told(ines))
    assert again.number == 1
    with pytest.raises(Refused, match="decided already"):
        approve(submitted, factories.member(submitted.assessment.company, "approver", name="Pia"))


def test_what_is_approved_and_unchanged_is_not_submitted_again(approved: Approval, ines: User) -> None:
    with pytest.raises(Refused, match="nothing was changed since"):
        actions.submit(assessment=approved.assessment, note="", **told(ines))
    assert now(approved.assessment).status == Status.APPROVED


# Deciding


def test_an_approval_freezes_the_document_word_for_word(submitted: Approval, tomas: User) -> None:
    document = canonical_json(build(submitted.assessment_id))
    approve(submitted, tomas)
    snapshot = Snapshot.objects.get()
    assert zlib.decompress(snapshot.content) == document
    assert (snapshot.sha256, snapshot.size, snapshot.number) == (sha256(document), len(document), 1)
    assert json.loads(document)["risks"]
    assert now(submitted.assessment).status == Status.APPROVED


def test_the_submitter_cannot_approve_even_with_the_role(whole: Assessment, tomas: User) -> None:
    mine = actions.submit(assessment=whole, note="", **told(tomas))
    with pytest.raises(Refused, match="somebody else has to decide"):
        approve(mine, tomas)
    with pytest.raises(Refused, match="somebody else has to decide"):
        actions.return_submission(approval=mine, reason="No.", **told(tomas))


def test_the_only_author_cannot_approve_what_somebody_else_submitted(
    whole: Assessment, ines: User, tomas: User
) -> None:
    whole.risks.update(created_by=tomas, updated_by=tomas)
    approval = actions.submit(assessment=whole, note="", **told(ines))
    with pytest.raises(Refused, match="You alone wrote it"):
        approve(approval, tomas)


def test_one_author_among_others_can(whole: Assessment, ines: User, tomas: User) -> None:
    whole.risks.update(created_by=ines, updated_by=tomas)
    approval = actions.submit(assessment=whole, note="", **told(ines))
    assert approve(approval, tomas).state == State.APPROVED


def test_the_database_refuses_the_submitter_as_approver(submitted: Approval, victor: User) -> None:
    submitted.assessment.risks.update(updated_by=victor)
    decided = {"state": "approved", "decided_by": submitted.submitted_by, "decided_at": timezone.now()}
    with pytest.raises(IntegrityError, match="the_approver_is_not_the_submitter"), transaction.atomic():
        Approval.objects.filter(pk=submitted.pk).update(**decided)
    with pytest.raises(DatabaseError), transaction.atomic():
        Approval.objects.filter(pk=submitted.pk).update(state="approved")


def test_the_database_refuses_the_only_author(whole: Assessment, ines: User, tomas: User) -> None:
    whole.risks.update(created_by=tomas, updated_by=tomas)
    approval = actions.submit(assessment=whole, note="", **told(ines))
    statement = (
        "UPDATE assessments_approval SET state = 'approved', decided_by_id = %s, decided_at = now()"
        " WHERE id = %s"
    )
    with (
        pytest.raises(DatabaseError, match="the only author of an assessment cannot approve it"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [tomas.pk, approval.pk])
    with pytest.raises(DatabaseError, match="only author"), transaction.atomic():
        factories.ApprovalFactory.create(
            assessment=whole, state="approved", decided_by=tomas, decided_at=timezone.now(), number=9
        )


def test_content_that_changed_under_her_eyes_is_not_approved(submitted: Approval, tomas: User) -> None:
    digest = content(submitted.assessment_id).digest
    submitted.assessment.risks.update(title="Something else")
    with pytest.raises(Stale):
        actions.approve(approval=submitted, digest=digest, **told(tomas))
    assert Approval.objects.get().state == State.SUBMITTED
    assert not Snapshot.objects.exists()


def test_the_second_approver_finds_it_decided(
    submitted: Approval, tomas: User, company: Organisation
) -> None:
    other = factories.member(company, "approver", name="Pia")
    read_by_both = Approval.objects.get(pk=submitted.pk)
    approve(submitted, tomas)
    with pytest.raises(Refused, match="decided already: Approved"):
        approve(read_by_both, other)
    with pytest.raises(Refused, match="decided already"):
        actions.return_submission(approval=read_by_both, reason="No.", **told(other))
    assert Snapshot.objects.count() == 1


def test_a_return_needs_a_reason_and_opens_it_again(submitted: Approval, tomas: User, ines: User) -> None:
    with pytest.raises(Refused) as refused:
        actions.return_submission(approval=submitted, reason=" ", **told(tomas))
    assert "reason" in refused.value.fields
    returned = actions.return_submission(approval=submitted, reason="R-1 needs a source.", **told(tomas))
    assert (returned.state, returned.reason) == (State.RETURNED, "R-1 needs a source.")
    edit(now(submitted.assessment), ines)
    assert now(submitted.assessment).working_number == 1


# Afterwards


def test_the_first_edit_makes_it_outdated_and_begins_the_next_version(approved: Approval, ines: User) -> None:
    frozen = Snapshot.objects.get().sha256
    edit(now(approved.assessment), ines)
    assessment, approval = now(approved.assessment), Approval.objects.get()
    assert (assessment.status, assessment.working_number) == (Status.DRAFT, 2)
    assert (approval.state, approval.outdated_at is not None) == (State.APPROVED, True)
    assert Snapshot.objects.get().sha256 == frozen != content(assessment.pk).digest
    assert "Draft of version 2; version 1 was approved on" in assessment.status_line
    assert "by Tomas Brandt, and is outdated since" in assessment.status_line


def test_a_later_version_supersedes_the_earlier_one(approved: Approval, ines: User, tomas: User) -> None:
    edit(now(approved.assessment), ines)
    second = approve(actions.submit(assessment=approved.assessment, note="", **told(ines)), tomas)
    assert [a.state for a in Approval.objects.order_by("number")] == [State.SUPERSEDED, State.APPROVED]
    assert second.number == 2
    assert list(Snapshot.objects.values_list("number", flat=True)) == [2, 1]
    assert now(approved.assessment).status_line.startswith("Approved, version 2, on ")


def test_the_assessment_it_follows_is_superseded_in_the_same_breath(
    approved: Approval, ines: User, tomas: User, company: Organisation
) -> None:
    earlier = approved.assessment
    following = complete(
        factories.AssessmentFactory.create(
            system=earlier.system, company=company, created_by=ines, number=13, based_on=earlier
        )
    )
    waiting = RiskDecision.objects.create(
        risk=earlier.risks.get(), standing="closed", ground="gone", reason="Gone.", band_then=4,
        decided_by=ines, decided_at=timezone.now(), state="waiting",
    )  # fmt: skip
    assert now(earlier).status == Status.APPROVED
    approve(actions.submit(assessment=following, note="", **told(ines)), tomas)
    assert now(earlier).status == Status.SUPERSEDED
    assert RiskDecision.objects.get(pk=waiting.pk).state == "withdrawn"
    with pytest.raises(Refused, match="has replaced this one"):
        edit(now(earlier), ines)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE assessments_snapshot SET sha256 = 'x'",
        "DELETE FROM assessments_snapshot",
        "TRUNCATE assessments_snapshot",
    ],
)
def test_a_snapshot_can_be_neither_changed_nor_deleted(approved: Approval, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Snapshot.objects.get().sha256 != "x"
    with pytest.raises(DatabaseError), transaction.atomic():
        Snapshot.objects.all().delete()


# Letters and home


def test_approvers_are_told_without_a_word_of_the_content(
    whole: Assessment, ines: User, tomas: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        approval = actions.submit(assessment=whole, note="Secret note", **told(ines))
    [letter] = mail.outbox
    assert letter.to == [tomas.email]
    assert "A-12" in letter.subject
    for secret in (whole.title, whole.system.name, "Secret note", "Torvane"):
        assert secret not in letter.subject + letter.body
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.return_submission(approval=approval, reason="Secret reason", **told(tomas))
    [letter] = mail.outbox
    assert letter.to == [ines.email]
    assert "Secret reason" not in letter.body and whole.title not in letter.body
    assert "A-12" in letter.subject


def test_home_tells_the_approver_and_then_the_submitter(
    client: Client, submitted: Approval, ines: User, tomas: User
) -> None:
    client.force_login(tomas)
    assert f"/approvals/{submitted.pk}/approval/" in client.get("/").content.decode()
    client.force_login(ines)
    assert "Decide on" not in client.get("/").content.decode()
    actions.return_submission(approval=submitted, reason="Look again at R-1.", **told(tomas))
    assert "came back" in client.get("/").content.decode()
    client.force_login(tomas)
    assert f"/approvals/{submitted.pk}/approval/" not in client.get("/").content.decode()
    later = timezone.now() + timedelta(minutes=1)
    actions.submit(assessment=submitted.assessment, note="", by=ines, at=later)
    client.force_login(ines)
    assert "came back" not in client.get("/").content.decode()


# Locks


def test_approving_and_editing_lock_the_same_row_first(submitted: Approval, tomas: User, ines: User) -> None:
    """Both begin with the assessment's row: one waits for the other, and neither overtakes."""
    locked: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "FOR NO KEY UPDATE" in sql:
            locked.append(sql.split(' FROM "')[1].split('"', maxsplit=1)[0])
        return execute(sql, params, many, context)

    digest = content(submitted.assessment_id).digest
    with connection.execute_wrapper(watch):
        actions.approve(approval=submitted, digest=digest, **told(tomas))
        assert locked[0] == "assessments_assessment"
        locked.clear()
        edit(now(submitted.assessment), ines)
        assert locked[0] == "assessments_assessment"
