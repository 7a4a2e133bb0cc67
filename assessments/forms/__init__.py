"""What people type; the API validates through these forms, too. One file per noun."""

from assessments.forms.assessments import AssessmentDetailsForm, AssessmentForm
from assessments.forms.bulk import BulkForm
from assessments.forms.decisions import AnswerForm, DecisionForm
from assessments.forms.evidence import EvidenceForm, RemovalForm, RevisionForm, WeightForm
from assessments.forms.group_ratings import GroupRatingForm, typed_grades
from assessments.forms.involvements import ActorForm, JudgementForm, typed_judgement
from assessments.forms.measures import MeasureForm
from assessments.forms.occurrences import OccurrenceForm
from assessments.forms.residual import ResidualForm, typed_residual
from assessments.forms.risks import UNKNOWN, GradesForm, RiskForm, grade_field, text_field, typed
from assessments.forms.withdrawal import WithdrawalForm

__all__ = [
    "UNKNOWN",
    "ActorForm",
    "AnswerForm",
    "AssessmentDetailsForm",
    "AssessmentForm",
    "BulkForm",
    "DecisionForm",
    "EvidenceForm",
    "GradesForm",
    "GroupRatingForm",
    "JudgementForm",
    "MeasureForm",
    "OccurrenceForm",
    "RemovalForm",
    "ResidualForm",
    "RevisionForm",
    "RiskForm",
    "WeightForm",
    "WithdrawalForm",
    "grade_field",
    "text_field",
    "typed",
    "typed_grades",
    "typed_judgement",
    "typed_residual",
]
