"""A group of people concerned, and an engagement with them."""

from collections.abc import Callable

import pytest
from django.test import Client

from assessments.models import Assessment
from hrdd.accounts.models import Organisation, User
from stakeholders.models import Engagement, StakeholderGroup
from tests import factories


@pytest.fixture
def families(company: Organisation, elsa: User) -> StakeholderGroup:
    return factories.StakeholderGroupFactory.create(
        company=company, name="Families called at night", created_by=elsa
    )


@pytest.fixture
def engagement(assessment: Assessment, elsa: User) -> Engagement:
    return factories.EngagementFactory.create(assessment=assessment, number=7, created_by=elsa)


@pytest.fixture
def as_person() -> Callable[[User], Client]:
    """Returns `as_person(person)`: a browser in which she is signed in."""

    def signed_in(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in
