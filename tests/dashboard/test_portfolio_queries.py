"""A portfolio takes as many queries for many rows as for few."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hrdd.accounts.models import Organisation, User
from taxonomy.models import Category
from tests import factories
from tests.dashboard.test_portfolio import ADDRESSES, PROGRAMS, in_days


@pytest.mark.parametrize("address", ADDRESSES + PROGRAMS)
def test_it_takes_as_many_queries_for_sixty_of_each_as_for_three(
    client: Client, api: Any, ines: User, tomas: User, company: Organisation, address: str
) -> None:
    def add(count: int) -> None:
        for n in range(count):
            made = factories.AssessmentFactory.create(system__company=company, created_by=ines)
            risk = factories.RiskFactory.create(assessment=made, scale=1 + n % 5)
            factories.GroupRatingFactory.create(risk=risk)
            owner = (None, ines, tomas)[n % 3]
            factories.MeasureFactory.create(risk=risk, owner=owner, due_on=in_days(n))
            factories.MomentFactory.create(system=made.system, days=n * 7 - 30)
            factories.ClosureFactory.create(
                assessment=made, category=Category.objects.get(edition=made.edition, code="CUL")
            )

    def asked() -> int:
        asker = api(ines) if address.startswith("/api") else client
        with CaptureQueriesContext(connection) as captured:
            assert asker.get(address).status_code == 200
        return len(captured)

    client.force_login(ines)
    add(3)
    few = asked()
    add(57)
    # One fewer when a page is full of what nobody owns.
    assert few - 1 <= asked() <= few <= 15
