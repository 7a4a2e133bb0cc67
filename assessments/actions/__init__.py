"""Every write about systems, assessments, risks and ratings. The only door; one file per noun."""

from assessments.actions.assessments import create_assessment, revise_assessment
from assessments.actions.moments import (
    accept_moment,
    answer_moment,
    plan_moment,
    propose_after_incident,
    propose_for_country,
    propose_for_version,
    propose_moment,
    revise_moment,
    waive_moment,
)
from assessments.actions.parties import (
    add_system_party,
    create_party,
    note_system_party,
    remove_system_party,
    revise_party,
)
from assessments.actions.ratings import rate_risk
from assessments.actions.risks import record_risk, revise_risk
from assessments.actions.system_versions import add_system_version, revise_system_version
from assessments.actions.systems import create_system, revise_system
from assessments.actions.talk import comment_on_risk, reply

__all__ = [
    "accept_moment",
    "add_system_party",
    "add_system_version",
    "answer_moment",
    "comment_on_risk",
    "create_assessment",
    "create_party",
    "create_system",
    "note_system_party",
    "plan_moment",
    "propose_after_incident",
    "propose_for_country",
    "propose_for_version",
    "propose_moment",
    "rate_risk",
    "record_risk",
    "remove_system_party",
    "reply",
    "revise_assessment",
    "revise_moment",
    "revise_party",
    "revise_risk",
    "revise_system",
    "revise_system_version",
    "waive_moment",
]
