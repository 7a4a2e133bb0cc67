import pytest

from assessments.models import Assessment
from hrdd.accounts.models import Organisation, User
from tests.factories.documents import rich_assessment


@pytest.fixture
def rich(company: Organisation, ines: User, tomas: User, leila: User) -> Assessment:
    """Returns an assessment that fills every place of a document."""
    return rich_assessment(company=company, by=ines, other=tomas, reviewer=leila)
