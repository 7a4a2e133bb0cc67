"""Every write about systems, assessments, risks and ratings. The only door; one file per noun."""

from assessments.actions.approvals import approve, return_submission, submit, take_back
from assessments.actions.assessments import create_assessment, revise_assessment
from assessments.actions.coverage import close_category, close_right, close_rights, reopen_closure
from assessments.actions.editions import move_to_edition
from assessments.actions.exports import record_export, record_version_download
from assessments.actions.ratings import rate_risk
from assessments.actions.risks import record_risk, revise_risk
from assessments.actions.systems import create_system, revise_system
from assessments.actions.talk import comment_on_risk, reply

__all__ = [
    "approve",
    "close_category",
    "close_right",
    "close_rights",
    "comment_on_risk",
    "create_assessment",
    "create_system",
    "move_to_edition",
    "rate_risk",
    "record_export",
    "record_risk",
    "record_version_download",
    "reopen_closure",
    "reply",
    "return_submission",
    "revise_assessment",
    "revise_risk",
    "revise_system",
    "submit",
    "take_back",
]
