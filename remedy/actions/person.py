"""Writes by the person who raised a concern, with her code. Of her the log keeps days."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hrdd.audit.recorder import Unnamed
from hrdd.evidence.uploads import Upload
from hrdd.lib.errors import Refused
from remedy import proof
from remedy.actions._files import add_file
from remedy.actions._identity import identity_for
from remedy.actions._rows import (
    add_message,
    add_step,
    day_of,
    lock_case,
    next_place,
    record,
    save_progress,
)
from remedy.deadlines import appeal_until
from remedy.models import Anonymity, Case, Hand, Judgement
from remedy.opened import Opened, locked
from remedy.states import JUDGED, CaseState, person_may_appeal, person_may_withdraw

MOST_FILES = 20
LONGEST = 20_000


@transaction.atomic
def write_as_person(
    *, opened: Opened, text: str, by: Unnamed, at: datetime, files: Sequence[Upload] = ()
) -> Case:
    """Returns the case with her words and files; raises Refused without either, or with too many files."""
    case = lock_case(opened.case)
    if not text.strip() and not files:
        message = _("Write something, or choose a file.")
        raise Refused(message, fields={"text": [message]})
    if case.files.filter(hand=Hand.PERSON).count() + len(files) > MOST_FILES:
        message = _("A concern can have 20 files. Write to us about the others.")
        raise Refused(message, fields={"files": [message]})
    day = day_of(at)
    if text.strip():
        add_message(case, key=opened.key, text=text.strip(), hand=Hand.PERSON, by=None, day=day)
    for upload in files:
        add_file(case, key=opened.key, upload=upload, hand=Hand.PERSON, day=day)
    save_progress(case)
    record(by=by, at=at, action="the person wrote", case=case)
    return case


@transaction.atomic
def change_anonymity(
    *, opened: Opened, anonymity: str, name: str, reach: str, by: Unnamed, at: datetime
) -> Case:
    """Returns the case with what its handlers may know of her from now on. What was there before is gone."""
    case = lock_case(opened.case)
    identity = {"name": name, "reach": reach} if anonymity != Anonymity.ANONYMOUS and (name or reach) else {}
    case.anonymity = anonymity
    case.identity = identity_for(
        anonymity, identity, key=opened.key, escrow=bytes(case.escrow_key.public_key)
    )
    case.head = proof.chained(case.head, b"anonymity:" + anonymity.encode())
    case.version += 1
    case.save(update_fields=["anonymity", "identity", "head", "version"])
    if anonymity == Anonymity.ANONYMOUS and reach:
        add_message(case, key=opened.key, text=reach, hand=Hand.PERSON, by=None, day=day_of(at))
        save_progress(case)
    record(by=by, at=at, action="anonymity changed", case=case, changes={"to": anonymity})
    return case


@transaction.atomic
def withdraw_concern(*, opened: Opened, pressed: str, text: str, by: Unnamed, at: datetime) -> Case:
    """Returns the case, withdrawn. `pressed` is yes, no or silent: whether somebody made her do it.

    Raises Refused when it is over already.
    """
    case = lock_case(opened.case)
    if not person_may_withdraw(case.case_state):
        raise Refused(_("This is over already. You need not withdraw it."))
    said = {"yes": _("Somebody put me under pressure."), "no": _("Nobody put me under pressure.")}
    why = "\n\n".join(filter(None, (said.get(pressed, ""), text.strip())))
    _step(case, opened, to=CaseState.WITHDRAWN, text=why, at=at)
    record(by=by, at=at, action="concern withdrawn", case=case)
    return case


@transaction.atomic
def appeal(*, opened: Opened, text: str, by: Unnamed, at: datetime) -> Case:
    """Returns the case, to be looked at by somebody else; raises Refused without an answer, or too late."""
    case = lock_case(opened.case)
    if not person_may_appeal(case.case_state):
        raise Refused(_("You can object once there is an answer. Until then, write to us."))
    if day_of(at) > appeal_until(case.stage_on):
        raise Refused(
            _("The time for objecting is over. You can still write to us, and the other ways stay open.")
        )
    if not text.strip():
        message = _("Say what is wrong with the answer.")
        raise Refused(message, fields={"text": [message]})
    _step(case, opened, to=CaseState.APPEALED, text=text.strip(), at=at)
    record(by=by, at=at, action="appealed", case=case)
    return case


@transaction.atomic
def judge_outcome(*, opened: Opened, view: str, text: str, by: Unnamed, at: datetime) -> Judgement:
    """Returns what she thinks of what came of it; raises Refused while there is nothing to judge."""
    case = lock_case(opened.case)
    if case.case_state not in JUDGED:
        raise Refused(_("You can judge what came of it once there is an answer."))
    said = Judgement(
        case=case, place=next_place(case.judgements), day=day_of(at), view=view,
        sealed=locked(opened.key, {"text": text.strip()}),
    )  # fmt: skip
    said.save(force_insert=True)
    case.head = proof.chained(case.head, b"judgement:" + view.encode() + bytes(said.sealed))
    save_progress(case)
    record(by=by, at=at, action="outcome judged by the person", case=case)
    return said


def _step(case: Case, opened: Opened, *, to: CaseState, text: str, at: datetime) -> None:
    day = day_of(at)
    add_step(case, key=opened.key, to=to, reason=text, hand=Hand.PERSON, by=None, day=day)
    save_progress(case)
