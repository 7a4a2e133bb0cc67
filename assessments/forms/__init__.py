"""What people type; the API validates through these forms, too. One file per noun."""

from assessments.forms.assessments import AssessmentDetailsForm, AssessmentForm
from assessments.forms.group_ratings import GroupRatingForm, typed_grades
from assessments.forms.involvements import ActorForm, JudgementForm, typed_judgement
from assessments.forms.removal import RemovalForm
from assessments.forms.residual import ResidualForm, typed_residual
from assessments.forms.risks import UNKNOWN, GradesForm, RiskForm, grade_field, text_field, typed

__all__ = [
    "UNKNOWN",
    "ActorForm",
    "AssessmentDetailsForm",
    "AssessmentForm",
    "GradesForm",
    "GroupRatingForm",
    "JudgementForm",
    "RemovalForm",
    "ResidualForm",
    "RiskForm",
    "grade_field",
    "text_field",
    "typed",
    "typed_grades",
    "typed_judgement",
    "typed_residual",
]
