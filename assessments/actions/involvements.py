"""Writes about how other actors in the value chain are involved. The company's own is part of the risk."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions._rows import keep_involvement, lock_risk
from assessments.actions.parties import create_party
from assessments.entries import JUDGEMENT, Judgement
from assessments.models import Involvement, Party, Risk
from hrdd.accounts.models import User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused, Stale


@transaction.atomic
def judge_involvement(
    *, risk: Risk, judgement: Judgement, expected_version: int, by: User, at: datetime,
    party: Party | None = None, name: str = "",
) -> Involvement:  # fmt: skip
    """Returns the judgement in force of an actor: a known `party`, or one called `name`, new if need be.

    `expected_version` is 0 for an actor that is not judged here. The judgement before stays as history;
    raises Stale with the one in force, or None, when someone judged or ended it first.
    """
    locked = lock_risk(risk, by=by, at=at)
    _needs_reason(judgement)
    actor = _actor(locked, party, name, by=by, at=at)
    earlier = _in_force(locked, actor)
    if earlier is not None and expected_version == 0:
        message = _("It is judged on this risk already. Change that judgement.")
        raise Refused(message, fields={"name" if name else "party": [message]})
    if (earlier.version if earlier else 0) != expected_version:
        raise Stale(earlier)
    new = {name: getattr(judgement, name) for name in JUDGEMENT}
    changes = changed(earlier, new) if earlier else new
    kept = keep_involvement(risk=locked, party=actor, judged=new, by=by, at=at)
    record(by=by, at=at, action="involvement judged", target=kept, changes={"party": actor.name, **changes})
    return kept


@transaction.atomic
def end_involvement(
    *, risk: Risk, party: Party, reason: str, expected_version: int, by: User, at: datetime
) -> Involvement:
    """Returns the judgement that was in force. It stays as history; the actor is listed no more."""
    locked = lock_risk(risk, by=by, at=at)
    last = _in_force(locked, party)
    if last is None:
        raise Refused(_("Someone has taken it off this risk meanwhile."))
    if last.version != expected_version:
        raise Stale(last)
    if not reason.strip():
        message = _("Say why it is no part of this risk any more.")
        raise Refused(message, fields={"reason": [message]})
    last.replaced_at = at
    last.save(update_fields=["replaced_at"])
    changes = {"party": party.name, "involvement": [last.involvement, ""], "reason": reason}
    record(by=by, at=at, action="involvement ended", target=last, changes=changes)
    return last


def _in_force(risk: Risk, party: Party) -> Involvement | None:
    rows = Involvement.objects.in_force().select_for_update(of=["self"]).select_related("party", "judged_by")
    found = rows.filter(risk=risk, party=party).first()
    if found is not None:
        found.risk = risk
    return found


def _actor(risk: Risk, party: Party | None, name: str, *, by: User, at: datetime) -> Party:
    name = name.strip()
    if (party is None) == (not name):
        message = _("Choose an organisation, or name a new one.")
        raise Refused(message, fields={"party": [message]})
    if party is None:
        return create_party(company=risk.company, name=name, by=by, at=at)
    if party.company_id != risk.company_id:
        message = _("There is no such organisation.")
        raise Refused(message, fields={"party": [message]})
    return party


def _needs_reason(judgement: Judgement) -> None:
    if not judgement.reason.strip():
        message = _("Say how it is involved. Reviewers will read it.")
        raise Refused(message, fields={"reason": [message]})
    if not judgement.involvement:
        message = _("Choose how it is involved.")
        raise Refused(message, fields={"involvement": [message]})
