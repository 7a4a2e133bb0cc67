"""What the writes about cases share. Nothing here is a write of its own.

The lock is the case's row; a channel's is taken before it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from hrdd.accounts.models import User
from hrdd.audit import recorder
from hrdd.audit.models import Event
from hrdd.audit.recorder import Product
from remedy import proof
from remedy.deadlines import next_due
from remedy.models import Case, Hand, Message, Step
from remedy.opened import locked
from remedy.states import OVER, CaseState

By = User | Product


def lock_case(case: Case) -> Case:
    """Returns the case, locked, so that it or what hangs on it may be changed."""
    rows = Case.objects.select_for_update(of=["self"], no_key=True).select_related("company", "channel")
    found: Case = rows.get(pk=case.pk)
    return found


def record(
    *, by: By, at: datetime, action: str, case: Case, changes: Mapping[str, Any] | None = None
) -> Event:
    """Returns the event, read by those who handle the case and in no company's log."""
    return recorder.record(by=by, at=at, action=action, target=case, changes=changes, by_name_only=True)


def day_of(at: datetime) -> date:
    """Returns the day of a moment; of the moment itself nothing is kept."""
    return timezone.localdate(at)


def next_place(rows: Any) -> int:
    """Returns the next place in the order of rows of one case, which the caller has locked."""
    last: int | None = rows.order_by("-place").values_list("place", flat=True).first()
    return (last or 0) + 1


def add_message(case: Case, *, key: bytes, text: str, hand: Hand, by: User | None, day: date) -> Message:
    """Returns the message, locked, in its place; the case's head is that of a case with it."""
    message = Message(
        case=case, place=next_place(case.messages), hand=hand, written_by=by, day=day,
        sealed=locked(key, {"text": text}),
    )  # fmt: skip
    message.save(force_insert=True)
    case.head = proof.chained(case.head, b"message:" + bytes(message.sealed))
    return message


def add_step(
    case: Case, *, key: bytes, to: CaseState, reason: str, hand: Hand, by: User | None, day: date
) -> Step:
    """Returns the step by which a case stands elsewhere, with what is due next; saves the step alone."""
    case.stage, case.stage_on = to.value, day
    if hand is not Hand.PERSON:
        case.last_word_on = day
    set_due(case)
    keep_or_not(case, day=day)
    step = Step(
        case=case, place=next_place(case.steps), hand=hand, taken_by=by, day=day, stage=to.value,
        reason=locked(key, {"text": reason}) if reason else None, due_duty=case.due_duty, due_on=case.due_on,
    )  # fmt: skip
    step.save(force_insert=True)
    case.head = proof.chained(case.head, f"step:{step.place}:{step.stage}:{day.isoformat()}".encode())
    return step


def set_due(case: Case) -> None:
    """Writes into the row, unsaved, what is owed next."""
    due = next_due(
        case.case_state, filed_on=case.filed_on, last_word_on=case.last_word_on, urgent=case.is_urgent
    )
    case.due_duty, case.due_on = (due.duty.value, due.on) if due else ("", None)


def keep_or_not(case: Case, *, day: date) -> None:
    """Writes into the row, unsaved, until when it is kept, once it is over; or that it is not over."""
    if case.case_state in OVER:
        case.over_on, case.keep_until = day, months_later(day, case.channel.keep_months)
    else:
        case.over_on = case.keep_until = None


def save_progress(case: Case) -> None:
    """Saves what steps and messages changed of the case."""
    case.version += 1
    case.save(
        update_fields=[
            "stage", "stage_on", "last_word_on", "due_duty", "due_on", "head", "over_on", "keep_until",
            "version",
        ]
    )  # fmt: skip


def months_later(day: date, months: int) -> date:
    """Returns the same day so many months later, or the first of the next where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        year, month = divmod(day.year * 12 + day.month + months, 12)
        return date(year, month + 1, 1)
