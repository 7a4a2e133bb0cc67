"""What people are given, what is done with others, and tables of what was held before."""

import factory
from django.utils import timezone

from stakeholders.models import Initiative, PastEngagements, Support
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.stakeholders import StakeholderGroupFactory


class SupportFactory(factory.django.DjangoModelFactory[Support]):
    """Travel costs, unless told."""

    class Meta:
        model = Support

    group = factory.SubFactory(StakeholderGroupFactory)
    kind = "costs"
    what = "Bus tickets, and somebody who looks after the children."
    given_on = factory.LazyFunction(timezone.localdate)
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)


class InitiativeFactory(factory.django.DjangoModelFactory[Initiative]):
    """Something with others that is to be reached today, unless told."""

    class Meta:
        model = Initiative

    company = factory.SubFactory(OrganisationFactory)
    title = "A common floor of pay for labelling"
    aim = "Labelling is paid below what people live on."
    partners = "Four buyers and the labellers’ circle."
    target = "All four pay the floor."
    target_on = factory.LazyFunction(timezone.localdate)
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)


class PastEngagementsFactory(factory.django.DjangoModelFactory[PastEngagements]):
    """One meeting on 2 March 2026, its columns named, unless told `header=` and `records=`."""

    class Meta:
        model = PastEngagements

    class Params:
        header = ("title", "held_on", "method", "stage")
        records = ((2, ["Spring meeting", "2026-03-02", "in person", "deploy"]),)

    company = factory.SubFactory(OrganisationFactory)
    file_name = "past.csv"
    sha256 = "0" * 64
    rows = factory.LazyAttribute(lambda row: len(row.records))
    table = factory.LazyAttribute(lambda row: PastEngagements.sealed(row.header, row.records))
    mapping = factory.LazyAttribute(lambda row: {name: n for n, name in enumerate(row.header)})
    requested_by = factory.SubFactory(UserFactory)
    requested_at = factory.LazyFunction(timezone.now)
