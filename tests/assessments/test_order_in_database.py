"""The database computes the same rule as `assessments.severity`, and orders by an index."""

from collections.abc import Iterator
from itertools import product

import pytest
from django.db import connection

from assessments.models import Assessment, Risk
from assessments.models.risk import Follower, Place
from assessments.severity import Nature, Severity
from tests import factories

pytestmark = pytest.mark.django_db
GRADES = (None, 1, 2, 3, 4, 5)


def every_rating() -> Iterator[Severity]:
    """Returns every rating there can be: 6 x 6 x 6 x 2, actual once and potential by likelihood."""
    for scale, scope, irremediability, delay in product(GRADES, GRADES, GRADES, (False, True)):
        yield Severity(scale, scope, irremediability, Nature.ACTUAL, None, delay)
        for likelihood in GRADES:
            yield Severity(scale, scope, irremediability, Nature.POTENTIAL, likelihood, delay)


def record_many(assessment: Assessment, ratings: list[Severity]) -> list[Risk]:
    """Returns one risk per rating, written at once."""
    pattern = factories.RiskFactory.build(assessment=assessment, company=assessment.company)
    category = assessment.edition.categories.first()
    return Risk.objects.bulk_create(
        Risk(
            company=assessment.company, assessment=assessment, number=number, title=f"Risk {number}",
            category=category, nature=rating.nature, scale=rating.scale, scope=rating.scope,
            irremediability=rating.irremediability, likelihood=rating.likelihood,
            delay_makes_irremediable=rating.delay_makes_irremediable, created_by=assessment.created_by,
            created_at=pattern.created_at, updated_by=assessment.created_by, updated_at=pattern.created_at,
        )
        for number, rating in enumerate(ratings, start=1)
    )  # fmt: skip


def test_band_and_order_are_those_of_the_rule_for_every_rating(assessment: Assessment) -> None:
    ratings = list(every_rating())
    record_many(assessment, ratings)
    stored = dict(Risk.objects.values_list("number", "order_key"))
    bands = dict(Risk.objects.values_list("number", "band"))
    for number, rating in enumerate(ratings, start=1):
        assert bands[number] == rating.band, rating
        assert stored[number] == rating.order_key, rating


def test_the_register_is_read_from_the_index_and_not_sorted(assessment: Assessment) -> None:
    record_many(assessment, list(every_rating()))
    with connection.cursor() as cursor:
        # The few rows of a test could be sorted as cheaply; the index must be able to spare that.
        cursor.execute("SET LOCAL enable_sort = off")
    plan = assessment.risks.ranked()[:25].explain()
    assert "risk_by_severity" in plan
    assert "Sort" not in plan


def test_among_equals_the_earlier_stands_first(assessment: Assessment) -> None:
    risks = record_many(assessment, [Severity(3, 3, 3)] * 3)
    Risk.objects.filter(pk=risks[2].pk).update(created_at=risks[0].created_at.replace(year=2020))
    assert assessment.risks.ranked().first() == risks[2]


def test_places_name_the_rank_and_the_risk_right_below(assessment: Assessment) -> None:
    low, high, middle = record_many(assessment, [Severity(1, 1, 1), Severity(5, 5, 5), Severity(3, 3, 3)])
    places = assessment.risks.all().places([high.pk, low.pk])
    assert places[high.pk] == Place(1, Follower(middle.reference, middle.severity))
    assert places[low.pk] == Place(3, None)
