"""Last year's assessment becomes the beginning of this year's."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions._content import Written, write_content
from assessments.actions.assessments import create_assessment
from assessments.document import build
from assessments.document.carry import carried_over
from assessments.models import Assessment, Measure, Party, RiskEvidence, SystemVersion
from hrdd.accounts.models import User
from hrdd.audit.recorder import record
from hrdd.evidence.actions import copy_file
from hrdd.evidence.models import Evidence


@transaction.atomic
def duplicate_assessment(
    *, assessment: Assessment, title: str, moment: str, system_version: SystemVersion | None, by: User,
    at: datetime,
) -> Assessment:  # fmt: skip
    """Returns a new draft based on this assessment: risks keep number and lineage, and wait to be judged.

    What is carried over, and what is not, is said in `document.carry`. One event for the whole: every row is
    a copy, and the event names of what.
    """
    # Before its company, as everywhere; and nobody changes it while it is read.
    assessment = Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
    document = build(assessment.pk)
    because = _("it was carried over from %(reference)s") % {"reference": assessment.reference}
    begun = create_assessment(
        system=assessment.system,
        edition=assessment.edition,
        title=title,
        moment=moment,
        system_version=system_version,
        based_on=assessment,
        by=by,
        at=at,
    )
    carried = carried_over(document, because=because, since=at.isoformat())
    write_content(
        assessment=begun,
        document=carried,
        written=Written(
            by=by,
            at=at,
            rates=False,
            parties={p.name.casefold(): p for p in Party.objects.filter(company=assessment.company_id)},
            owners=_owners(assessment),
        ),
    )
    _copy_files(assessment, begun, by=by, at=at)
    # Closed ones keep their numbers there: the same number never means two harms.
    begun.next_risk_number = assessment.next_risk_number
    begun.save(update_fields=["next_risk_number"])
    changes = {
        "from": assessment.reference,
        "risks": len(carried["risks"]),
        "left_out": len(document["risks"]) - len(carried["risks"]),
    }
    record(by=by, at=at, action="assessment carried over", target=begun, changes=changes)
    return begun


def _copy_files(assessment: Assessment, begun: Assessment, *, by: User, at: datetime) -> None:
    """Copies files of evidence, each once, and ties them to the same risks: a document holds none."""
    risks = {risk.number: risk for risk in begun.risks.all()}
    copies: dict[UUID, Evidence] = {}
    links = RiskEvidence.objects.filter(
        risk__assessment=assessment, risk__number__in=risks, evidence__kind=Evidence.Kind.FILE
    )
    for link in links.in_full().select_related("risk"):
        if link.evidence_id not in copies:
            copies[link.evidence_id] = copy_file(
                evidence=link.evidence, root_id=begun.pk, by=by, at=at, about=link.risk.reference
            )
        RiskEvidence.objects.create(
            risk=risks[link.risk.number],
            evidence=copies[link.evidence_id],
            stance=link.stance,
            about=link.about,
            says=link.says,
        )


def _owners(assessment: Assessment) -> dict[str, User]:
    """Returns who owns measures by name; two people of one name are nobody, rather than the wrong one."""
    found: dict[str, set[User]] = defaultdict(set)
    for owner in User.objects.filter(
        pk__in=Measure.objects.filter(risk__assessment=assessment).values("owner")
    ):
        found[owner.name].add(owner)
    return {name: people.pop() for name, people in found.items() if len(people) == 1}
