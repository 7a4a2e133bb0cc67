"""What an indigenous people decided as a people. Withheld or not, it never touches how severe a harm is."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hrdd.accounts.models import User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save
from stakeholders.actions._rows import keep_version, lock_engagement
from stakeholders.consent import Collective
from stakeholders.entries import CollectiveEntry
from stakeholders.models import CollectiveConsent, Engagement

# No people has decided yet in these.
UNDECIDED = (Collective.ONGOING, Collective.NOT_SOUGHT)


@transaction.atomic
def state_collective_consent(
    *, engagement: Engagement, entry: CollectiveEntry, by: User, at: datetime,
    expected_version: int | None = None, reason_of_change: str = "",
) -> CollectiveConsent:  # fmt: skip
    """Returns where the consent of a people stands, one answer per people; raises Stale, Refused.

    On record a change is a correction with a reason, and what it said before is kept.
    """
    locked = lock_engagement(engagement)
    _checked(locked, entry, at=at)
    new = entry.columns()
    found = (
        CollectiveConsent.objects.select_for_update(of=["self"], no_key=True)
        .filter(engagement=locked, group=entry.group)
        .first()
    )
    if found is None:
        found = CollectiveConsent(engagement=locked, said_by=by, said_at=at, **new)
        found.save(force_insert=True)
    else:
        if expected_version != found.version:
            raise Stale(found)
        changes = changed(found, new)
        if not changes:
            return found
        if locked.is_on_record:
            before = {name: getattr(found, name) for name in changes}
            keep_version(engagement=locked, of=found, before=before, reason=reason_of_change, by=by, at=at)
        save(found, new | {"said_by": by, "said_at": at})
    found.engagement = locked
    record(
        by=by, at=at, action="collective consent stated", target=found,
        changes={"group": str(entry.group), "state": entry.state.replace("_", " ")},
    )  # fmt: skip
    return found


def _checked(engagement: Engagement, entry: CollectiveEntry, *, at: datetime) -> None:
    wrong: dict[str, Any] = {}
    if entry.group.company_id != engagement.company_id or not entry.group.is_indigenous:
        wrong["group"] = [_("Choose one of your groups that is an indigenous people.")]
    if entry.state == Collective.CONDITIONAL and not entry.conditions.strip():
        wrong["conditions"] = [_("Name the conditions, in the people’s words where you can.")]
    if entry.state == Collective.NOT_SOUGHT and not entry.reason.strip():
        wrong["reason"] = [_("Say why it was not sought. The reason stands in every report.")]
    if entry.state not in UNDECIDED and not entry.how_decided.strip():
        wrong["how_decided"] = [_("Say how the people decided, by its own rules.")]
    if entry.decided_on and entry.decided_on > localdate(at):
        wrong["decided_on"] = [_("This day has not come yet.")]
    if wrong:
        raise Refused(_("This cannot be saved yet."), fields=wrong)
