"""A person with a key."""

import pytest
from django.test import Client
from django.utils import timezone

from hrdd.accounts import actions
from hrdd.accounts.models import PersonalKey, User
from tests.factories import PASSWORD


@pytest.fixture
def key(ines: User) -> PersonalKey:
    return actions.make_personal_key(user=ines, password=PASSWORD, by=ines, at=timezone.now())


@pytest.fixture
def browser(client: Client, ines: User, key: PersonalKey) -> Client:
    """Returns a browser of hers in which the key is closed."""
    client.force_login(ines)
    return client
