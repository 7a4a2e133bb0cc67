"""Rows for tests. The people and organisations with names are fixtures in tests/conftest.py."""

from tests.factories.accounts import PASSWORD, OrganisationFactory, UserFactory, member
from tests.factories.assessments import (
    AssessmentFactory,
    OrganisationGrantFactory,
    PersonGrantFactory,
    RiskFactory,
    SystemFactory,
)
from tests.factories.discussions import RiskThreadFactory, thread_on

__all__ = [
    "PASSWORD",
    "AssessmentFactory",
    "OrganisationFactory",
    "OrganisationGrantFactory",
    "PersonGrantFactory",
    "RiskFactory",
    "RiskThreadFactory",
    "SystemFactory",
    "UserFactory",
    "member",
    "thread_on",
]
