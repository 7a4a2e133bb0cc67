"""What a risk, a system and an assessment hold in depth."""

from datetime import timedelta

import factory
from django.utils import timezone

from assessments.models import (
    Approval,
    Assessment,
    Closure,
    GroupRating,
    Involvement,
    Measure,
    Moment,
    Occurrence,
    Party,
    ResidualRating,
    RiskDecision,
    RiskEvidence,
    SystemVersion,
)
from taxonomy.models import Group
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.assessments import AssessmentFactory, RiskFactory, SystemFactory
from tests.factories.evidence import EvidenceFactory


class SystemVersionFactory(factory.django.DjangoModelFactory[SystemVersion]):
    class Meta:
        model = SystemVersion

    system = factory.SubFactory(SystemFactory)
    name = factory.Sequence(lambda n: f"{n}.0")
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)


class PartyFactory(factory.django.DjangoModelFactory[Party]):
    class Meta:
        model = Party

    company = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Supplier {n}")
    created_at = factory.LazyFunction(timezone.now)


class MomentFactory(factory.django.DjangoModelFactory[Moment]):
    """Expected in `days=30`, planned by a person, unless told."""

    class Meta:
        model = Moment

    class Params:
        days = 30

    system = factory.SubFactory(SystemFactory)
    company = factory.SelfAttribute("system.company")
    kind = "review"
    what = "A look every year"
    expected_by = factory.LazyAttribute(lambda o: timezone.localdate() + timedelta(days=o.days))
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)


class OccurrenceFactory(factory.django.DjangoModelFactory[Occurrence]):
    class Meta:
        model = Occurrence

    risk = factory.SubFactory(RiskFactory)
    what = "Letters of a patient came back in an answer."
    source = "A newspaper of record."
    claim_status = "reported"
    created_by = factory.SelfAttribute("risk.created_by")
    created_at = factory.LazyFunction(timezone.now)


class GroupRatingFactory(factory.django.DjangoModelFactory[GroupRating]):
    """`code="children"` unless told."""

    class Meta:
        model = GroupRating

    class Params:
        code = "children"

    risk = factory.SubFactory(RiskFactory)
    group = factory.LazyAttribute(lambda o: Group.objects.get(code=o.code))
    scale, scope, irremediability = 5, 2, 5
    author = factory.SelfAttribute("risk.created_by")
    rated_at = factory.LazyFunction(timezone.now)


class InvolvementFactory(factory.django.DjangoModelFactory[Involvement]):
    """Of a supplier that caused the harm, unless told; `party=None` is the company itself."""

    class Meta:
        model = Involvement

    risk = factory.SubFactory(RiskFactory)
    party = factory.SubFactory(PartyFactory, company=factory.SelfAttribute("..risk.company"))
    position = "data_providers"
    involvement = "caused"
    reason = "It chose the letters and set the pay."
    judged_by = factory.SelfAttribute("risk.created_by")
    judged_at = factory.LazyFunction(timezone.now)


class ResidualRatingFactory(factory.django.DjangoModelFactory[ResidualRating]):
    class Meta:
        model = ResidualRating

    risk = factory.SubFactory(RiskFactory)
    scale, scope, irremediability, likelihood = 4, 2, 4, 1
    scale_reason = "Health is still named where a letter slips through."
    scope_reason = "The filter holds back nine letters of ten."
    irremediability_reason = "What was read cannot be unread."
    author = factory.SelfAttribute("risk.created_by")
    rated_at = factory.LazyFunction(timezone.now)


class MeasureFactory(factory.django.DjangoModelFactory[Measure]):
    class Meta:
        model = Measure

    risk = factory.SubFactory(RiskFactory)
    title = factory.Sequence(lambda n: f"Filter letters, step {n}")
    created_by = factory.SelfAttribute("risk.created_by")
    created_at = factory.LazyFunction(timezone.now)


class RiskDecisionFactory(factory.django.DjangoModelFactory[RiskDecision]):
    """Proposes to defer for `days=30`, and waits for `approver=`, a new person unless told."""

    class Meta:
        model = RiskDecision

    class Params:
        days = 30

    risk = factory.SubFactory(RiskFactory)
    standing = "deferred"
    ground = "order"
    reason = "Two graver risks come first."
    until = factory.LazyAttribute(lambda o: timezone.localdate() + timedelta(days=o.days))
    band_then = factory.SelfAttribute("risk.severity.band")
    decided_by = factory.SelfAttribute("risk.created_by")
    decided_at = factory.LazyFunction(timezone.now)
    state = "waiting"
    approver = factory.SubFactory(UserFactory)


class RiskEvidenceFactory(factory.django.DjangoModelFactory[RiskEvidence]):
    """A quotation that supports the rating, unless told."""

    class Meta:
        model = RiskEvidence

    risk = factory.SubFactory(RiskFactory)
    evidence = factory.SubFactory(
        EvidenceFactory,
        company=factory.SelfAttribute("..risk.company"),
        root_id=factory.SelfAttribute("..risk.assessment_id"),
        added_by=factory.SelfAttribute("..risk.created_by"),
    )
    stance = "supports"


class ClosureFactory(factory.django.DjangoModelFactory[Closure]):
    """Of `category=` or `right=`."""

    class Meta:
        model = Closure

    assessment = factory.SubFactory(AssessmentFactory)
    reason = "The system has no users and no output of this kind."
    closed_by = factory.SelfAttribute("assessment.created_by")
    closed_at = factory.LazyFunction(timezone.now)


class ApprovalFactory(factory.django.DjangoModelFactory[Approval]):
    """Submitted, unless `state=` says otherwise."""

    class Meta:
        model = Approval

    assessment = factory.SubFactory(AssessmentFactory)
    number = factory.SelfAttribute("assessment.working_number")
    submitted_by = factory.SelfAttribute("assessment.created_by")
    submitted_at = factory.LazyFunction(timezone.now)


def complete(assessment: Assessment) -> Assessment:
    """Returns the assessment with what a submission needs: a version, a risk, everything else closed."""
    assessment.system_version = SystemVersionFactory.create(system=assessment.system)
    assessment.save(update_fields=["system_version"])
    if not assessment.risks.exists():
        RiskFactory.create(assessment=assessment, rights=["privacy"])
    used = assessment.risks.values("category"), assessment.closures.exclude(category=None).values("category")
    for category in assessment.edition.categories.exclude(pk__in=used[0]).exclude(pk__in=used[1]):
        ClosureFactory.create(assessment=assessment, category=category)
    return assessment
