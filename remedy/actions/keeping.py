"""Writes about how long a case is kept: a legal hold, its end, and what is left, which names nobody."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hrdd.accounts.models import User
from hrdd.audit.recorder import Unnamed
from hrdd.lib.errors import Refused, Stale
from remedy.actions._rows import By, day_of, lock_case, record
from remedy.models import Case, CaseHold, CaseTombstone, PastCase
from remedy.opened import Opened, locked
from remedy.quarters import quarter_of
from stakeholders.retention import is_over


@transaction.atomic
def hold_case(*, opened: Opened, reason: str, by: User, at: datetime) -> CaseHold:
    """Returns the hold: nothing of the case is deleted, for nobody, until it is ended."""
    case = lock_case(opened.case)
    if not reason.strip():
        message = _("Say why it must be kept.")
        raise Refused(message, fields={"reason": [message]})
    if case.holds.running().exists():
        raise Refused(_("A hold runs already."))
    hold = CaseHold(
        case=case, placed_by=by, placed_on=day_of(at), reason=locked(opened.key, {"text": reason.strip()})
    )
    hold.save(force_insert=True)
    record(by=by, at=at, action="case held", case=case)
    return hold


@transaction.atomic
def end_case_hold(*, opened: Opened, reason: str, by: User, at: datetime) -> CaseTombstone | None:
    """Returns what is left of the case where its person had asked for it to be erased; else nothing.

    What she asked for waits for nobody: it is done with the end of the hold.
    """
    case = lock_case(opened.case)
    running = CaseHold.objects.select_for_update(of=["self"]).filter(case=case).running().first()
    if running is None:
        raise Refused(_("It was ended meanwhile."))
    if not reason.strip():
        message = _("Say why it ends.")
        raise Refused(message, fields={"reason": [message]})
    running.ended_by, running.ended_on = by, day_of(at)
    running.end_reason = locked(opened.key, {"text": reason.strip()})
    running.save(update_fields=["ended_by", "ended_on", "end_reason"])
    record(by=by, at=at, action="case hold ended", case=case)
    if case.erasure_asked_on is None:
        return None
    return _erase(case, rule=CaseTombstone.Rule.ON_REQUEST, by=by, at=at, action="concern erased")


@transaction.atomic
def delete_case(*, case: Case, expected_version: int, by: User, at: datetime) -> CaseTombstone:
    """Returns what is left of a case whose time is over. Raises Stale, and Refused before its day or held."""
    held = lock_case(case)
    if held.version != expected_version:
        raise Stale(held)
    if held.holds.running().exists():
        raise Refused(_("A legal hold stops this: nothing of it may be deleted until the hold is ended."))
    if not is_over(held.keep_until, on=day_of(at)):
        raise Refused(_("Its time is not over yet."))
    return _erase(held, rule=CaseTombstone.Rule.TIME_OVER, by=by, at=at, action="case deleted")


@transaction.atomic
def erase_concern(*, opened: Opened, by: Unnamed, at: datetime) -> CaseTombstone | None:
    """Returns what is left once everything is erased; None where a legal hold stops it, and her wish is kept.

    She need not wait for the end of the case, nor say why.
    """
    case = lock_case(opened.case)
    if not case.holds.running().exists():
        return _erase(case, rule=CaseTombstone.Rule.ON_REQUEST, by=by, at=at, action="concern erased")
    if case.erasure_asked_on is None:
        case.erasure_asked_on = day_of(at)
        case.version += 1
        case.save(update_fields=["erasure_asked_on", "version"])
        record(by=by, at=at, action="erasure asked for", case=case)
    return None


def _erase(case: Case, *, rule: str, by: By, at: datetime, action: str) -> CaseTombstone:
    """Returns the tombstone. One is added to the numbers, too, with nothing that leads from it to here."""
    day = day_of(at)
    stone = CaseTombstone(
        company=case.company, commitment=case.commitment, filed_on=case.filed_on, erased_on=day, rule=rule
    )
    stone.save(force_insert=True)
    past = PastCase(
        company=case.company, quarter=quarter_of(case.filed_on), stage=case.stage, is_urgent=case.is_urgent
    )
    past.save(force_insert=True)
    record(by=by, at=at, action=action, case=case)
    case.holds.all().delete()
    Case.objects.get(pk=case.pk).delete()
    return stone
