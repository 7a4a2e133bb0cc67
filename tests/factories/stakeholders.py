"""Who was heard, how, and what they said."""

from typing import Any

import factory
from django.utils import timezone

from hrdd.lib.models import new_id
from hrdd.lib.sealing import seal
from stakeholders import actions
from stakeholders.models import (
    Attachment,
    CollectiveConsent,
    Consent,
    ConsentOverride,
    ConsentUse,
    Contact,
    Engagement,
    FeedbackTelling,
    FeedbackText,
    FollowUp,
    Input,
    InputLink,
    LegalHold,
    NotSought,
    Participation,
    PlannedEngagement,
    Request,
    RequestLink,
    SealedOpening,
    StakeholderGroup,
    Tombstone,
)
from stakeholders.models.opening import OPENS_FOR
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
    """Internal and still being prepared, unless told; `on_record=True` puts it on record today.

    With `level="sealed"` it is sealed as people seal it, and holds nothing in the open.
    """

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

    @classmethod
    def _create(cls, model_class: type[Engagement], *args: Any, **kwargs: Any) -> Engagement:
        if kwargs["level"] != "sealed":
            return super()._create(model_class, *args, **kwargs)
        open_one = super()._create(model_class, *args, **kwargs | {"level": "restricted"})
        return actions.seal_record(
            engagement=open_one, expected_version=open_one.version, by=open_one.created_by, at=timezone.now()
        )


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

    @classmethod
    def _create(cls, model_class: type[Input], *args: Any, **kwargs: Any) -> Input:
        if kwargs["level"] != "sealed":
            return super()._create(model_class, *args, **kwargs)
        open_one = super()._create(model_class, *args, **kwargs | {"level": "restricted"})
        return actions.seal_input(
            said=open_one, expected_version=open_one.version, by=open_one.created_by, at=timezone.now()
        )


def put_at(row: Engagement | Input, level: str) -> None:
    """Puts a record or an input at a level; what is sealed is sealed as people seal it."""
    if level != "sealed":
        type(row)._default_manager.filter(pk=row.pk).update(level=level)
    elif isinstance(row, Input):
        actions.seal_input(said=row, expected_version=row.version, by=row.created_by, at=timezone.now())
    else:
        actions.seal_record(
            engagement=row, expected_version=row.version, by=row.created_by, at=timezone.now()
        )


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


class AttachmentFactory(factory.django.DjangoModelFactory[Attachment]):
    """An agenda as plain text; its bytes are in no store."""

    class Meta:
        model = Attachment

    engagement = factory.SubFactory(EngagementFactory)
    number = factory.Sequence(lambda n: n + 1)
    kind = "agenda"
    level = "internal"
    file = factory.Sequence(lambda n: f"attachments/{n:032x}")
    file_name = "agenda.txt"
    media_type = "text/plain"
    size = 12
    sha256 = "0" * 64
    scan = "not_scanned"
    added_by = factory.SubFactory(UserFactory)
    added_at = factory.LazyFunction(timezone.now)


class SealedOpeningFactory(factory.django.DjangoModelFactory[SealedOpening]):
    """Asked for and not agreed to, unless `agreed_by` is given."""

    class Meta:
        model = SealedOpening

    engagement = factory.SubFactory(EngagementFactory)
    reason = "A threat has to be judged."
    asked_by = factory.SubFactory(UserFactory)
    asked_at = factory.LazyFunction(timezone.now)
    agreed_at = factory.LazyAttribute(lambda row: timezone.now() if getattr(row, "agreed_by", None) else None)
    until = factory.LazyAttribute(lambda row: row.agreed_at and row.agreed_at + OPENS_FOR)


class LegalHoldFactory(factory.django.DjangoModelFactory[LegalHold]):
    class Meta:
        model = LegalHold

    engagement = factory.SubFactory(EngagementFactory)
    reason = "A court asked for it."
    placed_by = factory.SubFactory(UserFactory)
    placed_at = factory.LazyFunction(timezone.now)


class TombstoneFactory(factory.django.DjangoModelFactory[Tombstone]):
    """Of an internal record whose time was over."""

    class Meta:
        model = Tombstone

    company = factory.SubFactory(OrganisationFactory)
    kind = "record"
    of_id = factory.LazyFunction(new_id)
    reference = factory.Sequence(lambda n: f"E-{n}")
    level = "internal"
    rule = "time_over"
    deleted_by = factory.SubFactory(UserFactory)
    deleted_at = factory.LazyFunction(timezone.now)
