"""AI systems, their assessments, the risks to people in them, ratings, and who outside may see them."""

from assessments.models.assessment import Assessment
from assessments.models.comments import RiskThread
from assessments.models.grants import AssessmentOrganisationGrant, AssessmentPersonGrant
from assessments.models.rating import Rating
from assessments.models.risk import Risk, RiskRight
from assessments.models.system import System

__all__ = [
    "Assessment",
    "AssessmentOrganisationGrant",
    "AssessmentPersonGrant",
    "Rating",
    "Risk",
    "RiskRight",
    "RiskThread",
    "System",
]
