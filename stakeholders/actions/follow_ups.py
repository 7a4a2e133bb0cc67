"""Writes about looking after people who spoke up."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hrdd.accounts.models import User
from hrdd.audit.recorder import record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save
from stakeholders.actions._rows import keep_version, lock_engagement
from stakeholders.models import FollowUp


@transaction.atomic
def record_check(
    *, follow_up: FollowUp, done_on: date | None, outcome: str, note: str, expected_version: int, by: User,
    at: datetime, reason: str = "",
) -> FollowUp:  # fmt: skip
    """Returns the check, made: when people were asked, and what they said. Raises Stale, Refused.

    A check that stands is corrected with a reason, and what it said before is kept.
    """
    engagement = lock_engagement(follow_up.engagement)
    locked = FollowUp.objects.select_for_update(of=["self"], no_key=True).get(pk=follow_up.pk)
    locked.engagement = engagement
    if locked.version != expected_version:
        raise Stale(locked)
    wrong: dict[str, list[str]] = {}
    if done_on is None:
        wrong["done_on"] = [_("Say on which day you asked.")]
    elif done_on > localdate(at):
        wrong["done_on"] = [_("This day has not come yet.")]
    if outcome not in FollowUp.Outcome.values:
        wrong["outcome"] = [_("Say what they told you.")]
    if outcome == FollowUp.Outcome.REPRISAL and not note.strip():
        wrong["note"] = [_("Say what was done to them, without names, and what you did about it.")]
    if wrong:
        raise Refused(_("This cannot be saved yet."), fields=wrong)
    if locked.done_on:
        before = {name: getattr(locked, name) for name in ("done_on", "outcome", "note")}
        keep_version(engagement=engagement, of=locked, before=before, reason=reason, by=by, at=at)
    new = {"done_on": done_on, "outcome": outcome, "note": note, "done_by": by, "done_at": at}
    save(locked, new)
    record(
        by=by, at=at, action="safety of participants checked", target=locked,
        changes={"asked on": done_on, "outcome": outcome.replace("_", " ")},
    )  # fmt: skip
    return locked
