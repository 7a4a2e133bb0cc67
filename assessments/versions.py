"""Approved versions of an assessment: finding them, and comparing two of them or one with the draft."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from assessments.document import build, frozen
from assessments.document.compare import Comparison, compare
from assessments.document.labels import ChangedInWords, Labels, Line, in_words
from assessments.models import Assessment, Snapshot
from hrdd.lib.numbers import whole_number

DRAFT = "draft"
PAGE, MOST = 50, 100


def listed(assessment: Assessment) -> QuerySet[Snapshot]:
    """Returns the approved versions, the newest first, with who approved them and without their content."""
    people = ("approval__submitted_by", "approval__decided_by", "approval__system_version")
    rows = Snapshot.objects.filter(assessment=assessment)
    return rows.select_related("assessment", *people).defer("content").order_by("-number")


def find(assessment: Assessment, number: int) -> Snapshot:
    """Returns an approved version with its content; raises Http404 when there is none of this number."""
    found = listed(assessment).defer(None).filter(number=min(number, 2**31 - 1)).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Sides:
    """Which two states are compared: `after` is a number of a version, or "draft"."""

    before: int
    after: int | str

    @property
    def titles(self) -> tuple[str, str]:
        """Returns the names of both sides."""
        named = _("Version %(number)s")
        newer = _("As it stands now") if self.after == DRAFT else named % {"number": self.after}
        return named % {"number": self.before}, newer


def asked(before: str, after: str) -> Sides | None:
    """Returns what an address asks to compare, the older first; None when it does not say."""
    first, last = whole_number(before), whole_number(after)
    if first and after == DRAFT:
        return Sides(first, DRAFT)
    if first and last:
        return Sides(min(first, last), max(first, last))
    return None


def documents(assessment: Assessment, sides: Sides) -> tuple[dict[str, Any], dict[str, Any]]:
    """Returns both documents; raises Http404 for a version there is not."""
    older = frozen.read(find(assessment, sides.before))
    if sides.after == DRAFT:
        return older, build(assessment.pk)
    return older, frozen.read(find(assessment, int(sides.after)))


@dataclass(frozen=True)
class Told:
    """A comparison in words, as the page shows it."""

    found: Comparison
    page: Page[Any]
    changed: list[ChangedInWords]
    only_moved: list[ChangedInWords]
    coverage: list[Line]
    head: list[Line]


def told(older: dict[str, Any], newer: dict[str, Any], *, page: str | None) -> Told:
    """Returns what differs between two documents in words, worst first: all but one page of the changed."""
    found, labels = compare(older, newer), Labels(older, newer)
    # By rank: the gravest first.
    shown = Paginator(found.changed, PAGE).get_page(page)
    return Told(
        found=found,
        page=shown,
        changed=[in_words(pair, labels) for pair in shown],
        only_moved=[in_words(pair, labels) for pair in found.only_moved[:MOST]],
        coverage=[labels.of_coverage(change) for change in found.coverage],
        head=[labels.line(change) for change in (*found.head, *found.system)],
    )
