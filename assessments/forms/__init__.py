"""What people type; the API validates through these forms, too. One file per noun."""

from assessments.forms.assessments import AssessmentDetailsForm, AssessmentForm
from assessments.forms.bulk import BulkForm
from assessments.forms.risks import UNKNOWN, GradesForm, RiskForm, grade_field, text_field, typed

__all__ = [
    "UNKNOWN",
    "AssessmentDetailsForm",
    "AssessmentForm",
    "BulkForm",
    "GradesForm",
    "RiskForm",
    "grade_field",
    "text_field",
    "typed",
]
