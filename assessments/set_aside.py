"""What a risk page says of evidence, measures and decisions; and the closed risks with who, why and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments.models import Risk, RiskDecision


def what_happened(risk: Risk, *, today: date) -> dict[str, Any]:
    """Returns what the parts of the risk page show, out of what was fetched with the risk (`in_full`)."""
    links = list(risk.evidence_links.all())
    decisions = list(risk.decisions.all())
    holds = in_force(decisions)
    return {
        "supporting": [link for link in links if not link.is_against],
        "countering": [link for link in links if link.is_against],
        "measures": [(measure, measure.is_overdue(on=today)) for measure in risk.measures.all()],
        "holds": holds,
        "is_past": risk.is_deferred and holds is not None and holds.is_past(on=today),
        # Nobody reopened it: the database did, when the rating rose above what was decided.
        "lifted": holds is not None and not risk.is_closed and holds.standing not in ("open", risk.standing),
        "shown_decisions": [decision for decision in decisions if decision is holds or decision.is_waiting],
    }


def in_force(decisions: Sequence[RiskDecision]) -> RiskDecision | None:
    """Returns the decision that holds: the last one that took effect, if any."""
    taken = [decision for decision in decisions if decision.is_in_force]
    return max(taken, key=lambda decision: (decision.took_effect_at, decision.pk), default=None)


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """A closed risk, and the decision that closed it."""

    risk: Risk
    decision: RiskDecision | None


def closed_rows(risks: Sequence[Risk]) -> list[ClosedRow]:
    """Returns these closed risks with who closed each, why and when; in one query."""
    found: dict[Any, RiskDecision] = {}
    rows = RiskDecision.objects.in_force().filter(risk__in=[risk.pk for risk in risks])
    for decision in rows.select_related("decided_by", "approver"):
        found.setdefault(decision.risk_id, decision)
    return [ClosedRow(risk, found.get(risk.pk)) for risk in risks]
