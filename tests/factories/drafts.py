"""What somebody typed and did not save."""

from uuid import uuid4

import factory
from django.utils import timezone

from assessments.models import Draft
from tests.factories.assessments import AssessmentFactory


class DraftFactory(factory.django.DjangoModelFactory[Draft]):
    """A draft of a new risk unless `risk=` is given; `user=` is its author."""

    class Meta:
        model = Draft

    assessment = factory.SubFactory(AssessmentFactory)
    user = factory.SelfAttribute("assessment.created_by")
    key = factory.LazyFunction(uuid4)
    data = factory.LazyFunction(lambda: {"title": ["Half a sentence"]})
    saved_at = factory.LazyFunction(timezone.now)
