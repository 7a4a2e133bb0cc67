"""The state of the risks of an assessment against the version approved before the one worked on.

Before the first approval that is the last approved version of the assessment this one began as a copy of.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import QuerySet
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


@dataclass(frozen=True)
class Before:
    """An approved version to compare with: of this assessment, or of last year's."""

    id: str
    number: int
    root: str
    root_number: int

    @property
    def reference(self) -> str:
        """Returns the short name of its assessment, such as A-12."""
        return f"A-{self.root_number}"

    def is_of(self, assessment: Assessment) -> bool:
        """Returns whether it is a version of this very assessment."""
        return self.root == str(assessment.pk)


def version_before(assessment: Assessment) -> Before | None:
    """Returns the version to compare with; None before the first approval.

    No query for an assessment that was loaded `with_version_before()`, else one.
    """
    if "version_before" not in assessment.__dict__:
        rows = Assessment.objects.with_version_before().filter(pk=assessment.pk)
        found = rows.values_list("version_before", flat=True).get()
    else:
        found = assessment.__dict__["version_before"]
    return Before(**found) if found else None


def states(before: Before | None, risks: QuerySet[Risk]) -> dict[UUID, Since]:
    """Returns the state of each of these risks by its id, in one query; nothing without a version before."""
    if before is None:
        return {}
    known = remembered(before.id)
    columns = [COLUMNS.get(name, name) for name in COMPARED]
    return {
        pk: state(known.get(str(lineage)), mark(values, standing=standing))
        for pk, lineage, standing, *values in risks.order_by().values_list(
            "pk", "lineage", "standing", *columns
        )
    }


def states_of(before: Before | None, risks: Iterable[Risk]) -> dict[UUID, Since]:
    """Returns the same of risks that are loaded with category and worst-affected group, without a query."""
    if before is None:
        return {}
    known = remembered(before.id)
    return {
        risk.pk: state(known.get(str(risk.lineage)), mark(_values(risk), standing=risk.standing))
        for risk in risks
    }


def words(before: Before | None, risks: Iterable[Risk]) -> dict[UUID, Any]:
    """Returns the state of each of these loaded risks as one word by its id."""
    return {pk: WORDS[found] for pk, found in states_of(before, risks).items()}


def in_sentences(assessment: Assessment) -> dict[UUID, str]:
    """Returns what became of each risk that is worked on, such as "New since version 2 of A-12."."""
    before = version_before(assessment)
    if before is None:
        return {}
    told = {
        found: _("%(state)s since version %(number)s of %(reference)s.")
        % {"state": word, "number": before.number, "reference": before.reference}
        for found, word in WORDS.items()
    }
    return {pk: told[found] for pk, found in states(before, assessment.risks.standing()).items()}


def of_risk(assessment: Assessment, risk: Risk) -> dict[str, Any]:
    """Returns what the page of a risk shows: the version before, and what became of the risk since."""
    before = version_before(assessment)
    return {
        "version_before": before,
        "is_own_version": before is not None and before.is_of(assessment),
        "since": words(before, [risk]).get(risk.pk, ""),
    }


def narrowed(risks: RiskQuerySet, wanted: str, before: Before | None) -> RiskQuerySet:
    """Returns the risks in this state, or all of them when none is asked for or nothing was approved."""
    if not wanted or before is None:
        return risks
    return risks.filter(pk__in=[pk for pk, found in states(before, risks).items() if found == wanted])


def remembered(snapshot_id: str) -> Marks:
    """Returns what is compared of an approved version. It never changes, so it is unpacked once a day."""
    key = f"assessments.marks/1:{snapshot_id}"
    found: dict[str, str] | None = cache.get(key)
    if found is None:
        found = marks(frozen.read(Snapshot.objects.get(pk=snapshot_id)))
        cache.set(key, found, A_DAY)
    return found


def _values(risk: Risk) -> list[Any]:
    group = risk.worst_group
    codes = {"category": risk.category.code, "worst_group": group.code if group else None}
    return [codes[name] if name in codes else getattr(risk, name) for name in COMPARED]
