"""The state of the risks of an assessment against the version approved before the one worked on.

Before the first approval that is the last approved version of the assessment this one began as a copy of.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.document import frozen
from assessments.document.years import COMPARED, Marks, Since, mark, marks, state
from assessments.models import Assessment, Risk, Snapshot
from assessments.models.risk import RiskQuerySet

A_DAY = 24 * 3600
COLUMNS = {"category": "category__code", "worst_group": "worst_group__code"}
WORDS = {
    Since.NEW: gettext_lazy("New"),
    Since.CHANGED: gettext_lazy("Changed"),
    Since.UNCHANGED: gettext_lazy("Unchanged"),
    Since.CLOSED: gettext_lazy("Closed"),
}
# What a risk that is worked on can be.
SHOWN = (Since.NEW, Since.CHANGED, Since.UNCHANGED)


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


def words(before: Snapshot | None, risks: Iterable[Risk]) -> dict[UUID, Any]:
    """Returns the state of each of these risks as one word by its id."""
    shown = Risk.objects.filter(pk__in=[risk.pk for risk in risks])
    return {pk: WORDS[found] for pk, found in states(before, shown).items()}


def in_sentences(assessment: Assessment) -> dict[UUID, str]:
    """Returns what became of each risk that is worked on, such as "New since version 2 of A-12."."""
    before = version_before(assessment)
    if before is None:
        return {}
    told = {
        found: _("%(state)s since version %(number)s of %(reference)s.")
        % {"state": word, "number": before.number, "reference": before.assessment.reference}
        for found, word in WORDS.items()
    }
    return {pk: told[found] for pk, found in states(before, assessment.risks.standing()).items()}


def of_risk(assessment: Assessment, risk: Risk) -> dict[str, Any]:
    """Returns what the page of a risk shows: the version before, and what became of the risk since."""
    before = version_before(assessment)
    return {"version_before": before, "since": words(before, [risk]).get(risk.pk, "")}


def narrowed(risks: RiskQuerySet, wanted: str, before: Snapshot | None) -> RiskQuerySet:
    """Returns the risks in this state, or all of them when none is asked for or nothing was approved."""
    if not wanted or before is None:
        return risks
    return risks.filter(pk__in=[pk for pk, found in states(before, risks).items() if found == wanted])


def remembered(snapshot: Snapshot) -> Marks:
    """Returns what is compared of an approved version. It never changes, so it is unpacked once a day."""
    key = f"assessments.marks/1:{snapshot.pk}"
    found: dict[str, str] | None = cache.get(key)
    if found is None:
        found = marks(frozen.read(snapshot))
        cache.set(key, found, A_DAY)
    return found
