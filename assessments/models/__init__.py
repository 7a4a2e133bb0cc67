"""AI systems, their assessments, the risks to people in them, ratings, and who outside may see them."""

from assessments.models.approval import Approval, Snapshot
from assessments.models.assessment import Assessment
from assessments.models.comments import RiskThread
from assessments.models.coverage import CarriedRisk, Closure
from assessments.models.decision import RiskDecision, Standing
from assessments.models.draft import Draft
from assessments.models.grants import AssessmentOrganisationGrant, AssessmentPersonGrant
from assessments.models.group_rating import GroupRating
from assessments.models.involvement import Involvement
from assessments.models.measure import Measure
from assessments.models.moment import Moment
from assessments.models.occurrence import Occurrence
from assessments.models.party import Party, SystemParty
from assessments.models.rating import Rating
from assessments.models.residual import ResidualRating
from assessments.models.risk import Risk, RiskRight
from assessments.models.risk_evidence import RiskEvidence
from assessments.models.risk_import import RiskImport
from assessments.models.system import System, SystemVersion

__all__ = [
    "Approval",
    "Assessment",
    "AssessmentOrganisationGrant",
    "AssessmentPersonGrant",
    "CarriedRisk",
    "Closure",
    "Draft",
    "GroupRating",
    "Involvement",
    "Measure",
    "Moment",
    "Occurrence",
    "Party",
    "Rating",
    "ResidualRating",
    "Risk",
    "RiskDecision",
    "RiskEvidence",
    "RiskImport",
    "RiskRight",
    "RiskThread",
    "Snapshot",
    "Standing",
    "System",
    "SystemParty",
    "SystemVersion",
]
