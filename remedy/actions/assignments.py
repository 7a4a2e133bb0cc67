"""Writes about who handles a case. Nobody comes to one in another way."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hrdd.accounts.models import PersonalKey, User
from hrdd.lib import envelopes
from hrdd.lib.errors import Refused
from remedy.actions import _offers
from remedy.actions._rows import day_of, lock_case, record
from remedy.models import Anonymity, Assignment, Case, EscrowKey
from remedy.opened import Opened


@transaction.atomic
def take_on(*, assignment: Assignment, by: User, at: datetime) -> Assignment:
    """Returns the assignment of somebody who stated that nothing stands in her way; she reads from now on.

    Where it was handed over to her, the one who did so handles it no more; what is due stays due.
    """
    held = _own(assignment, by=by)
    if held.state != Assignment.State.OFFERED:
        raise Refused(_("You handle this already."))
    day = day_of(at)
    held.state, held.stated_on = Assignment.State.TAKEN, day
    held.save(update_fields=["state", "stated_on"])
    _offers.grant(held.case, to=by, role="handler", day=day, by=held.offered_by)
    before = Assignment.objects.living().filter(case=held.case, user=held.instead_of_id).first()
    if held.takes_over and before:
        before.case = held.case
        _offers.end(before, state=Assignment.State.ENDED, day=day)
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
    made = _offered(case, opened, whom, by=by, at=at)
    record(by=by, at=at, action="case offered", case=case, changes={"to": str(whom)})
    return made


@transaction.atomic
def hand_over(*, opened: Opened, whom: User, by: User, at: datetime) -> Assignment:
    """Returns the assignment by which a handler hands a case to a colleague.

    She keeps it until the colleague has taken it on, so that it is never without anybody. Raises Refused as
    ask_to_take does; a colleague who is asked, or handles it as well, is named as the one who takes it over.
    """
    case = lock_case(opened.case)
    asked = Assignment.objects.living().filter(case=case, user=whom).first()
    if asked and asked.state == Assignment.State.TAKEN:
        raise _offers.no(_("This colleague handles it already. You can step back."))
    if asked:
        asked.instead_of, asked.until = by, None
        asked.save(update_fields=["instead_of", "until"])
    made = asked or _offered(case, opened, whom, by=by, at=at, instead_of=by)
    record(by=by, at=at, action="case handed over", case=case, changes={"to": str(whom)})
    return made


@transaction.atomic
def rewrap_for(*, opened: Opened, assignment: Assignment, by: User, at: datetime) -> Assignment:
    """Returns a colleague's assignment, which opens with the key she has today: the old one was lost.

    Raises Refused while her old key still opens it, and until she has made a new one.
    """
    case = lock_case(opened.case)
    held = Assignment.objects.living().select_related("user", "personal_key").filter(
        case=case, pk=assignment.pk
    ).first()  # fmt: skip
    if held is None:
        raise Refused(_("This colleague does not handle it any more."))
    if held.personal_key and held.personal_key.ended_at is None:
        raise Refused(_("This colleague can open it."))
    held.case = case
    _offers.wrap_anew(held, personal_key=_offers.able(opened, held.user), key=opened.key)
    record(by=by, at=at, action="case given again", case=case, changes={"to": str(held.user)})
    return held


@transaction.atomic
def rewrap_escrow(*, opened: Opened, by: User, at: datetime) -> Case:
    """Returns the case, locked for the escrow key in use and no more for the one before.

    Raises Refused where who the person is was locked for that one: only its holders can open it.
    """
    case = lock_case(opened.case)
    living = EscrowKey.objects.in_use().filter(company=case.company_id).first()
    if living is None or living.pk == case.escrow_key_id:
        raise Refused(_("It is locked for the escrow key in use."))
    if case.anonymity == Anonymity.CONFIDENTIAL and case.identity is not None:
        raise Refused(_("Who the person is stays locked for the escrow key before, and the case with it."))
    case.escrow_key, case.escrow_wrap = living, envelopes.wrap(living.public_key, opened.key)
    case.save(update_fields=["escrow_key", "escrow_wrap"])
    record(by=by, at=at, action="case locked for the new escrow key", case=case)
    return case


def _offered(
    case: Case, opened: Opened, whom: User, *, by: User, at: datetime, instead_of: User | None = None
) -> Assignment:
    if not case.channel.desk.serving().filter(user=whom).exists():
        raise _offers.no(_("Choose somebody of the desk."))
    if case.assignments.filter(user=whom, ended_on=None).exists():
        raise _offers.no(_("This colleague is asked, or handles it, already."))
    key: PersonalKey = _offers.able(opened, whom)
    return _offers.offer(
        case, to=whom, personal_key=key, key=opened.key, day=day_of(at), offered_by=by, instead_of=instead_of
    )


def _own(assignment: Assignment, *, by: User) -> Assignment:
    case = lock_case(assignment.case)
    held = Assignment.objects.living().filter(pk=assignment.pk, user=by).first()
    if held is None:
        raise Refused(_("You do not handle this any more."))
    held.case = case
    return held
