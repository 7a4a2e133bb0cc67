"""Who was heard, how, and what they said."""

import factory
from django.utils import timezone

from hrdd.lib.sealing import seal
from stakeholders.models import (
    CollectiveConsent,
    Consent,
    ConsentOverride,
    ConsentUse,
    Contact,
    Engagement,
    FeedbackTelling,
    FeedbackText,
    FollowUp,
    Initiative,
    Input,
    InputLink,
    NotSought,
    Participation,
    PastEngagements,
    PlannedEngagement,
    Request,
    RequestLink,
    StakeholderGroup,
    Support,
)
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.assessments import AssessmentFactory, RiskFactory


class StakeholderGroupFactory(factory.django.DjangoModelFactory[StakeholderGroup]):
    """People who may be harmed, unless told."""

    class Meta:
        model = StakeholderGroup

    company = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Families of district {n}")
    nearness = "affected"
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)


class ContactFactory(factory.django.DjangoModelFactory[Contact]):
    """Sealed like a real one, with `who="..."` if wanted."""

    class Meta:
        model = Contact

    class Params:
        who = '{"name": "Amina Example"}'

    group = factory.SubFactory(StakeholderGroupFactory)
    called = "Community leader"
    number = factory.Sequence(lambda n: n + 1)
    identity = factory.LazyAttribute(lambda row: seal(row.who))
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)


class EngagementFactory(factory.django.DjangoModelFactory[Engagement]):
    """Internal and still being prepared, unless told; `on_record=True` puts it on record today."""

    class Meta:
        model = Engagement

    class Params:
        on_record = factory.Trait(
            status="recorded",
            held_on=factory.LazyFunction(timezone.localdate),
            recorded_at=factory.LazyFunction(timezone.now),
        )

    assessment = factory.SubFactory(AssessmentFactory)
    company = factory.SelfAttribute("assessment.company")
    system = factory.SelfAttribute("assessment.system")
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Evening {n} with parents")
    stage = "deploy"
    method = "in_person"
    level = "internal"
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)


class OfCompany(factory.SubFactory):
    """A group of the company whose engagement this is."""

    def __init__(self) -> None:
        super().__init__(StakeholderGroupFactory, company=factory.SelfAttribute("..engagement.company"))


class ParticipationFactory(factory.django.DjangoModelFactory[Participation]):
    class Meta:
        model = Participation

    engagement = factory.SubFactory(EngagementFactory)
    group = OfCompany()
    people = 12


class ConsentFactory(factory.django.DjangoModelFactory[Consent]):
    """With `uses={"quote": "given", ...}` if wanted; without, nothing is allowed."""

    class Meta:
        model = Consent
        skip_postgeneration_save = True

    engagement = factory.SubFactory(EngagementFactory)
    group = OfCompany()
    called = factory.Sequence(lambda n: f"Participant {n}")
    given_on = factory.LazyFunction(timezone.localdate)
    language = "English"
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def uses(self, create: bool, given: dict[str, str] | None, **kwargs: object) -> None:
        for use, answer in (given or {}).items():
            taken_back = timezone.now() if answer == "withdrawn" else None
            ConsentUse.objects.create(consent=self, use=use, answer=answer, withdrawn_at=taken_back)


class CollectiveConsentFactory(factory.django.DjangoModelFactory[CollectiveConsent]):
    class Meta:
        model = CollectiveConsent

    engagement = factory.SubFactory(EngagementFactory)
    group = OfCompany()
    state = "ongoing"
    said_by = factory.SubFactory(UserFactory)
    said_at = factory.LazyFunction(timezone.now)


class InputFactory(factory.django.DjangoModelFactory[Input]):
    class Meta:
        model = Input

    engagement = factory.SubFactory(EngagementFactory)
    group = OfCompany()
    kind = "concern"
    words = "They called my mother in my voice."
    told = "Parents told of calls in the voices of their children."
    level = "internal"
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)


class ConsentOverrideFactory(factory.django.DjangoModelFactory[ConsentOverride]):
    class Meta:
        model = ConsentOverride

    input = factory.SubFactory(InputFactory)
    reason = "They cannot be reached, and their words protect others."
    made_by = factory.SubFactory(UserFactory)
    made_at = factory.LazyFunction(timezone.now)


class InputLinkFactory(factory.django.DjangoModelFactory[InputLink]):
    """On a risk of the engagement's assessment."""

    class Meta:
        model = InputLink

    input = factory.SubFactory(InputFactory)
    risk = factory.SubFactory(RiskFactory, assessment=factory.SelfAttribute("..input.engagement.assessment"))
    linked_by = factory.SubFactory(UserFactory)
    linked_at = factory.LazyFunction(timezone.now)


class RequestFactory(factory.django.DjangoModelFactory[Request]):
    class Meta:
        model = Request

    engagement = factory.SubFactory(EngagementFactory)
    number = factory.Sequence(lambda n: n + 1)
    text = "Tell us before a voice like ours is used."
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)


class FollowUpFactory(factory.django.DjangoModelFactory[FollowUp]):
    class Meta:
        model = FollowUp

    engagement = factory.SubFactory(EngagementFactory)
    due_on = factory.LazyFunction(timezone.localdate)


class PlannedEngagementFactory(factory.django.DjangoModelFactory[PlannedEngagement]):
    class Meta:
        model = PlannedEngagement

    assessment = factory.SubFactory(AssessmentFactory)
    group = factory.SubFactory(StakeholderGroupFactory, company=factory.SelfAttribute("..assessment.company"))
    stage = "deploy"
    method = "in_person"
    planned_on = factory.LazyFunction(timezone.localdate)
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)


class NotSoughtFactory(factory.django.DjangoModelFactory[NotSought]):
    class Meta:
        model = NotSought

    assessment = factory.SubFactory(AssessmentFactory)
    group = factory.SubFactory(StakeholderGroupFactory, company=factory.SelfAttribute("..assessment.company"))
    stage = "retire"
    reason = "Nobody of them uses it at that stage."
    said_by = factory.SubFactory(UserFactory)
    said_at = factory.LazyFunction(timezone.now)


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


class RequestLinkFactory(factory.django.DjangoModelFactory[RequestLink]):
    """On a risk of the engagement's assessment."""

    class Meta:
        model = RequestLink

    request = factory.SubFactory(RequestFactory)
    risk = factory.SubFactory(
        RiskFactory, assessment=factory.SelfAttribute("..request.engagement.assessment")
    )
    linked_by = factory.SubFactory(UserFactory)
    linked_at = factory.LazyFunction(timezone.now)


class FeedbackTextFactory(factory.django.DjangoModelFactory[FeedbackText]):
    """In Kiswahili, about a request."""

    class Meta:
        model = FeedbackText

    request = factory.SubFactory(RequestFactory)
    engagement = factory.SelfAttribute("request.engagement")
    language = "sw"
    number = 1
    said = "Mliomba tuwaulize kwanza."
    written_by = factory.SubFactory(UserFactory)
    written_at = factory.LazyFunction(timezone.now)


class FeedbackTellingFactory(factory.django.DjangoModelFactory[FeedbackTelling]):
    class Meta:
        model = FeedbackTelling

    engagement = factory.SubFactory(EngagementFactory)
    language = "sw"
    told_on = factory.LazyFunction(timezone.localdate)
    told_how = "At the next evening"
    answers = 1
    told_by = factory.SubFactory(UserFactory)
    told_at = factory.LazyFunction(timezone.now)
