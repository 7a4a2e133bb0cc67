"""Writes about an engagement as a whole: opened, filled in step by step, put on record, corrected."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused
from hrdd.lib.saving import save
from stakeholders.actions._rows import keep_version, lock_engagement, names_of
from stakeholders.models import Engagement, FollowUp, Participation, StakeholderGroup
from stakeholders.retention import kept_until
from stakeholders.safety import due_days


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many people of a group took part; None where nobody counted."""

    group: StakeholderGroup
    people: int | None = None
    women: int | None = None
    children: int | None = None
    note: str = ""


@transaction.atomic
def open_engagement(*, company: Organisation, facts: Mapping[str, Any], by: User, at: datetime) -> Engagement:
    """Returns the new engagement with the company's next number; `facts` as stakeholders.parts names them."""
    # The company's row is the lock: two people who open one at the same time wait for each other.
    Organisation.objects.select_for_update(no_key=True).get(pk=company.pk)
    last = Engagement.objects.filter(company=company).aggregate(Max("number"))["number__max"] or 0
    facts = {**facts, "retain_until": facts.get("retain_until") or kept_until(timezone.localdate(at))}
    engagement = Engagement(company=company, number=last + 1, created_by=by, created_at=at, **_whole(facts))
    _belongs(engagement)
    engagement.save(force_insert=True)
    record(
        by=by, at=at, action="engagement opened", target=engagement,
        changes={"method": engagement.method, "level": engagement.level},
    )  # fmt: skip
    return engagement


@transaction.atomic
def revise_engagement(
    *, engagement: Engagement, new: Mapping[str, Any], expected_version: int, by: User, at: datetime,
    reason: str = "",
) -> Engagement:  # fmt: skip
    """Returns the engagement with these answers; raises Stale when someone saved first.

    Once it is on record this is a correction: it needs a reason, and what it said before is kept.
    """
    locked = lock_engagement(engagement, expected_version=expected_version)
    new = _whole(new, locked)
    if "retain_until" in new:
        # Every record has its day: another one replaces it, and nothing does not.
        new["retain_until"] = new["retain_until"] or locked.retain_until
    changes = changed(locked, new)
    if not changes:
        return locked
    if locked.is_on_record:
        before = {name: getattr(locked, name) for name in changes}
        keep_version(engagement=locked, of=locked, before=before, reason=reason, by=by, at=at)
    for name, value in new.items():
        setattr(locked, name, value)
    _belongs(locked)
    save(locked, new)
    told: dict[str, Any] = names_of(changes)
    told |= {name: pair for name, pair in changes.items() if name in ("level", "held_on", "reprisal")}
    record(
        by=by, at=at, action="engagement corrected" if locked.is_on_record else "engagement changed",
        target=locked, changes=told,
    )  # fmt: skip
    return locked


@transaction.atomic
def count_participants(
    *, engagement: Engagement, headcount: Headcount, by: User, at: datetime, reason: str = ""
) -> Participation:
    """Returns how many people of a group took part, one line per group."""
    locked = lock_engagement(engagement)
    group = headcount.group
    if group.company_id != locked.company_id:
        message = _("Choose one of your company’s groups.")
        raise Refused(message, fields={"group": [message]})
    new = {name: getattr(headcount, name) for name in ("people", "women", "children", "note")}
    parts = {name: new[name] for name in ("women", "children") if new[name] is not None}
    if new["people"] is not None and any(part > new["people"] for part in parts.values()):
        message = _("That is more than took part altogether.")
        raise Refused(message, fields={name: [message] for name in parts if parts[name] > new["people"]})
    found = Participation.objects.filter(engagement=locked, group=group).first()
    if found is None:
        line = Participation.objects.create(engagement=locked, group=group, **new)
        changes: dict[str, Any] = {name: value for name, value in new.items() if name != "note"}
    else:
        line, changes = found, changed(found, new)
        if locked.is_on_record and changes:
            before = {name: getattr(line, name) for name in changes}
            keep_version(engagement=locked, of=line, before=before, reason=reason, by=by, at=at)
        save(line, new)
    line.engagement = locked
    record(by=by, at=at, action="participants counted", target=line, changes={"group": str(group), **changes})
    return line


@transaction.atomic
def put_on_record(*, engagement: Engagement, expected_version: int, by: User, at: datetime) -> Engagement:
    """Returns the engagement on record: from here on a change is a correction with a reason.

    The days on which participants are asked whether anything was done to them are set. Raises Refused,
    with every gap under the question it concerns, while something is missing.
    """
    locked = lock_engagement(engagement, expected_version=expected_version)
    if locked.is_on_record:
        raise Refused(_("This is on record already."))
    gaps = _gaps(locked, at=at)
    last_day = locked.held_until or locked.held_on
    if gaps or last_day is None:
        raise Refused(_("It cannot be put on record yet."), fields=gaps)
    save(locked, {"status": Engagement.Status.RECORDED, "recorded_at": at})
    FollowUp.objects.bulk_create(FollowUp(engagement=locked, due_on=day) for day in due_days(last_day))
    record(
        by=by, at=at, action="engagement put on record", target=locked, changes={"held_on": locked.held_on}
    )
    return locked


def _gaps(engagement: Engagement, *, at: datetime) -> dict[str, list[str]]:
    """Returns what has to be said before it goes on record, under the question it concerns."""
    gaps: dict[str, list[str]] = {}
    if engagement.held_on is None:
        gaps["held_on"] = [_("Say when it took place.")]
    elif engagement.held_on > timezone.localdate(at):
        gaps["held_on"] = [_("This day has not come yet.")]
    if not engagement.reprisal:
        gaps["reprisal"] = [_("Say how likely it is that somebody harms people because they spoke.")]
    if not engagement.participations.exists():
        gaps["people"] = [_("Say which groups took part, and how many people.")]
    return gaps


def _whole(facts: Mapping[str, Any], engagement: Engagement | None = None) -> dict[str, Any]:
    """Returns the answers; an assessment says which system it is about."""
    new = dict(facts)
    if assessment := new.get("assessment"):
        new["system"] = assessment.system
    elif "assessment" in new and "system" not in new and engagement is not None:
        new["system"] = engagement.system
    return new


def _belongs(engagement: Engagement) -> None:
    """Raises Refused when it points at what is another company's, or ends before it begins."""
    if engagement.is_sealed:
        message = _("Sealing is an act of its own. Write it down first, then seal it.")
        raise Refused(message, fields={"level": [message]})
    for name in ("assessment", "system"):
        row = getattr(engagement, name)
        if row is not None and row.company_id != engagement.company_id:
            message = _("Choose one of your company’s own.")
            raise Refused(message, fields={name: [message]})
    first, last = engagement.held_on, engagement.held_until
    if last and (first is None or last < first):
        message = _("The last day comes after the first.")
        raise Refused(message, fields={"held_until": [message]})
    if engagement.is_on_record and first is None:
        message = _("What is on record took place on a day.")
        raise Refused(message, fields={"held_on": [message]})
