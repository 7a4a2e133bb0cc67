"""The heat map of a portfolio: "–" where nothing is relevant, "?" where nobody looked, a key that says so."""

from collections.abc import Callable

import pytest
from django.test import Client

from assessments.models import Assessment
from hrdd.accounts.models import User
from taxonomy.models import Category
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(client: Client, ines: User) -> Callable[[str], str]:
    """Returns `shown(address)`: the page as an analyst reads it."""
    client.force_login(ines)
    return lambda address: client.get(address).content.decode()


def test_considered_and_not_relevant_is_told_from_not_considered_yet(
    shown: Callable[[str], str], assessment: Assessment
) -> None:
    factories.RiskFactory.create(assessment=assessment)
    category = Category.objects.get(edition=assessment.edition, code="WOR")
    factories.ClosureFactory.create(assessment=assessment, category=category)
    for address in ("/portfolio/", "/"):
        page = shown(address)
        assert page.count('class="fill-') == 1
        assert page.count('class="is-closed"') == 1
        assert page.count('class="is-blank"') == 7
        assert page.count('<span aria-hidden="true">–</span>') == 1
        assert page.count('<span aria-hidden="true">?</span>') == 7
        for key in ("– considered, not relevant", "? not considered yet"):
            assert f"<span>{key}</span>" in page, "the legend explains both"


def test_a_category_with_risks_shows_their_band_whatever_was_said_before(
    shown: Callable[[str], str], assessment: Assessment
) -> None:
    found = factories.RiskFactory.create(assessment=assessment)
    factories.ClosureFactory.create(assessment=assessment, category=found.category)
    gone = factories.RiskFactory.create(
        assessment=assessment, code="CHI", scale=2, scope=2, irremediability=2, standing="closed"
    )
    factories.ClosureFactory.create(assessment=assessment, category=gone.category)
    for address in ("/portfolio/", "/"):
        page = shown(address)
        assert page.count('class="fill-') == 1
        assert page.count('class="is-closed"') == 1, "a closed risk covers nothing, so the closure tells"
        assert page.count('class="is-blank"') == 7
