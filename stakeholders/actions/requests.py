"""Writes about what people asked for: each request is answered, and people are told."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hrdd.accounts.models import User
from hrdd.audit.recorder import record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save
from stakeholders.actions._rows import lock_engagement
from stakeholders.changes import events_of
from stakeholders.models import Engagement, Input, Request


@transaction.atomic
def add_request(
    *, engagement: Engagement, text: str, by: User, at: datetime, said: Input | None = None
) -> Request:
    """Returns the new request with the engagement's next number."""
    locked = lock_engagement(engagement)
    if not text.strip():
        message = _("Write what people ask for.")
        raise Refused(message, fields={"text": [message]})
    if said and said.engagement_id != locked.pk:
        message = _("Choose something that was said in this engagement.")
        raise Refused(message, fields={"input": [message]})
    asked = Request.objects.create(
        engagement=locked, input=said, number=locked.next_request_number, text=text.strip(),
        created_by=by, created_at=at,
    )  # fmt: skip
    save(locked, {"next_request_number": locked.next_request_number + 1})
    record(by=by, at=at, action="request added", target=asked, changes={"number": asked.number})
    return asked


@transaction.atomic
def answer_request(
    *, asked: Request, answer: str, reason: str, expected_version: int, by: User, at: datetime,
    change: UUID | None = None,
) -> Request:  # fmt: skip
    """Returns the request with the company's answer; raises Stale when someone saved first.

    `change` is the event of the log in which it came true. A no, or a half yes, needs its reason. Once people
    were told, the answer stands: what comes after is a request of its own.
    """
    locked = _locked(asked, expected_version)
    if locked.told_on:
        raise Refused(_("People were told this answer. It stands; what is new is told as a new one."))
    if answer not in Request.Answer.values:
        message = _("Choose an answer.")
        raise Refused(message, fields={"answer": [message]})
    if answer != Request.Answer.ACCEPTED and not reason.strip():
        message = _("Say why. People will be told the reason.")
        raise Refused(message, fields={"reason": [message]})
    _is_a_change(locked, change)
    new = {
        "answer": answer, "reason": reason.strip(), "change": change, "answered_by": by, "answered_at": at,
    }  # fmt: skip
    before = locked.answer
    save(locked, new)
    record(by=by, at=at, action="request answered", target=locked, changes={"answer": [before, answer]})
    return locked


@transaction.atomic
def name_change(
    *, asked: Request, change: UUID | None, expected_version: int, by: User, at: datetime
) -> Request:
    """Returns the request with the event of the log that followed from it, or with none again.

    It may be named after people were told, too: the answer stands, and what was promised comes later.
    """
    locked = _locked(asked, expected_version)
    if locked.answer not in (Request.Answer.ACCEPTED, Request.Answer.PARTLY):
        raise Refused(_("Only what was accepted, at least in part, can have changed something."))
    _is_a_change(locked, change)
    before = locked.change
    save(locked, {"change": change})
    record(by=by, at=at, action="change named", target=locked, changes={"event": [before, change]})
    return locked


@transaction.atomic
def tell_people(
    *, asked: Request, told_on: date, told_how: str, expected_version: int, by: User, at: datetime
) -> Request:
    """Returns the request, of whose answer people were told on a day; raises Refused without an answer."""
    locked = _locked(asked, expected_version)
    if locked.is_open:
        raise Refused(_("Answer it first, then tell people."))
    if told_on > timezone.localdate(at):
        message = _("This day has not come yet.")
        raise Refused(message, fields={"told_on": [message]})
    if not told_how.strip():
        message = _("Say how they were told.")
        raise Refused(message, fields={"told_how": [message]})
    save(locked, {"told_on": told_on, "told_how": told_how.strip()})
    record(by=by, at=at, action="people told", target=locked, changes={"told_on": told_on})
    return locked


@transaction.atomic
def keep_reply(
    *, asked: Request, reply: str, replied_on: date, expected_version: int, by: User, at: datetime
) -> Request:
    """Returns the request with what people said to the answer; raises Refused before they were told."""
    locked = _locked(asked, expected_version)
    if locked.told_on is None:
        raise Refused(_("They were not told yet."))
    if not reply.strip():
        message = _("Write what they said.")
        raise Refused(message, fields={"reply": [message]})
    if not locked.told_on <= replied_on <= timezone.localdate(at):
        message = _("A reply comes after the answer, and not in the future.")
        raise Refused(message, fields={"replied_on": [message]})
    save(locked, {"reply": reply.strip(), "replied_on": replied_on})
    record(by=by, at=at, action="reply kept", target=locked, changes={"replied_on": replied_on})
    return locked


def _is_a_change(asked: Request, change: UUID | None) -> None:
    if change and not events_of(asked).filter(pk=change).exists():
        message = _("Choose a change of the assessment that this request is about.")
        raise Refused(message, fields={"change": [message]})


def _locked(asked: Request, expected_version: int) -> Request:
    engagement = lock_engagement(asked.engagement)
    locked: Request = Request.objects.select_for_update(of=["self"], no_key=True).get(pk=asked.pk)
    locked.engagement = engagement
    if locked.version != expected_version:
        raise Stale(locked)
    return locked
