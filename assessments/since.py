"""The state of the risks of an assessment against the version approved before the one worked on.

Before the first approval that is the last approved version of the assessment this one began as a copy of.
"""

from collections.abc import Collection
from uuid import UUID

from django.core.cache import cache
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.document import frozen
from assessments.document.years import COMPARED, Marks, Since, mark, marks, state
from assessments.models import Assessment, Risk, Snapshot

A_DAY = 24 * 3600
COLUMNS = {"category": "category__code", "worst_group": "worst_group__code"}
WORDS = {
    Since.NEW: _("New"),
    Since.CHANGED: _("Changed"),
    Since.UNCHANGED: _("Unchanged"),
    Since.CLOSED: _("Closed"),
}


def version_before(assessment: Assessment) -> Snapshot | None:
    """Returns the version to compare with, without its content; None before the first approval."""
    own = Q(assessment=assessment.pk)
    rows = Snapshot.objects.filter(
        own & Q(number__lt=assessment.working_number) | Q(assessment=assessment.based_on_id)
    )
    is_own = ExpressionWrapper(own, output_field=BooleanField())
    # The root is there already: only the number of last year's assessment has to be read.
    return rows.select_related("assessment").defer("content").order_by(is_own.desc(), "-number").first()


def states(before: Snapshot | None, risks: QuerySet[Risk]) -> dict[UUID, Since]:
    """Returns the state of each of these risks by its id, in one query; nothing without a version before."""
    if before is None:
        return {}
    known = remembered(before)
    columns = [COLUMNS.get(name, name) for name in COMPARED]
    return {
        pk: state(known.get(str(lineage)), mark(values, standing=standing))
        for pk, lineage, standing, *values in risks.order_by().values_list(
            "pk", "lineage", "standing", *columns
        )
    }


def gone(before: Snapshot | None, lineages: Collection[UUID]) -> int:
    """Returns how many risks of the version before are not among these any more."""
    if before is None:
        return 0
    here = {str(lineage) for lineage in lineages}
    return sum(bool(was) and lineage not in here for lineage, was in remembered(before).items())


def remembered(snapshot: Snapshot) -> Marks:
    """Returns what is compared of an approved version. It never changes, so it is unpacked once a day."""
    key = f"assessments.marks/1:{snapshot.pk}"
    found: dict[str, str] | None = cache.get(key)
    if found is None:
        found = marks(frozen.read(snapshot))
        cache.set(key, found, A_DAY)
    return found
