"""What the writes of this package share. Nothing here is a write of its own.

Locks are taken from the assessment down, as in assessments, and an engagement's after those.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hrdd.accounts.models import User
from hrdd.audit.recorder import plain
from hrdd.lib.errors import Refused, Stale
from stakeholders.models import Engagement, RecordVersion


def lock_engagement(
    engagement: Engagement, *, expected_version: int | None = None, sealed_too: bool = False
) -> Engagement:
    """Returns the engagement, locked, so that it or what hangs on it may be changed.

    Raises Stale when someone saved first, and Refused when it is sealed: whatever were written down beside
    the seal would stand in the open. `sealed_too` is for acts that write no content.
    """
    rows = Engagement.objects.select_for_update(of=["self"], no_key=True).select_related(
        "company", "assessment", "system"
    )
    locked: Engagement = rows.get(pk=engagement.pk)
    if expected_version not in (None, locked.version):
        raise Stale(locked)
    if locked.is_sealed and not sealed_too:
        raise Refused(_("This record is sealed. Two people have to unseal it before it can be changed."))
    return locked


def keep_version(
    *, engagement: Engagement, of: Any, before: Mapping[str, Any], reason: str, by: User, at: datetime
) -> RecordVersion:
    """Returns what a record, or an input in it, said before a correction; raises Refused without a reason."""
    if not reason.strip():
        message = _("This is on record. Say why it is corrected; what it said before stays readable.")
        raise Refused(message, fields={"reason": [message]})
    return RecordVersion.objects.create(
        engagement=engagement,
        of_id=of.pk,
        number=of.version,
        content={name: plain(value) for name, value in before.items()},
        reason=reason.strip(),
        made_by=by,
        made_at=at,
    )


def names_of(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Returns what the log keeps of a change: which questions, never the answers people gave.

    The log is for good, and what people said may have to be forgotten.
    """
    return {"revised": ", ".join(name.replace("_", " ") for name in changes)}
