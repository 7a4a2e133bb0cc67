"""Writes by those who handle a case: words to the person, and steps."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hrdd.accounts.models import User
from hrdd.evidence.uploads import Upload
from hrdd.lib.errors import Refused, Stale
from remedy.actions._files import add_file
from remedy.actions._rows import (
    add_message,
    add_step,
    day_of,
    lock_case,
    record,
    save_progress,
    set_due,
)
from remedy.models import Case, Hand
from remedy.opened import Opened
from remedy.states import CaseState, handler_may


@transaction.atomic
def write_to_person(
    *, opened: Opened, text: str, by: User, at: datetime, files: Sequence[Upload] = ()
) -> Case:
    """Returns the case with words to the person; it counts as telling her how it stands."""
    case = lock_case(opened.case)
    if not text.strip():
        message = _("Write what the person will read.")
        raise Refused(message, fields={"text": [message]})
    day = day_of(at)
    add_message(case, key=opened.key, text=text.strip(), hand=Hand.HANDLER, by=by, day=day)
    for upload in files:
        add_file(case, key=opened.key, upload=upload, hand=Hand.HANDLER, day=day)
    case.last_word_on = day
    set_due(case)
    save_progress(case)
    record(by=by, at=at, action="wrote to the person", case=case)
    return case


@transaction.atomic
def move_case(
    *, opened: Opened, to: CaseState, reason: str, message: str, expected_version: int, by: User, at: datetime
) -> Case:
    """Returns the case where it stands now, with the reason and what the person is told.

    Raises Refused for a step that does not follow, or without reason or message; Stale when somebody was
    faster.
    """
    case = lock_case(opened.case)
    if case.version != expected_version:
        raise Stale(case)
    if to not in handler_may(case.case_state):
        raise Refused(_("This step does not follow on where the case stands."), fields={"to": [""]})
    missing = {
        name: [_("Nothing happens silently: this is needed.")]
        for name, text in (("reason", reason), ("message", message))
        if not text.strip()
    }
    if missing:
        raise Refused(_("Say why, and tell the person."), fields=missing)
    day = day_of(at)
    add_step(case, key=opened.key, to=to, reason=reason.strip(), hand=Hand.HANDLER, by=by, day=day)
    add_message(case, key=opened.key, text=message.strip(), hand=Hand.HANDLER, by=by, day=day)
    save_progress(case)
    record(by=by, at=at, action="case moved on", case=case, changes={"to": to.value})
    return case
