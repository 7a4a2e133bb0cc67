"""Words that go out though nobody answered whether they may: a named permission, with a reason, recorded."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hrdd.accounts.models import User
from hrdd.audit.recorder import record
from hrdd.lib.errors import Refused
from stakeholders.actions._rows import lock_engagement
from stakeholders.consent import Use
from stakeholders.models import ConsentOverride, Input
from stakeholders.overriding import why_not


@transaction.atomic
def override_consent(*, said: Input, reason: str, by: User, at: datetime) -> ConsentOverride:
    """Returns the override: these words go into reports, each time with this reason beside them.

    Raises Refused without a reason, where consent was given anyway, and where she said no.
    """
    locked = _locked(said)
    if not reason.strip():
        message = _("Say why. The reason stands in every report beside the words.")
        raise Refused(message, fields={"reason": [message]})
    if message := why_not(locked, at=at):
        raise Refused(message, fields={"reason": [message]})
    made = ConsentOverride.objects.create(input=locked, reason=reason.strip(), made_by=by, made_at=at)
    record(
        by=by, at=at, action="missing consent overridden", target=locked.engagement,
        changes={"use": Use.QUOTE.value, "reason": reason.strip()},
    )  # fmt: skip
    return made


@transaction.atomic
def end_override(*, said: Input, by: User, at: datetime) -> ConsentOverride:
    """Returns the override, ended: the words are left out from now on. Raises Refused without one."""
    locked = _locked(said)
    override = ConsentOverride.objects.select_for_update().in_force().filter(input=locked).first()
    if override is None:
        raise Refused(_("There is none in force."))
    override.ended_by, override.ended_at = by, at
    override.save(update_fields=["ended_by", "ended_at"])
    record(
        by=by, at=at, action="override of consent ended", target=locked.engagement,
        changes={"use": Use.QUOTE.value},
    )  # fmt: skip
    return override


def _locked(said: Input) -> Input:
    engagement = lock_engagement(said.engagement)
    rows = Input.objects.select_for_update(of=["self"], no_key=True).in_full()
    locked: Input = rows.get(pk=said.pk)
    locked.engagement = engagement
    return locked
