"""Every write about systems, assessments, risks and ratings. The only door; one file per noun."""

from assessments.actions.assessments import create_assessment, revise_assessment
from assessments.actions.duplicates import duplicate_assessment
from assessments.actions.exports import record_export, record_version_download
from assessments.actions.imports import cancel_import, confirm_import, hand_in_table, map_columns
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
    name_system_party,
    note_system_party,
    remove_system_party,
    revise_party,
    revise_system_party,
)
from assessments.actions.ratings import rate_risk
from assessments.actions.risks import record_risk, revise_risk
from assessments.actions.system_versions import add_system_version, revise_system_version
from assessments.actions.systems import create_system, revise_system
from assessments.actions.talk import comment_on_risk, reply
from assessments.actions.transfer import import_assessment

__all__ = [
    "accept_moment",
    "add_system_party",
    "add_system_version",
    "answer_moment",
    "cancel_import",
    "comment_on_risk",
    "confirm_import",
    "create_assessment",
    "create_party",
    "create_system",
    "duplicate_assessment",
    "hand_in_table",
    "import_assessment",
    "map_columns",
    "name_system_party",
    "note_system_party",
    "plan_moment",
    "propose_after_incident",
    "propose_for_country",
    "propose_for_version",
    "propose_moment",
    "rate_risk",
    "record_export",
    "record_risk",
    "record_version_download",
    "remove_system_party",
    "reply",
    "revise_assessment",
    "revise_moment",
    "revise_party",
    "revise_risk",
    "revise_system",
    "revise_system_party",
    "revise_system_version",
    "waive_moment",
]
