"""Rows for tests. The people and organisations with names are fixtures in tests/conftest.py."""

from tests.factories.accounts import PASSWORD, OrganisationFactory, UserFactory, member
from tests.factories.assessments import (
    AssessmentFactory,
    OrganisationGrantFactory,
    PersonGrantFactory,
    RiskFactory,
    SystemFactory,
)
from tests.factories.depth import (
    ApprovalFactory,
    ClosureFactory,
    GroupRatingFactory,
    InvolvementFactory,
    MeasureFactory,
    MomentFactory,
    OccurrenceFactory,
    PartyFactory,
    ResidualRatingFactory,
    RiskDecisionFactory,
    RiskEvidenceFactory,
    SystemVersionFactory,
)
from tests.factories.discussions import RiskThreadFactory, thread_on
from tests.factories.drafts import DraftFactory
from tests.factories.evidence import EvidenceFactory, evidence_file
from tests.factories.stakeholders import (
    CollectiveConsentFactory,
    ConsentFactory,
    ContactFactory,
    EngagementFactory,
    FollowUpFactory,
    InputFactory,
    InputLinkFactory,
    NotSoughtFactory,
    ParticipationFactory,
    PlannedEngagementFactory,
    RequestFactory,
    StakeholderGroupFactory,
)
from tests.factories.tables import RiskImportFactory

__all__ = [
    "PASSWORD",
    "ApprovalFactory",
    "AssessmentFactory",
    "ClosureFactory",
    "CollectiveConsentFactory",
    "ConsentFactory",
    "ContactFactory",
    "DraftFactory",
    "EngagementFactory",
    "EvidenceFactory",
    "FollowUpFactory",
    "GroupRatingFactory",
    "InputFactory",
    "InputLinkFactory",
    "InvolvementFactory",
    "MeasureFactory",
    "MomentFactory",
    "NotSoughtFactory",
    "OccurrenceFactory",
    "OrganisationFactory",
    "OrganisationGrantFactory",
    "ParticipationFactory",
    "PartyFactory",
    "PersonGrantFactory",
    "PlannedEngagementFactory",
    "RequestFactory",
    "ResidualRatingFactory",
    "RiskDecisionFactory",
    "RiskEvidenceFactory",
    "RiskFactory",
    "RiskImportFactory",
    "RiskThreadFactory",
    "StakeholderGroupFactory",
    "SystemFactory",
    "SystemVersionFactory",
    "UserFactory",
    "evidence_file",
    "member",
    "thread_on",
]
