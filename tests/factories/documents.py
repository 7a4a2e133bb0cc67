"""An assessment with something in every place a document has, one of two thousand risks, and snapshots."""

import zlib
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from assessments import document
from assessments.models import (
    Assessment,
    GroupRating,
    Involvement,
    Measure,
    Occurrence,
    Party,
    Rating,
    ResidualRating,
    Risk,
    RiskDecision,
    RiskRight,
    Snapshot,
    SystemParty,
)
from hrdd.accounts.models import Organisation, User
from hrdd.lib.canonical import canonical_json, sha256
from taxonomy.models import Category, Example, Group, Right
from tests.factories.assessments import AssessmentFactory, RiskFactory
from tests.factories.depth import ApprovalFactory, ClosureFactory, RiskEvidenceFactory, SystemVersionFactory
from tests.factories.discussions import thread_on
from tests.factories.evidence import digest

BECAUSE = {name: f"Why {name}." for name in ("scale_reason", "scope_reason", "irremediability_reason")}


def rich_assessment(*, company: Organisation, by: User, other: User, reviewer: User) -> Assessment:
    """Returns an assessment of four risks that fills every place of a document.

    `by` wrote it, `other` is another person of the company, `reviewer` somebody from outside.
    """
    now = timezone.now() - timedelta(days=40)
    assessment: Assessment = AssessmentFactory.create(
        system__company=company, system__name="Aster 4", system__description="Answers questions.",
        system__modalities=["text", "image"], system__lifecycle_stage="deploy",
        system__release_channels=["product"], system__positions=["build_use"], system__countries=["PT", "KE"],
        title="Aster 4, a year on", moment="Yearly review", created_by=by, created_at=now, working_number=2,
    )  # fmt: skip
    system = assessment.system
    system.groups.set(Group.objects.filter(code__in=("children", "data_workers_annotators")))
    assessment.system_version = SystemVersionFactory.create(
        system=system, name="4.1", released_on=date(2026, 3, 1), changes="It speaks.", created_by=by
    )
    assessment.based_on = AssessmentFactory.create(system=system, created_by=by, title="Aster 4, first look")
    assessment.save()
    supplier = Party.objects.create(
        company=company, name="Quillmark Data", country="KE", positions=["data_providers"], created_at=now
    )
    SystemParty.objects.create(system=system, party=supplier, relation="supplier", note="Labels")
    customer = Party.objects.create(company=company, name="Brightdesk", created_at=now)
    for name, code in (("category", "CUL"), ("category", "THO")):
        found = Category.objects.get(edition=assessment.edition, code=code)
        ClosureFactory.create(assessment=assessment, closed_by=by, **{name: found})
    ClosureFactory.create(assessment=assessment, closed_by=by, right=Right.objects.get(code="property"))
    full_risk(assessment, by=by, other=other, reviewer=reviewer, parties=[supplier, customer])
    happened: Risk = RiskFactory.create(
        assessment=assessment, title="A wrong arrest", code="EQU", nature="actual", likelihood=None, scale=5,
        scope=1, irremediability=None, rights=["fair-trial"], other_right="Liberty in transit",
    )  # fmt: skip
    Occurrence.objects.create(
        risk=happened, what="A man was held for a night.", happened_on=date(2026, 5, 1), precision="month",
        country="PT", place="Porto", people="One", source="His lawyer.", claim_status="alleged",
        created_by=by, created_at=now,
    )  # fmt: skip
    set_aside(RiskFactory.create(assessment=assessment, title="Bad jokes", scale=1, scope=2,
                                 irremediability=1, rights=["privacy"]), "closed", by=by)  # fmt: skip
    later = RiskFactory.create(assessment=assessment, title="Slow refunds", scale=2, scope=2,
                               irremediability=1, rights=["privacy"])  # fmt: skip
    set_aside(later, "deferred", by=by, until=date(2027, 1, 1))
    assessment.refresh_from_db()
    return assessment


def full_risk(assessment: Assessment, *, by: User, other: User, reviewer: User, parties: list[Party]) -> Risk:
    """Returns a risk with a row of everything that can hang on one."""
    now = timezone.now() - timedelta(days=30)
    risk: Risk = RiskFactory.create(
        assessment=assessment, rights=["privacy", "non-discrimination"], confidence="medium", enabled="yes",
        example=Example.objects.get(code="PRI-2"), likelihood_reason="It was seen elsewhere.",
        involvement="contributed", involvement_reason="We trained on them.", foreseeable="partly",
        mitigation="weak", source="Our own tests.", tension_note="Filters silence survivors.",
        delay_makes_irremediable=True, judged_by=other, judged_at=now, stale_since=now + timedelta(days=3),
        stale_because="It happened again.", other_right="Rest",
    )  # fmt: skip
    risk.groups.set(Group.objects.filter(code__in=("children", "data_workers_annotators")))
    risk.rights_in_tension.set(Right.objects.filter(code="freedom-of-expression"))
    dated = {"risk": risk, "author": by, "rated_at": now}
    for code, scale in (("data_workers_annotators", 2), ("children", 5)):
        group = Group.objects.get(code=code)
        GroupRating.objects.create(group=group, scale=scale, scope=2, irremediability=5, **BECAUSE, **dated)
    ResidualRating.objects.create(
        scale=3, scope=2, irremediability=None, likelihood=2, likelihood_reason="Fewer.", **BECAUSE, **dated
    )
    lantern = reviewer.standing_memberships[0].organisation if reviewer.standing_memberships else None
    for author, side, organisation in ((by, "company", assessment.company), (reviewer, "reviewer", lantern)):
        Rating.objects.create(
            risk=risk, author=author, side=side, organisation=organisation, scale=4, scope=3,
            irremediability=4, rated_at=now, **BECAUSE,
        )  # fmt: skip
    judged = {"risk": risk, "judged_by": by, "enabled": "yes", "foreseeable": "partly", "mitigation": "weak"}
    first, second = now, now + timedelta(days=5)
    Involvement.objects.create(involvement="directly_linked", judged_at=first, replaced_at=second, **judged)
    Involvement.objects.create(involvement="contributed", reason="We knew.", judged_at=second, **judged)
    for party in parties:
        Involvement.objects.create(
            party=party, position="data_providers", involvement="caused", judged_at=second, **judged
        )
    Occurrence.objects.create(
        risk=risk, what="Letters came back.", source="A newspaper.", claim_status="reported", created_by=by,
        created_at=now,
    )  # fmt: skip
    for title, status, owner in (("Filter letters", "under_way", other), ("Ask patients", "done", None)):
        Measure.objects.create(
            risk=risk, title=title, status=status, owner=owner, due_on=date(2026, 12, 24), note="By winter",
            created_by=by, created_at=now,
        )  # fmt: skip
    RiskEvidenceFactory.create(risk=risk, about="scale", says="It was read aloud.")
    RiskEvidenceFactory.create(
        risk=risk, stance="counters", evidence__kind="link", evidence__quotation="",
        evidence__url="https://study.example/1", evidence__sha256=digest("https://study.example/1"),
    )  # fmt: skip
    thread_on(risk, by=reviewer, organisation=lantern, text="Who was asked?")
    thread_on(risk, by=by, organisation=assessment.company, audience="own", text="Ask legal about marigold.")
    return risk


def set_aside(risk: Risk, standing: str, *, by: User, until: date | None = None) -> RiskDecision:
    """Returns the decision in force by which a risk of band 1 to 3 is closed or deferred."""
    Risk.objects.filter(pk=risk.pk).update(standing=standing)
    return RiskDecision.objects.create(
        risk=risk, standing=standing, ground="gone", reason="It was switched off.", until=until, band_then=1,
        decided_by=by, decided_at=timezone.now(), state="in_force",
    )  # fmt: skip


def many_risks(assessment: Assessment, count: int, *, by: User) -> None:
    """Adds that many risks with all that hangs on them, in few statements."""
    now = timezone.now()
    category = Category.objects.get(edition=assessment.edition_id, code="PRI")
    rights = list(Right.objects.all()[:2])
    groups = list(Group.objects.all()[:2])
    party, _ = Party.objects.get_or_create(
        company_id=assessment.company_id, name="Quillmark Data", defaults={"created_at": now}
    )
    first = assessment.next_risk_number
    risks = Risk.objects.bulk_create(
        Risk(
            company_id=assessment.company_id, assessment=assessment, number=first + n, category=category,
            title=f"The model repeats private letters {n}", description="Letters come back. " * 20,
            nature="potential", scale=1 + n % 5, scope=1 + n // 5 % 5, irremediability=1 + n // 25 % 5,
            likelihood=3, **BECAUSE, created_by=by, created_at=now, updated_by=by, updated_at=now,
        )
        for n in range(count)
    )  # fmt: skip
    Assessment.objects.filter(pk=assessment.pk).update(next_risk_number=first + count)
    RiskRight.objects.bulk_create(
        RiskRight(risk=risk, right=right, primary=place == 0)
        for risk in risks for place, right in enumerate(rights)
    )  # fmt: skip
    through = Risk.groups.through
    through.objects.bulk_create(through(risk=risk, group=group) for risk in risks for group in groups)
    grades = {"scale": 3, "scope": 2, "irremediability": 2, **BECAUSE}
    GroupRating.objects.bulk_create(
        GroupRating(risk=risk, group=groups[0], author=by, rated_at=now, **grades) for risk in risks
    )
    ResidualRating.objects.bulk_create(
        ResidualRating(risk=risk, author=by, rated_at=now, **grades) for risk in risks
    )
    Rating.objects.bulk_create(
        Rating(risk=risk, author=by, side="company", rated_at=now, **grades) for risk in risks
    )
    Involvement.objects.bulk_create(
        Involvement(risk=risk, party=who, involvement="caused", judged_by=by, judged_at=now)
        for risk in risks for who in (None, party)
    )  # fmt: skip
    Occurrence.objects.bulk_create(
        Occurrence(risk=risk, what="It happened.", source="A test.", claim_status="reported", created_by=by,
                   created_at=now)
        for risk in risks
    )  # fmt: skip
    Measure.objects.bulk_create(
        Measure(risk=risk, title="Filter letters", created_by=by, created_at=now) for risk in risks
    )


def snapshot(
    assessment: Assessment, *, by: User, number: int = 1, of: dict[str, Any] | None = None
) -> Snapshot:
    """Returns the assessment (or the document given) as approved by `by`, without changing its status."""
    content = canonical_json(document.build(assessment.pk) if of is None else of)
    approval = ApprovalFactory.create(
        assessment=assessment, number=number, submitted_by=assessment.created_by, state="approved",
        decided_by=by, decided_at=timezone.now(),
    )  # fmt: skip
    return Snapshot.objects.create(
        approval=approval, assessment=assessment, number=number, content=zlib.compress(content),
        sha256=sha256(content), size=len(content), created_at=approval.decided_at,
    )  # fmt: skip
