"""Writes about what an input or a request is about: a risk, a measure or a decision.

What people said of a risk, or of what is done or decided about it, calls its rating into question: somebody
judges it again. Only what they said of the risk itself ends "not consulted". A request calls nothing into
question; it gets an answer of its own.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from assessments.actions import note_heard, note_unheard
from assessments.models import Measure, Risk, RiskDecision
from hrdd.accounts.models import User
from hrdd.audit.recorder import record
from hrdd.lib.errors import Refused
from stakeholders.actions._rows import lock_engagement
from stakeholders.confidentiality import CHECKED, Level
from stakeholders.models import Engagement, Input, InputLink, Request, RequestLink

About = Risk | Measure | RiskDecision


@transaction.atomic
def link_input(
    *, said: Input, by: User, at: datetime, risk: Risk | None = None, measure: Measure | None = None,
    decision: RiskDecision | None = None,
) -> InputLink:  # fmt: skip
    """Returns the link of an input to one thing, whose risk is rated anew from then on."""
    name, target = _one(said.engagement, risk=risk, measure=measure, decision=decision)
    # The assessment's lock comes first, see stakeholders.actions._rows.
    note_heard(
        risk=target if isinstance(target, Risk) else target.risk,
        because=_because(said, name, at),
        is_of_rights_holders=name == "risk" and said.group.are_rights_holders,
        by=by,
        at=at,
    )
    engagement = lock_engagement(said.engagement)
    locked: Input = Input.objects.select_for_update(of=["self"], no_key=True).get(pk=said.pk)
    locked.engagement = engagement
    if locked.links.filter(**{name: target}).exists():
        raise _twice(name)
    link = InputLink(input=locked, linked_by=by, linked_at=at)
    setattr(link, name, target)
    link.save(force_insert=True)
    record(by=by, at=at, action="input linked", target=link, changes=_told(name, target))
    return link


@transaction.atomic
def unlink_input(*, link: InputLink, reason: str, by: User, at: datetime) -> InputLink:
    """Returns the link that was taken away; the reason stays in the log. Raises Refused without one."""
    _needs_reason(reason)
    said = link.input
    if link.risk and said.group.are_rights_holders:
        note_unheard(risk=link.risk, by=by, at=at)
    lock_engagement(said.engagement)
    changes = _taken_away(link, reason)
    record(by=by, at=at, action="input unlinked", target=link, changes=changes)
    return link


@transaction.atomic
def link_request(
    *, asked: Request, by: User, at: datetime, risk: Risk | None = None, measure: Measure | None = None,
    decision: RiskDecision | None = None,
) -> RequestLink:  # fmt: skip
    """Returns the link of a request to one thing; the changes that follow there are shown beside it."""
    name, target = _one(asked.engagement, risk=risk, measure=measure, decision=decision)
    engagement = lock_engagement(asked.engagement)
    locked: Request = Request.objects.select_for_update(of=["self"], no_key=True).get(pk=asked.pk)
    locked.engagement = engagement
    if locked.links.filter(**{name: target}).exists():
        raise _twice(name)
    link = RequestLink(request=locked, linked_by=by, linked_at=at)
    setattr(link, name, target)
    link.save(force_insert=True)
    record(by=by, at=at, action="request linked", target=link, changes=_told(name, target))
    return link


@transaction.atomic
def unlink_request(*, link: RequestLink, reason: str, by: User, at: datetime) -> RequestLink:
    """Returns the link that was taken away; the reason stays in the log. Raises Refused without one."""
    _needs_reason(reason)
    lock_engagement(link.request.engagement)
    changes = _taken_away(link, reason)
    record(by=by, at=at, action="request unlinked", target=link, changes=changes)
    return link


def _one(engagement: Engagement, **given: About | None) -> tuple[str, About]:
    """Returns the name and the row of the one thing given, which is of the same company."""
    chosen = [(name, target) for name, target in given.items() if target is not None]
    if len(chosen) != 1:
        message = _("Choose one thing: a risk, a measure or a decision.")
        raise Refused(message, fields={"risk": [message]})
    [(name, target)] = chosen
    if target.company_id != engagement.company_id:
        message = _("Choose something of your company.")
        raise Refused(message, fields={name: [message]})
    return name, target


def _told(name: str, target: About) -> dict[str, str]:
    """Returns what the log keeps of it; `measure` there is the name of a new one."""
    return {"risk" if name == "risk" else "about": str(target)}


def _twice(name: str) -> Refused:
    message = _("It is linked to this already.")
    return Refused(message, fields={name: [message]})


def _needs_reason(reason: str) -> None:
    if not reason.strip():
        message = _("Say why. The reason stays in the log.")
        raise Refused(message, fields={"reason": [message]})


def _taken_away(link: Any, reason: str) -> dict[str, str]:
    """Takes the link away; returns what the log keeps of it."""
    locked = type(link).objects.select_for_update().filter(pk=link.pk).first()
    if locked is None:
        raise Refused(_("This link was taken away meanwhile."))
    locked.delete()
    return {"about": str(link.target), "reason": reason.strip()}


def _because(said: Input, name: str, at: datetime) -> str:
    """Returns why the rating is looked at again; a record that few may know of is not named."""
    day = date_format(localtime(at), "j F Y")
    told = {
        "risk": _("something that people said was linked on %(day)s"),
        "measure": _("something that people said about a measure was linked on %(day)s"),
        "decision": _("something that people said about a decision was linked on %(day)s"),
    }[name] % {"day": day}
    if Level(said.engagement.level) not in CHECKED:
        return told
    return _("%(what)s (%(where)s)") % {"what": told, "where": said.engagement.reference}
