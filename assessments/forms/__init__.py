"""What people type; the API validates through these forms, too. One file per noun."""

from assessments.forms.assessments import AssessmentDetailsForm, AssessmentForm
from assessments.forms.decisions import AnswerForm, DecisionForm
from assessments.forms.evidence import EvidenceForm, RemovalForm, RevisionForm, WeightForm
from assessments.forms.measures import MeasureForm
from assessments.forms.occurrences import OccurrenceForm
from assessments.forms.risks import UNKNOWN, GradesForm, RiskForm, grade_field, text_field, typed

__all__ = [
    "UNKNOWN",
    "AnswerForm",
    "AssessmentDetailsForm",
    "AssessmentForm",
    "DecisionForm",
    "EvidenceForm",
    "GradesForm",
    "MeasureForm",
    "OccurrenceForm",
    "RemovalForm",
    "RevisionForm",
    "RiskForm",
    "WeightForm",
    "grade_field",
    "text_field",
    "typed",
]
