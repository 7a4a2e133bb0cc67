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
from tests.factories.tables import RiskImportFactory

__all__ = [
    "PASSWORD",
    "ApprovalFactory",
    "AssessmentFactory",
    "ClosureFactory",
    "DraftFactory",
    "EvidenceFactory",
    "GroupRatingFactory",
    "InvolvementFactory",
    "MeasureFactory",
    "MomentFactory",
    "OccurrenceFactory",
    "OrganisationFactory",
    "OrganisationGrantFactory",
    "PartyFactory",
    "PersonGrantFactory",
    "ResidualRatingFactory",
    "RiskDecisionFactory",
    "RiskEvidenceFactory",
    "RiskFactory",
    "RiskImportFactory",
    "RiskThreadFactory",
    "SystemFactory",
    "SystemVersionFactory",
    "UserFactory",
    "evidence_file",
    "member",
    "thread_on",
]
