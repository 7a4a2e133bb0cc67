"""Writes about how long a record is kept: its day, a legal hold, its end. What is left names no person."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from hrdd.accounts.models import User
from hrdd.audit.recorder import record
from hrdd.evidence import store
from hrdd.lib.errors import Refused
from hrdd.lib.saving import save
from stakeholders.actions._rows import lock_engagement
from stakeholders.models import Contact, Engagement, InputLink, LegalHold, Tombstone
from stakeholders.retention import is_over


@transaction.atomic
def keep_until(
    *, engagement: Engagement, day: date | None, expected_version: int, by: User, at: datetime
) -> Engagement:
    """Returns the record with another day until which it is kept; sealed ones have theirs. Raises Stale."""
    locked = lock_engagement(engagement, expected_version=expected_version, sealed_too=True)
    if day is None:
        message = _("Say until which day it is kept.")
        raise Refused(message, fields={"retain_until": [message]})
    before = locked.retain_until
    if before == day:
        return locked
    save(locked, {"retain_until": day})
    record(by=by, at=at, action="retention changed", target=locked, changes={"retain_until": [before, day]})
    return locked


@transaction.atomic
def place_hold(
    *, reason: str, by: User, at: datetime, engagement: Engagement | None = None,
    contact: Contact | None = None,
) -> LegalHold:  # fmt: skip
    """Returns the hold: nothing of the record, or who the contact is, is deleted until it is ended."""
    on = _holdable(engagement, contact)
    if not reason.strip():
        message = _("Say why it must be kept.")
        raise Refused(message, fields={"reason": [message]})
    if on.holds.running().exists():
        raise Refused(_("A hold runs already."))
    hold = LegalHold.objects.create(
        engagement=engagement, contact=contact, reason=reason.strip(), placed_by=by, placed_at=at
    )
    record(by=by, at=at, action="legal hold placed", target=hold, changes={"reason": hold.reason})
    return hold


@transaction.atomic
def end_hold(*, hold: LegalHold, reason: str, by: User, at: datetime) -> LegalHold:
    """Returns the hold, ended with a reason: from now on the record's own day counts again."""
    _holdable(hold.engagement, hold.contact)
    locked = LegalHold.objects.select_for_update(of=["self"]).get(pk=hold.pk)
    if not reason.strip():
        message = _("Say why it ends.")
        raise Refused(message, fields={"reason": [message]})
    if not locked.is_running:
        raise Refused(_("It was ended meanwhile."))
    locked.ended_by, locked.ended_at, locked.end_reason = by, at, reason.strip()
    locked.save(update_fields=["ended_by", "ended_at", "end_reason"])
    record(by=by, at=at, action="legal hold ended", target=locked, changes={"reason": locked.end_reason})
    return locked


@transaction.atomic
def delete_record(
    *, engagement: Engagement, rule: str, expected_version: int, by: User, at: datetime
) -> Tombstone:
    """Returns what is left of a record that is deleted with all that hangs on it. Raises Stale, Refused.

    That risks were heard on stays true and is left as it is; what was said is gone. Reports that were issued
    keep what they printed, as paper would.
    """
    locked = lock_engagement(engagement, expected_version=expected_version, sealed_too=True)
    _deletable(locked, rule, locked.retain_until, at)
    links = InputLink.objects.filter(input__engagement=locked, risk__isnull=False)
    risks = sorted(set(links.values_list("risk__assessment__number", "risk__number")))
    stone = Tombstone(
        company=locked.company, kind=Tombstone.Kind.RECORD, of_id=locked.pk, reference=locked.reference,
        level=locked.level, rule=rule, kept_until=locked.retain_until, assessment=locked.assessment,
        spoke_to=[f"A-{assessment} R-{number}" for assessment, number in risks], deleted_by=by, deleted_at=at,
    )  # fmt: skip
    stone.save(force_insert=True)
    for file in locked.attachments.all():
        store.drop(str(file.file))
    record(
        by=by, at=at, action="record deleted", target=stone, root_id=locked.company_id,
        changes={"rule": rule.replace("_", " "), "kept until": locked.retain_until},
    )  # fmt: skip
    # Requests point at inputs, and inputs at consents: the last to be pointed at goes last.
    locked.holds.all().delete()
    locked.planned_as.update(engagement=None, version=F("version") + 1)
    locked.requests.all().delete()
    locked.inputs.all().delete()
    Engagement.objects.filter(pk=locked.pk).get().delete()
    return stone


def _holdable(engagement: Engagement | None, contact: Contact | None) -> Any:
    if engagement is not None:
        return lock_engagement(engagement, sealed_too=True)
    if contact is None:
        raise Refused(_("Say what must be kept."))
    rows = Contact.objects.select_for_update(of=["self"], no_key=True).select_related("group")
    return rows.get(pk=contact.pk)


def _deletable(on: Any, rule: str, until: date | None, at: datetime) -> None:
    if rule not in Tombstone.Rule.values:
        message = _("Say by which rule it is deleted.")
        raise Refused(message, fields={"rule": [message]})
    if on.holds.running().exists():
        message = _("A legal hold stops this: nothing of it may be deleted until the hold is ended.")
        raise Refused(message, fields={"rule": [message]})
    if rule == Tombstone.Rule.TIME_OVER and not is_over(until, on=timezone.localdate(at)):
        message = _("Its time is not over yet.")
        raise Refused(message, fields={"rule": [message]})
