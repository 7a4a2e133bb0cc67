"""Every write about systems, assessments, risks and ratings. The only door; one file per noun."""

from assessments.actions.assessments import create_assessment, revise_assessment
from assessments.actions.decisions import (
    approve_decision,
    decide_standing,
    decline_decision,
    withdraw_decision,
)
from assessments.actions.freshness import confirm_rating, mark_stale
from assessments.actions.measures import add_measure, revise_measure
from assessments.actions.moments import propose_after_incident, propose_moment
from assessments.actions.occurrences import record_occurrence, remove_occurrence, revise_occurrence
from assessments.actions.ratings import rate_risk
from assessments.actions.risk_evidence import (
    add_risk_evidence,
    record_taking,
    remove_risk_evidence,
    revise_risk_evidence,
)
from assessments.actions.risks import record_risk, revise_risk
from assessments.actions.systems import create_system, revise_system
from assessments.actions.talk import comment_on_risk, reply

__all__ = [
    "add_measure",
    "add_risk_evidence",
    "approve_decision",
    "comment_on_risk",
    "confirm_rating",
    "create_assessment",
    "create_system",
    "decide_standing",
    "decline_decision",
    "mark_stale",
    "propose_after_incident",
    "propose_moment",
    "rate_risk",
    "record_occurrence",
    "record_risk",
    "record_taking",
    "remove_occurrence",
    "remove_risk_evidence",
    "reply",
    "revise_assessment",
    "revise_measure",
    "revise_occurrence",
    "revise_risk",
    "revise_risk_evidence",
    "revise_system",
    "withdraw_decision",
]
