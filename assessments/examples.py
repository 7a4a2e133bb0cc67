"""The starter catalogue as seen from one assessment: which examples stand in it already."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment, Risk, System
from taxonomy.models import Category, Example

LONGEST_TITLE = 500
# Of many, as in "the list for applications".
LIST_NAMES = {
    System.Kind.FOUNDATION_MODEL.value: _("foundation models"),
    System.Kind.FINE_TUNE.value: _("fine-tuned models"),
    System.Kind.APPLICATION.value: _("applications"),
    System.Kind.DATA_SET.value: _("data sets"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """An example, and the risks of the assessment that were started from it."""

    example: Example
    risks: tuple[Risk, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """The examples of one category of the assessment's edition."""

    category: Category
    offers: tuple[Offer, ...]


def started(assessment: Assessment) -> dict[object, tuple[Risk, ...]]:
    """Returns example id -> the risks started from it, closed ones included, in one query."""
    found: dict[object, tuple[Risk, ...]] = {}
    for risk in assessment.risks.exclude(example=None).order_by("number"):
        found[risk.example_id] = (*found.get(risk.example_id, ()), risk)
    return found


def shelves(assessment: Assessment) -> list[Shelf]:
    """Returns every example under the categories of the edition, in its order, in three queries."""
    used = started(assessment)
    return [
        Shelf(category, tuple(Offer(row, used.get(row.pk, ())) for row in category.examples.all()))
        for category in assessment.edition.categories.prefetch_related("examples")
    ]


def category_in(example: Example, assessment: Assessment) -> Category | None:
    """Returns the example's category in the edition of the assessment; None where that has no such one."""
    return example.categories.filter(edition=assessment.edition_id).order_by("position").first()


def first_sentence(text: str) -> str:
    """Returns an example's text as the title of a risk: without its full stop."""
    return text.strip().removesuffix(".")[:LONGEST_TITLE]


def known(codes: Iterable[str]) -> list[Example]:
    """Returns the examples with these codes, with what a risk takes from them, in their order."""
    rows = Example.objects.filter(code__in=list(codes))
    return list(rows.prefetch_related("categories", "rights", "groups").order_by("position"))
