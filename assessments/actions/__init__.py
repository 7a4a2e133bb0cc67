"""Every write about systems, assessments, risks and ratings. The only door; one file per noun."""

from assessments.actions.approvals import approve, return_submission, submit, take_back
from assessments.actions.assessments import create_assessment, revise_assessment
from assessments.actions.bulk import revise_risks
from assessments.actions.coverage import close_category, close_right, close_rights, reopen_closure
from assessments.actions.decisions import (
    approve_decision,
    decide_standing,
    decline_decision,
    withdraw_decision,
)
from assessments.actions.drafts import drop_drafts, drop_old_drafts, keep_draft
from assessments.actions.duplicates import duplicate_assessment
from assessments.actions.editions import move_to_edition
from assessments.actions.exports import record_export, record_version_download
from assessments.actions.freshness import confirm_rating, mark_stale
from assessments.actions.group_ratings import rate_group, remove_group_rating, revise_group_rating
from assessments.actions.hearing import note_heard, note_unheard
from assessments.actions.imports import cancel_import, confirm_import, hand_in_table, map_columns
from assessments.actions.involvements import end_involvement, judge_involvement
from assessments.actions.measures import add_measure, revise_measure
from assessments.actions.moments import (
    accept_moment,
    answer_moment,
    plan_moment,
    propose_after_incident,
    propose_for_country,
    propose_for_version,
    propose_moment,
    reopen_moment,
    revise_moment,
    waive_moment,
)
from assessments.actions.occurrences import record_occurrence, remove_occurrence, revise_occurrence
from assessments.actions.parties import (
    add_system_party,
    create_party,
    name_system_party,
    note_system_party,
    remove_system_party,
    revise_party,
    revise_system_party,
)
from assessments.actions.ratings import rate_risk
from assessments.actions.residual import rate_residual, remove_residual
from assessments.actions.risk_evidence import (
    add_risk_evidence,
    record_taking,
    remove_risk_evidence,
    revise_risk_evidence,
)
from assessments.actions.risks import record_risk, revise_risk
from assessments.actions.starting_lists import start_risks
from assessments.actions.system_versions import add_system_version, revise_system_version
from assessments.actions.systems import create_system, revise_system
from assessments.actions.talk import comment_on_risk, reply
from assessments.actions.transfer import import_assessment

__all__ = [
    "accept_moment",
    "add_measure",
    "add_risk_evidence",
    "add_system_party",
    "add_system_version",
    "answer_moment",
    "approve",
    "approve_decision",
    "cancel_import",
    "close_category",
    "close_right",
    "close_rights",
    "comment_on_risk",
    "confirm_import",
    "confirm_rating",
    "create_assessment",
    "create_party",
    "create_system",
    "decide_standing",
    "decline_decision",
    "drop_drafts",
    "drop_old_drafts",
    "duplicate_assessment",
    "end_involvement",
    "hand_in_table",
    "import_assessment",
    "judge_involvement",
    "keep_draft",
    "map_columns",
    "mark_stale",
    "move_to_edition",
    "name_system_party",
    "note_heard",
    "note_system_party",
    "note_unheard",
    "plan_moment",
    "propose_after_incident",
    "propose_for_country",
    "propose_for_version",
    "propose_moment",
    "rate_group",
    "rate_residual",
    "rate_risk",
    "record_export",
    "record_occurrence",
    "record_risk",
    "record_taking",
    "record_version_download",
    "remove_group_rating",
    "remove_occurrence",
    "remove_residual",
    "remove_risk_evidence",
    "remove_system_party",
    "reopen_closure",
    "reopen_moment",
    "reply",
    "return_submission",
    "revise_assessment",
    "revise_group_rating",
    "revise_measure",
    "revise_moment",
    "revise_occurrence",
    "revise_party",
    "revise_risk",
    "revise_risk_evidence",
    "revise_risks",
    "revise_system",
    "revise_system_party",
    "revise_system_version",
    "start_risks",
    "submit",
    "take_back",
    "waive_moment",
    "withdraw_decision",
]
