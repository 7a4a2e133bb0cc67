"""Last year's assessment becomes the beginning of this year's."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions._content import Written, write_content
from assessments.actions.assessments import create_assessment
from assessments.document import build
from assessments.document.carry import carried_over
from assessments.models import Assessment, Measure, Party, SystemVersion
from hrdd.accounts.models import User
from hrdd.audit.recorder import record


@transaction.atomic
def duplicate_assessment(
    *, assessment: Assessment, title: str, moment: str, system_version: SystemVersion | None, by: User,
    at: datetime,
) -> Assessment:  # fmt: skip
    """Returns a new draft based on this assessment: risks keep number and lineage, and wait to be judged.

    What is carried over, and what is not, is said in `document.carry`. One event for the whole: every row is
    a copy, and the event names of what.
    """
    document = build(assessment.pk)
    because = _("Carried over from %(reference)s: look again.") % {"reference": assessment.reference}
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


def _owners(assessment: Assessment) -> dict[str, User]:
    """Returns who owns measures by name; two people of one name are nobody, rather than the wrong one."""
    found: dict[str, set[User]] = defaultdict(set)
    for owner in User.objects.filter(
        pk__in=Measure.objects.filter(risk__assessment=assessment).values("owner")
    ):
        found[owner.name].add(owner)
    return {name: people.pop() for name, people in found.items() if len(people) == 1}
