"""Saving one risk among two thousand costs little, and writes no other risk's row: ranks are never stored."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from taxonomy.models import Category
from tests import factories
from tests.assessments.typed import risk_input

pytestmark = pytest.mark.django_db
MANY, MOST = 2000, 20


@pytest.fixture
def analyst(client: Client, ines: User) -> Client:
    client.force_login(ines)
    return client


@pytest.fixture
def many(assessment: Assessment, ines: User) -> Assessment:
    """Returns the assessment with two thousand risks of every severity."""
    category = Category.objects.get(edition=assessment.edition, code="PRO")
    first = factories.RiskFactory.create(assessment=assessment)
    Risk.objects.bulk_create(
        Risk(
            company_id=assessment.company_id, assessment=assessment, number=n, title=f"Harm {n}",
            category=category, nature="potential", scale=1 + n % 5, scope=1 + n // 5 % 5,
            irremediability=1 + n // 25 % 5, likelihood=3, created_by=ines, updated_by=ines,
            created_at=first.created_at, updated_at=first.created_at,
        )
        for n in range(2, MANY + 1)
    )  # fmt: skip
    assessment.next_risk_number = MANY + 1
    assessment.save(update_fields=["next_risk_number"])
    return assessment


def rows_as_stored() -> dict[Any, tuple[Any, ...]]:
    """Returns where each risk's row lies, and which command wrote it: a row that is written moves."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, ctid::text, xmin::text, cmin::text FROM assessments_risk")
        return {risk: tuple(place) for risk, *place in cursor.fetchall()}


def posted(client: Client, address: str, said: dict[str, Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.post(address, said).status_code == 302
    # Marks inside the transaction read and write no row.
    return sum("SAVEPOINT" not in query["sql"] for query in captured)


def test_recording_a_risk_writes_one_row_with_few_queries(analyst: Client, many: Assessment) -> None:
    before = rows_as_stored()
    assert len(before) == MANY
    address = reverse("assessments:risk_new", args=[many.pk])
    analyst.get(address)
    assert posted(analyst, address, risk_input(draft=str(uuid4()))) <= MOST
    after = rows_as_stored()
    assert len(set(after) - set(before)) == 1
    assert {risk: after[risk] for risk in before} == before


def test_changing_all_of_a_risk_writes_one_row_with_few_queries(analyst: Client, many: Assessment) -> None:
    said = risk_input(scale="1", scope="1", irremediability="1", primary_right="privacy", rights=[])
    analyst.post(reverse("assessments:risk_new", args=[many.pk]), said)
    last = many.risks.get(number=MANY + 1)
    before = rows_as_stored()
    address = reverse("assessments:risk_edit", args=[many.pk, last.pk])
    # Everything that a person can change at once, by the author of the rating.
    said = risk_input(
        version=last.version, draft=str(uuid4()), title="Other words", category="PRI", scale="5", scope="5",
        irremediability="5", scale_reason="Now we know.", involvement="caused",
        groups=["children", "older_persons"],
    )  # fmt: skip
    assert posted(analyst, address, said) <= MOST
    after = rows_as_stored()
    last.refresh_from_db()
    assert (last.category.code, last.scale, last.involvement) == ("PRI", 5, "caused")
    assert [link.right.code for link in last.risk_rights.order_by("-primary")] == ["property", "privacy"]
    assert [risk for risk in before if after[risk] != before[risk]] == [last.pk]
    assert many.risks.all().places([last.pk])[last.pk].rank < MANY / 10, "it moved past all the others"
