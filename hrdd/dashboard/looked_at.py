"""Risks that somebody has to look at: with something unknown in them, or put off until a day that is over."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, Subquery

from assessments.models import Assessment, Risk, RiskDecision, Standing
from hrdd.accounts.models import User
from hrdd.sharing.policy import Action

UNKNOWN_AT_MOST, OVER_AT_MOST = 3, 8
UNKNOWN = ("scale", "scope", "irremediability")


class LookedAt(NamedTuple):
    """The most severe risks with something unknown, and those whose deferral is over, by its last day."""

    unknown: Sequence[Risk]
    over: Sequence[Any]


NOTHING = LookedAt((), ())


def risks_to_look_at(user: User, *, today: date) -> LookedAt:
    """Returns both kinds in one query: each chooses its own few, and a risk may be of both."""
    mine = Assessment.objects.visible_to(user, Action.EDIT).at_work().values("pk")
    holds = RiskDecision.objects.in_force().filter(risk=OuterRef("pk"))
    risks: Any = Risk.objects.filter(assessment__in=mine).annotate(past=Subquery(holds.values("until")[:1]))
    is_unknown = Q(scale=None) | Q(scope=None) | Q(irremediability=None)
    unknown = risks.standing().filter(is_unknown).ranked()[:UNKNOWN_AT_MOST]
    over = risks.filter(standing=Standing.DEFERRED, past__lte=today).order_by("past", "id")[:OVER_AT_MOST]
    both = risks.filter(Q(pk__in=unknown.values("pk")) | Q(pk__in=over.values("pk")))
    found = list(both.ranked().select_related("assessment"))
    late = [risk for risk in found if risk.standing == Standing.DEFERRED and risk.past and risk.past <= today]
    return LookedAt(
        unknown=[risk for risk in found if any(getattr(risk, name) is None for name in UNKNOWN)][
            :UNKNOWN_AT_MOST
        ],
        over=sorted(late, key=lambda risk: (risk.past, str(risk.pk)))[:OVER_AT_MOST],
    )
