"""What is assessed, and who outside may see it."""

from datetime import timedelta
from typing import Any

import factory
from django.contrib.auth.models import Permission
from django.utils import timezone

from assessments.models import (
    Assessment,
    AssessmentOrganisationGrant,
    AssessmentPersonGrant,
    Risk,
    RiskRight,
    System,
)
from hrdd.accounts.models import Organisation
from taxonomy.models import Category, Edition, Right
from tests.factories.accounts import OrganisationFactory, UserFactory


class SystemFactory(factory.django.DjangoModelFactory[System]):
    class Meta:
        model = System

    company = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Model {n}")
    created_at = factory.LazyFunction(timezone.now)


class AssessmentFactory(factory.django.DjangoModelFactory[Assessment]):
    class Meta:
        model = Assessment

    system = factory.SubFactory(SystemFactory)
    company = factory.SelfAttribute("system.company")
    edition = factory.LazyFunction(lambda: Edition.objects.default())
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Look {n} before release")
    moment = "Before release"
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)


class RiskFactory(factory.django.DjangoModelFactory[Risk]):
    """A risk in category PRI unless told, with `rights=["privacy"]` if wanted, the first being primary."""

    class Meta:
        model = Risk
        skip_postgeneration_save = True

    class Params:
        code = "PRI"

    assessment = factory.SubFactory(AssessmentFactory)
    company = factory.SelfAttribute("assessment.company")
    number = factory.LazyAttribute(lambda o: o.assessment.next_risk_number)
    title = factory.LazyAttribute(lambda o: f"The model repeats private letters {o.number}")
    description = "Letters that people wrote to a doctor come back word for word."
    category = factory.LazyAttribute(
        lambda o: Category.objects.get(edition=o.assessment.edition_id, code=o.code)
    )
    nature = "potential"
    scale, scope, irremediability, likelihood = 4, 3, 4, 3
    scale_reason = "Health is named in the letters."
    scope_reason = "About two thousand people wrote them."
    irremediability_reason = "What was read cannot be unread."
    created_by = factory.SelfAttribute("assessment.created_by")
    created_at = factory.LazyFunction(timezone.now)
    updated_by = factory.SelfAttribute("created_by")
    updated_at = factory.SelfAttribute("created_at")

    @factory.post_generation
    def rights(self: Any, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:
        # The factory's declarations stand for the row here: `self` is the risk just made.
        self.assessment.next_risk_number = self.number + 1
        self.assessment.save(update_fields=["next_risk_number"])
        for position, code in enumerate(extracted or []):
            right = Right.objects.get(code=code)
            RiskRight.objects.create(risk=self, right=right, primary=position == 0)


def in_days(days: int) -> Any:
    return factory.LazyFunction(lambda: timezone.now() + timedelta(days=days))


def permission(role: str) -> Permission:
    return Permission.objects.get(codename=f"as_{role}", content_type__app_label="assessments")


class OrganisationGrantFactory(factory.django.DjangoModelFactory[AssessmentOrganisationGrant]):
    """`organisation=` is let in as `role=`, for 60 days unless `until=` says otherwise."""

    class Meta:
        model = AssessmentOrganisationGrant

    class Params:
        organisation = factory.SubFactory(OrganisationFactory, kind=Organisation.Kind.CIVIL_SOCIETY)
        role = "reviewer"

    content_object = factory.SubFactory(AssessmentFactory)
    group = factory.SelfAttribute("organisation.group")
    permission = factory.LazyAttribute(lambda o: permission(o.role))
    until = in_days(60)
    given_by = factory.SelfAttribute("content_object.created_by")
    given_at = factory.LazyFunction(timezone.now)


class PersonGrantFactory(factory.django.DjangoModelFactory[AssessmentPersonGrant]):
    """`user=` is let in as `role=`, for 60 days unless `until=` says otherwise."""

    class Meta:
        model = AssessmentPersonGrant

    class Params:
        role = "reviewer"

    content_object = factory.SubFactory(AssessmentFactory)
    user = factory.SubFactory(UserFactory)
    permission = factory.LazyAttribute(lambda o: permission(o.role))
    until = in_days(60)
    given_by = factory.SelfAttribute("content_object.created_by")
    given_at = factory.LazyFunction(timezone.now)
