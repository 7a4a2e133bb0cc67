"""Writes about what people said."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hrdd.accounts.models import User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save
from stakeholders.actions._rows import keep_version, lock_engagement, names_of
from stakeholders.confidentiality import Level, narrower
from stakeholders.entries import InputEntry
from stakeholders.models import Engagement, Input


@transaction.atomic
def record_input(*, engagement: Engagement, entry: InputEntry, by: User, at: datetime) -> Input:
    """Returns the new input. It is never read by more people than the record it stands in."""
    locked = lock_engagement(engagement)
    said = Input(engagement=locked, created_by=by, created_at=at, **_columns(locked, entry))
    said.save(force_insert=True)
    record(
        by=by, at=at, action="input recorded", target=said,
        changes={"group": str(said.group), "kind": said.kind, "level": said.level},
    )  # fmt: skip
    return said


@transaction.atomic
def correct_input(
    *, said: Input, entry: InputEntry, reason: str, expected_version: int, by: User, at: datetime
) -> Input:
    """Returns the corrected input; what it said before stays readable. Raises Stale, Refused."""
    engagement = lock_engagement(said.engagement)
    locked = _locked(said, engagement)
    if locked.version != expected_version:
        raise Stale(locked)
    new = _columns(engagement, entry)
    changes = changed(locked, new)
    if not changes:
        return locked
    if "group" in changes and locked.links.exclude(risk=None).exists():
        message = _("It is linked to a risk. Take the link away first, then say whose voice it is.")
        raise Refused(message, fields={"group": [message]})
    before = {name: getattr(locked, name) for name in changes}
    keep_version(engagement=engagement, of=locked, before=before, reason=reason, by=by, at=at)
    save(locked, new)
    record(by=by, at=at, action="input corrected", target=locked, changes=names_of(changes))
    return locked


def _locked(said: Input, engagement: Engagement) -> Input:
    locked: Input = (
        Input.objects.select_for_update(of=["self"], no_key=True).select_related("group").get(pk=said.pk)
    )
    locked.engagement = engagement
    if locked.is_sealed:
        raise Refused(_("This is sealed. Two people have to unseal it before it can be changed."))
    return locked


def _columns(engagement: Engagement, entry: InputEntry) -> dict[str, Any]:
    new = entry.columns()
    if entry.group.company_id != engagement.company_id:
        message = _("Choose one of your company’s groups.")
        raise Refused(message, fields={"group": [message]})
    if entry.consent and entry.consent.engagement_id != engagement.pk:
        message = _("Choose a participant of this engagement.")
        raise Refused(message, fields={"consent": [message]})
    if not entry.words.strip() and not entry.told.strip():
        message = _("Write what was said: in their words, or told without anyone’s words.")
        raise Refused(message, fields={"told": [message]})
    if entry.level == Level.SEALED:
        message = _("Sealing is an act of its own. Write it down first, then seal it.")
        raise Refused(message, fields={"level": [message]})
    new["level"] = narrower(Level(entry.level), Level(engagement.level)).value
    return new
