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
    SystemVersionFactory,
)
from tests.factories.discussions import RiskThreadFactory, thread_on

__all__ = [
    "PASSWORD",
    "ApprovalFactory",
    "AssessmentFactory",
    "ClosureFactory",
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
    "RiskFactory",
    "RiskThreadFactory",
    "SystemFactory",
    "SystemVersionFactory",
    "UserFactory",
    "member",
    "thread_on",
]
