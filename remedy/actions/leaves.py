"""Writes about leave: somebody is away, and a deputy takes over what she handles.

The deputy is offered each case like anybody else, and ends with the leave. What came in meanwhile only the
deputy can open: it stays hers until she hands it over.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from hrdd.accounts.models import PersonalKey, Role, User
from hrdd.audit import recorder
from hrdd.lib.envelopes import Closed
from hrdd.lib.errors import Refused
from remedy.actions import _offers
from remedy.actions._rows import By, day_of, lock_case, record
from remedy.models import Assignment, Channel, EscrowShare, Leave
from remedy.opened import opened_by_handler
from remedy.readers import left_over

LONGEST = timedelta(days=366)


@transaction.atomic
def go_on_leave(
    *, channel: Channel, deputy: User, from_day: date, until_day: date, private: bytes, by: User, at: datetime
) -> Leave:
    """Returns the leave of somebody of the desk; each case she handles is offered to her deputy.

    `private` is her key, which opens them. Raises Refused for a deputy who cannot read, or is away herself.
    """
    held = _lock(channel)
    _check_days(from_day, until_day, today=day_of(at))
    _check_deputy(held, deputy, by=by, from_day=from_day, until_day=until_day)
    if not held.desk.serving().filter(user=by).exists():
        raise Refused(_("You do not sit at this desk."))
    if held.leaves.living().filter(user=by).exists():
        raise Refused(_("You have said already when you are away. Come back first, then say it anew."))
    leave = Leave(channel=held, user=by, deputy=deputy, from_day=from_day, until_day=until_day)
    leave.save(force_insert=True)
    _give_all(leave, private, at=at)
    recorder.record(by=by, at=at, action="went on leave", target=leave, changes={"deputy": str(deputy)})
    return leave


@transaction.atomic
def give_to_deputy(*, leave: Leave, private: bytes, by: User, at: datetime) -> int:
    """Returns how many cases were offered to the deputy that came to the person after she said she leaves."""
    _lock(leave.channel)
    held = Leave.objects.living().filter(pk=leave.pk, user=by).select_related("channel").first()
    if held is None:
        raise Refused(_("This leave is over."))
    given = _give_all(held, private, at=at)
    recorder.record(by=by, at=at, action="cases given to the deputy", target=held)
    return given


@transaction.atomic
def come_back(*, leave: Leave, by: By, at: datetime) -> Leave:
    """Returns the leave, over: what the deputy did in her place is hers again."""
    _lock(leave.channel)
    held = Leave.objects.living().filter(pk=leave.pk).first()
    if held is None:
        raise Refused(_("This leave is over."))
    held.ended_on = day_of(at)
    held.save(update_fields=["ended_on"])
    for deputised in _deputised(held):
        case = deputised.case = lock_case(deputised.case)
        if Assignment.objects.able().filter(case=case, user=held.user_id).exists():
            _offers.end(deputised, state=Assignment.State.ENDED, day=day_of(at))
            record(by=by, at=at, action="deputy ended", case=case, changes={"who": str(deputised.user)})
        else:
            # It came in meanwhile, or she has lost her key: nobody else could open it.
            deputised.instead_of = deputised.until = None
            deputised.save(update_fields=["instead_of", "until"])
    recorder.record(by=by, at=at, action="came back from leave", target=held)
    return held


def _give_all(leave: Leave, private: bytes, *, at: datetime) -> int:
    given = 0
    for assignment in left_over(leave):
        case = assignment.case = lock_case(assignment.case)
        try:
            opened = opened_by_handler(assignment, private)
            key = _offers.able(opened, leave.deputy)
        except (Closed, Refused):
            continue
        _offers.offer(
            case, to=leave.deputy, personal_key=key, key=opened.key, day=day_of(at), offered_by=leave.user,
            instead_of=leave.user, until=leave.until_day,
        )  # fmt: skip
        record(by=leave.user, at=at, action="case offered", case=case, changes={"to": str(leave.deputy)})
        given += 1
    return given


def _deputised(leave: Leave) -> list[Assignment]:
    rows = Assignment.objects.living().filter(
        user=leave.deputy_id, instead_of=leave.user_id, until__isnull=False, case__channel=leave.channel_id
    )
    return list(rows.select_related("case", "user").order_by("offered_on", "id"))


def _check_days(from_day: date, until_day: date, *, today: date) -> None:
    if from_day < today:
        raise _no("from_day", _("Choose today or a later day."))
    if until_day < from_day:
        raise _no("until_day", _("The last day comes after the first."))
    if until_day - from_day > LONGEST:
        raise _no("until_day", _("A year at most. For longer, hand your cases over."))


def _check_deputy(channel: Channel, deputy: User, *, by: User, from_day: date, until_day: date) -> None:
    if deputy.pk == by.pk:
        raise _no("deputy", _("Choose somebody else."))
    roles = deputy.memberships.standing().filter(organisation=channel.company_id)
    if not roles.filter(role=Role.CASE_HANDLER).exists():
        raise _no("deputy", _("Only case handlers of the company read concerns."))
    if EscrowShare.objects.filter(holder=deputy, key__company=channel.company_id).exists():
        raise _no("deputy", _("Who holds the escrow reads no case: these are separate hands."))
    if not PersonalKey.objects.living().filter(user=deputy).exists():
        raise _no("deputy", _("This colleague has no key yet. She makes one in her settings."))
    away = channel.leaves.living().filter(user=deputy, from_day__lte=until_day, until_day__gte=from_day)
    if away.exists():
        raise _no("deputy", _("This colleague is away herself in that time."))


def _no(name: str, message: str) -> Refused:
    return Refused(message, fields={name: [message]})


def _lock(channel: Channel) -> Channel:
    found: Channel = (
        Channel.objects.select_for_update(of=["self"], no_key=True)
        .select_related("company")
        .get(pk=channel.pk)
    )
    return found
