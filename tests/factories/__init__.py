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
from tests.factories.evidence import EvidenceFactory, evidence_file

__all__ = [
    "PASSWORD",
    "AssessmentFactory",
    "EvidenceFactory",
    "OrganisationFactory",
    "OrganisationGrantFactory",
    "PersonGrantFactory",
    "RiskFactory",
    "RiskThreadFactory",
    "SystemFactory",
    "UserFactory",
    "evidence_file",
    "member",
    "thread_on",
]
