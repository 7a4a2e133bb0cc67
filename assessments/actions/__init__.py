"""Every write about systems, assessments, risks and ratings. The only door; one file per noun."""

from assessments.actions.assessments import create_assessment, revise_assessment
from assessments.actions.bulk import revise_risks
from assessments.actions.drafts import drop_drafts, drop_old_drafts, keep_draft
from assessments.actions.ratings import rate_risk
from assessments.actions.risks import record_risk, revise_risk
from assessments.actions.starting_lists import start_risks
from assessments.actions.systems import create_system, revise_system
from assessments.actions.talk import comment_on_risk, reply

__all__ = [
    "comment_on_risk",
    "create_assessment",
    "create_system",
    "drop_drafts",
    "drop_old_drafts",
    "keep_draft",
    "rate_risk",
    "record_risk",
    "reply",
    "revise_assessment",
    "revise_risk",
    "revise_risks",
    "revise_system",
    "start_risks",
]
