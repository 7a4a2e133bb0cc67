"""Writes about who handles a case. Nobody comes to one in another way."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hrdd.accounts.models import PersonalKey, User
from hrdd.lib.errors import Refused
from remedy.actions import _offers
from remedy.actions._rows import day_of, lock_case, record
from remedy.models import Assignment
from remedy.opened import Opened


@transaction.atomic
def take_on(*, assignment: Assignment, by: User, at: datetime) -> Assignment:
    """Returns the assignment of somebody who stated that nothing stands in her way; she reads from now on."""
    held = _own(assignment, by=by)
    if held.state != Assignment.State.OFFERED:
        raise Refused(_("You handle this already."))
    held.state, held.stated_on = Assignment.State.TAKEN, day_of(at)
    held.save(update_fields=["state", "stated_on"])
    _offers.grant(held.case, to=by, role="handler", day=day_of(at), by=held.offered_by)
    record(by=by, at=at, action="case taken on", case=held.case)
    return held


@transaction.atomic
def step_back(*, assignment: Assignment, by: User, at: datetime) -> Assignment:
    """Returns the assignment, over: she sees the case no more. Nobody is told why, and no reason is kept."""
    held = _own(assignment, by=by)
    _offers.end(held, state=Assignment.State.STEPPED_BACK, day=day_of(at))
    record(by=by, at=at, action="stepped back from case", case=held.case)
    return held


@transaction.atomic
def ask_to_take(*, opened: Opened, whom: User, by: User, at: datetime) -> Assignment:
    """Returns the assignment by which a handler asks a colleague of the desk to take a case on as well.

    Raises Refused for somebody the person excluded, without a key, not at the desk, or asked already.
    """
    case = lock_case(opened.case)
    personal_key = checked(opened, whom)
    made = _offers.offer(
        case, to=whom, personal_key=personal_key, key=opened.key, day=day_of(at), offered_by=by
    )
    record(by=by, at=at, action="case offered", case=case, changes={"to": str(whom)})
    return made


def checked(opened: Opened, whom: User) -> PersonalKey:
    """Returns the key of somebody who may be asked; raises Refused with the reason."""
    if not opened.case.channel.desk.serving().filter(user=whom).exists():
        raise _no(_("Choose somebody of the desk."))
    if str(whom.pk) in opened.without:
        raise _no(_("The person does not want this colleague to read it."))
    if opened.case.assignments.living().filter(user=whom).exists():
        raise _no(_("This colleague is asked, or handles it, already."))
    if opened.case.assignments.filter(user=whom, state=Assignment.State.STEPPED_BACK).exists():
        raise _no(_("This colleague cannot be asked for this case."))
    key = PersonalKey.objects.living().filter(user=whom).first()
    if key is None:
        raise _no(_("This colleague has no key yet. She makes one in her settings."))
    return key


def _own(assignment: Assignment, *, by: User) -> Assignment:
    case = lock_case(assignment.case)
    held = Assignment.objects.living().filter(pk=assignment.pk, user=by).first()
    if held is None:
        raise Refused(_("You do not handle this any more."))
    held.case = case
    return held


def _no(message: str) -> Refused:
    return Refused(message, fields={"whom": [message]})
