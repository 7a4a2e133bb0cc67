"""What somebody promised for a day: decisions to approve, deferrals that end, measures to be done."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Assessment, Measure, Risk, RiskDecision, Standing
from hrdd.accounts.models import User
from hrdd.dashboard.items import Item
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids

AT_MOST = 8


def promised(user: User, *, now: datetime, over: Sequence[Any] = ()) -> Iterator[Item]:
    """Yields what waits for her of all this, in two queries at most; `over` are risks put off until now."""
    today = timezone.localdate(now)
    if company_ids(user, Action.APPROVE):
        yield from _to_approve(user, now)
    if company_ids(user):
        yield from _overdue(user, today)
    yield from _to_take_up(over)


def _to_approve(user: User, now: datetime) -> Iterator[Item]:
    mine = Assessment.objects.visible_to(user, Action.APPROVE).values("pk")
    found = RiskDecision.objects.waiting_for(user).filter(risk__assessment__in=mine)
    for decision in found.select_related("risk__assessment", "decided_by").order_by("decided_at")[:AT_MOST]:
        risk, days = decision.risk, (now - decision.decided_at).days
        closes = decision.standing == Standing.CLOSED
        title = (
            _("Approve closing %(risk)s, or decline")
            if closes
            else _("Approve deferring %(risk)s, or decline")
        )
        yield Item(
            when=ngettext("Waiting for %(days)s day", "Waiting for %(days)s days", days) % {"days": days},
            note=_("since %(day)s") % {"day": date_format(timezone.localtime(decision.decided_at), "j F")},
            title=title % {"risk": _name(risk)},
            url=reverse("assessments:decision_approval", args=[risk.assessment_id, risk.pk, decision.pk]),
            text=_("%(person)s proposes it: %(ground)s. %(assessment)s.")
            % {
                "person": decision.decided_by,
                "ground": decision.get_ground_display(),
                "assessment": risk.assessment,
            },
            band=risk.band,
        )


def _overdue(user: User, today: date) -> Iterator[Item]:
    mine = Assessment.objects.visible_to(user).at_work().values("pk")
    found = Measure.objects.overdue(on=today).filter(
        ~Q(risk__standing=Standing.CLOSED), owner=user, risk__assessment__in=mine
    )
    for measure in found.select_related("risk__assessment").order_by("due_on", "id")[:AT_MOST]:
        risk = measure.risk
        yield Item(
            when=_("Overdue"),
            note=_("since %(day)s") % {"day": date_format(measure.due_on or today, "j F")},
            title=_("Do: %(measure)s") % {"measure": measure.title},
            url=f"{risk.get_absolute_url()}#measures",
            text=_("Your measure on %(risk)s. %(assessment)s.")
            % {"risk": _name(risk), "assessment": risk.assessment},
            band=risk.band,
            late=True,
        )


def _to_take_up(over: Sequence[Any]) -> Iterator[Item]:
    for risk in over:
        yield Item(
            when=_("Deferral is over"),
            note=_("since %(day)s") % {"day": date_format(risk.past, "j F")},
            title=_("Take up %(risk)s again") % {"risk": _name(risk)},
            url=reverse("assessments:decisions", args=[risk.assessment_id, risk.pk]),
            text=_("It was put off until now: prioritised never means dropped. %(assessment)s.")
            % {"assessment": risk.assessment},
            band=risk.band,
            late=True,
        )


def _name(risk: Risk) -> str:
    return f"{risk.reference}: {risk.title}"
