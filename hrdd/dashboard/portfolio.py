"""Where the severe risks are: the highest band of each assessment in each category."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from hrdd.lib.drawings import AssessmentRow, Cell, Column, Portfolio
from hrdd.lib.marks import BAND_WORDS
from taxonomy.models import Category, Edition

SHOWN = 12
MOST_SEVERE = 5


@dataclass(frozen=True)
class Overview:
    """The newest assessments under way: one map per edition in use, and the gravest risks in them."""

    maps: Sequence[tuple[Edition, Portfolio]] = field(default_factory=tuple)
    gravest: Sequence[Risk] = field(default_factory=tuple)
    shown: int = 0
    more: bool = False


def overview(user: User) -> Overview:
    """Returns what she can see of it, in four queries, however many risks there are."""
    visible = Assessment.objects.visible_to(user).at_work()
    found = list(visible.for_lists().prefetch_related("edition__categories")[: SHOWN + 1])
    shown = found[:SHOWN]
    if not shown:
        return Overview()
    risks = Risk.objects.standing().filter(assessment__in=[assessment.pk for assessment in shown])
    highest: dict[tuple[Any, Any], int] = {
        (assessment, category): band
        for assessment, category, band in risks.values_list("assessment", "category")
        .annotate(Max("band"))
        .order_by()
    }
    editions = {assessment.edition_id: assessment.edition for assessment in shown}
    maps = [
        (edition, _map(edition, (a for a in shown if a.edition_id == edition.pk), highest))
        for edition in sorted(editions.values(), key=lambda edition: not edition.is_default)
    ]
    gravest = list(risks.ranked().select_related("assessment__system", "category")[:MOST_SEVERE])
    return Overview(maps=maps, gravest=gravest, shown=len(shown), more=len(found) > SHOWN)


def _map(
    edition: Edition, assessments: Iterable[Assessment], highest: dict[tuple[Any, Any], int]
) -> Portfolio:
    categories = list(edition.categories.all())
    return Portfolio(
        columns=[Column(code=category.code, name=category.heat_title) for category in categories],
        rows=[
            AssessmentRow(
                title=str(assessment.system),
                url=assessment.get_absolute_url(),
                note=f"{assessment.reference}, {assessment.get_status_display()}",
                cells=[_cell(assessment, c, highest.get((assessment.pk, c.pk))) for c in categories],
            )
            for assessment in assessments
        ],
    )


def _cell(assessment: Assessment, category: Category, band: int | None) -> Cell:
    if band is None:
        return Cell()
    label = _("%(band)s %(word)s, %(category)s, %(assessment)s") % {
        "band": band,
        "word": BAND_WORDS[band],
        "category": category.short_title,
        "assessment": assessment,
    }
    register = reverse("assessments:register", args=[assessment.pk])
    return Cell(band=band, url=f"{register}?category={category.code}", label=label)
