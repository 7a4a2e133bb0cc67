"""Addresses the API does not have."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_an_unknown_address_answers_with_a_problem(client: Client, method: str) -> None:
    answer = getattr(client, method)("/api/v1/no/such/thing/")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 404
