"""What moving an assessment to another edition of the taxonomy would mean, before anybody does it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from assessments.models import Assessment, Closure
from taxonomy.models import Category, Edition


@dataclass(frozen=True, slots=True)
class Homeless:
    """A category with risks that the other edition lacks: a person has to say where they go."""

    category: Category
    risks: int


@dataclass(frozen=True, slots=True)
class Move:
    """What would come along, what is new, and what needs a person's word."""

    edition: Edition
    categories: Sequence[Category]
    added: Sequence[Category]
    homeless: Sequence[Homeless]
    waiting: Sequence[Closure]


def others(assessment: Assessment) -> list[Edition]:
    """Returns the editions to which it could move."""
    return list(Edition.objects.exclude(pk=assessment.edition_id))


def move(assessment: Assessment, edition: Edition) -> Move:
    """Returns what moving it there means, in four queries."""
    here = list(Category.objects.of(assessment.edition))
    there = list(Category.objects.of(edition))
    codes_here, codes_there = {row.code for row in here}, {row.code for row in there}
    used = dict(
        assessment.risks.filter(category__in=here).values_list("category").annotate(Count("id")).order_by()
    )
    lacking = [row for row in here if row.code not in codes_there]
    closures = Closure.objects.filter(assessment=assessment, category__in=lacking).select_related("category")
    return Move(
        edition=edition,
        categories=there,
        added=[row for row in there if row.code not in codes_here],
        homeless=[Homeless(row, used[row.pk]) for row in lacking if row.pk in used],
        waiting=list(closures),
    )
