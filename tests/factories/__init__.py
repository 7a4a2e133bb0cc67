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
    MeasureFactory,
    MomentFactory,
    OccurrenceFactory,
    PartyFactory,
    SystemVersionFactory,
)
from tests.factories.discussions import RiskThreadFactory, thread_on
from tests.factories.drafts import DraftFactory

__all__ = [
    "PASSWORD",
    "ApprovalFactory",
    "AssessmentFactory",
    "ClosureFactory",
    "DraftFactory",
    "GroupRatingFactory",
    "MeasureFactory",
    "MomentFactory",
    "OccurrenceFactory",
    "OrganisationFactory",
    "OrganisationGrantFactory",
    "PartyFactory",
    "PersonGrantFactory",
    "RiskFactory",
    "RiskThreadFactory",
    "SystemFactory",
    "SystemVersionFactory",
    "UserFactory",
    "member",
    "thread_on",
]
