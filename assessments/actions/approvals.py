"""The way of a version: submitted, then approved, returned or taken back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import letters
from assessments.actions._rows import begin_edit
from assessments.approved import content, is_only_author
from assessments.completeness import errors
from assessments.document.frozen import packed
from assessments.facts import findings
from assessments.findings import Reader, report
from assessments.models import Approval, Assessment, RiskDecision, Snapshot
from hrdd.accounts.models import User
from hrdd.audit.recorder import record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save

State, Status = Approval.State, Assessment.Status


@transaction.atomic
def submit(*, assessment: Assessment, note: str, by: User, at: datetime) -> Approval:
    """Returns the submission; from now on nothing can be changed until an approver decided.

    Raises Refused with every error that the checks find, and when there is nothing new to approve.
    """
    locked: Assessment = Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
    if locked.status == Status.APPROVED:
        raise Refused(_("This version is approved, and nothing was changed since."))
    locked = begin_edit(locked.pk, by=by, at=at)
    found = errors(findings(locked, at=at))
    if found:
        told = report(locked, found, to=Reader(edits=True, inside=True), shown=len(found))
        lines = [f"{group.title}: {line}" for group in told.groups for line in group.lines]
        lines += [group.title for group in told.groups if not group.lines]
        message = _("It cannot be submitted yet. The checks found what has to be mended first.")
        raise Refused(message, fields={"checks": lines})
    approval = Approval.objects.create(
        assessment=locked,
        number=locked.working_number,
        system_version=locked.system_version,
        submitted_by=by,
        submitted_at=at,
        note=note.replace("\x00", "").strip(),
    )
    _set_status(locked, Status.IN_REVIEW)
    record(
        by=by, at=at, action="assessment submitted", target=approval,
        changes={"version": approval.number, "note": approval.note},
    )  # fmt: skip
    letters.send_submitted(approval=approval, by=by)
    return approval


@transaction.atomic
def take_back(*, assessment: Assessment, by: User, at: datetime) -> Approval:
    """Returns the submission as taken back; the assessment can be changed again."""
    locked: Assessment = Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
    approval = Approval.objects.select_for_update(no_key=True).waiting().filter(assessment=locked).first()
    if approval is None:
        raise Refused(_("It is not in review any more."))
    save(approval, {"state": State.TAKEN_BACK, "decided_by": by, "decided_at": at})
    _set_status(locked, Status.DRAFT)
    record(by=by, at=at, action="assessment taken back", target=approval)
    return approval


@transaction.atomic
def approve(*, approval: Approval, digest: str, by: User, at: datetime) -> Approval:
    """Returns the approval, with the content frozen as it stands.

    `digest` is that of the content she read: raises Stale when it is no longer the same. Raises Refused when
    it is not in review any more, for the submitter, and for its only author. What was approved before, and
    the assessments that this one follows, are superseded.
    """
    locked, waiting = _waiting(approval)
    _refuse_own(locked, waiting, by)
    now = content(locked.pk)
    if now.digest != digest:
        raise Stale(waiting)
    earlier = Approval.objects.filter(assessment=locked, state=State.APPROVED)
    earlier.update(state=State.SUPERSEDED)
    save(waiting, {"state": State.APPROVED, "decided_by": by, "decided_at": at})
    Snapshot.objects.create(
        approval=waiting,
        assessment=locked,
        number=waiting.number,
        content=packed(now.written),
        sha256=now.digest,
        size=len(now.written),
        created_at=at,
    )
    _set_status(locked, Status.APPROVED)
    _supersede_earlier(locked, by=by, at=at)
    record(
        by=by, at=at, action="assessment approved", target=waiting,
        changes={"version": waiting.number, "sha256": now.digest},
    )  # fmt: skip
    letters.send_decided(approval=waiting)
    return waiting


@transaction.atomic
def return_submission(*, approval: Approval, reason: str, by: User, at: datetime) -> Approval:
    """Returns the submission as returned with the reason; the assessment can be changed again."""
    locked, waiting = _waiting(approval)
    _refuse_own(locked, waiting, by)
    said = reason.replace("\x00", "").strip()
    if not said:
        message = _("Say what has to change. The people who wrote it will read it.")
        raise Refused(message, fields={"reason": [message]})
    save(waiting, {"state": State.RETURNED, "reason": said, "decided_by": by, "decided_at": at})
    _set_status(locked, Status.DRAFT)
    record(by=by, at=at, action="assessment returned", target=waiting, changes={"reason": said})
    letters.send_decided(approval=waiting)
    return waiting


def _waiting(approval: Approval) -> tuple[Assessment, Approval]:
    """Returns the assessment and its submission, locked in the order in which every edit locks."""
    locked = Assessment.objects.select_for_update(no_key=True).get(pk=approval.assessment_id)
    found = Approval.objects.select_for_update(no_key=True).get(pk=approval.pk)
    found.assessment = locked
    if found.state != State.SUBMITTED:
        raise Refused(_("This is decided already: %(state)s.") % {"state": found.get_state_display()})
    return locked, found


def _refuse_own(assessment: Assessment, approval: Approval, by: User) -> None:
    if approval.submitted_by_id == by.pk:
        raise Refused(_("You submitted it yourself, so somebody else has to decide."))
    if is_only_author(assessment, by):
        raise Refused(_("You alone wrote it, so somebody else has to decide."))


def _set_status(assessment: Assessment, status: str) -> None:
    # Not an edit of its content: the version that people's forms are based on stays the same.
    assessment.status = status
    assessment.save(update_fields=["status"])


def _supersede_earlier(assessment: Assessment, *, by: User, at: datetime) -> None:
    """Ends the assessments of which this one began as a copy, however far back, and what waits in them."""
    earlier_id = assessment.based_on_id
    while earlier_id:
        earlier: Assessment = Assessment.objects.select_for_update(no_key=True).get(pk=earlier_id)
        if earlier.status == Status.SUPERSEDED:
            return
        _set_status(earlier, Status.SUPERSEDED)
        Approval.objects.waiting().filter(assessment=earlier).update(
            state=State.TAKEN_BACK, decided_by=by, decided_at=at
        )
        RiskDecision.objects.filter(risk__assessment=earlier, state=RiskDecision.State.WAITING).update(
            state=RiskDecision.State.WITHDRAWN
        )
        record(
            by=by, at=at, action="assessment superseded", target=earlier,
            changes={"by": assessment.reference},
        )  # fmt: skip
        earlier_id = earlier.based_on_id
