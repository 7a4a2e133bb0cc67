"""Every write about systems, assessments, risks and ratings. The only door; one file per noun."""

from assessments.actions.assessments import create_assessment, revise_assessment
from assessments.actions.group_ratings import rate_group, remove_group_rating, revise_group_rating
from assessments.actions.involvements import end_involvement, judge_involvement
from assessments.actions.ratings import rate_risk
from assessments.actions.residual import rate_residual, remove_residual
from assessments.actions.risks import record_risk, revise_risk
from assessments.actions.systems import create_system, revise_system
from assessments.actions.talk import comment_on_risk, reply

__all__ = [
    "comment_on_risk",
    "create_assessment",
    "create_system",
    "end_involvement",
    "judge_involvement",
    "rate_group",
    "rate_residual",
    "rate_risk",
    "record_risk",
    "remove_group_rating",
    "remove_residual",
    "reply",
    "revise_assessment",
    "revise_group_rating",
    "revise_risk",
    "revise_system",
]
