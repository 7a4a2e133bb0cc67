"""Tables of risks on their way."""

import factory
from django.utils import timezone

from assessments.models import RiskImport
from tests.factories.assessments import AssessmentFactory


class RiskImportFactory(factory.django.DjangoModelFactory[RiskImport]):
    """One row, handed in, not checked yet."""

    class Meta:
        model = RiskImport

    assessment = factory.SubFactory(AssessmentFactory)
    company = factory.SelfAttribute("assessment.company")
    file_name = "our risks.csv"
    sha256 = "0" * 64
    table = factory.LazyFunction(lambda: RiskImport.stored(["Title"], [[2, ["Letters come back"]]]))
    rows = 1
    mapping = {"title": 0}
    requested_by = factory.SelfAttribute("assessment.created_by")
    requested_at = factory.LazyFunction(timezone.now)
