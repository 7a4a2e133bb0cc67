"""Where the severe risks are: the highest band of each assessment in each category."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Assessment, Closure, Risk
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
    """Returns what she can see of it, in three queries, however many risks there are."""
    visible = _with_bands(Assessment.objects.visible_to(user).at_work().for_lists())
    found = list(visible.prefetch_related("edition__categories")[: SHOWN + 1])
    shown = found[:SHOWN]
    if not shown:
        return Overview()
    risks = Risk.objects.standing().filter(assessment__in=[assessment.pk for assessment in shown])
    editions = {assessment.edition_id: assessment.edition for assessment in shown}
    maps = [
        (edition, _map(edition, (a for a in shown if a.edition_id == edition.pk)))
        for edition in sorted(editions.values(), key=lambda edition: not edition.is_default)
    ]
    gravest = list(risks.ranked().select_related("assessment__system", "category")[:MOST_SEVERE])
    return Overview(maps=maps, gravest=gravest, shown=len(shown), more=len(found) > SHOWN)


def _with_bands(assessments: Any) -> Any:
    """Adds `bands`, the highest by category, and `closed`, the categories found not relevant, to each."""
    risks = Risk.objects.standing().filter(assessment=OuterRef("pk")).order_by().values("category")
    highest = risks.annotate(highest=Max("band"))
    closures = Closure.objects.filter(assessment=OuterRef("pk"), category__isnull=False)
    return assessments.annotate(
        bands=ArraySubquery(highest.values(told=JSONObject(category="category", band="highest"))),
        closed=ArraySubquery(closures.values("category")),
    )


def _map(edition: Edition, assessments: Iterable[Any]) -> Portfolio:
    categories = list(edition.categories.all())
    return Portfolio(
        columns=[Column(code=category.code, name=category.heat_title) for category in categories],
        rows=[
            AssessmentRow(
                title=str(assessment.system),
                url=assessment.get_absolute_url(),
                note=f"{assessment.reference}, {assessment.get_status_display()}",
                cells=_cells(assessment, categories),
            )
            for assessment in assessments
        ],
    )


def _cells(assessment: Any, categories: Iterable[Category]) -> list[Cell]:
    bands = {told["category"]: told["band"] for told in assessment.bands}
    closed = set(assessment.closed)
    return [
        _cell(assessment, category, band)
        if (band := bands.get(str(category.pk)))
        else Cell(closed=category.pk in closed)
        for category in categories
    ]


def _cell(assessment: Assessment, category: Category, band: int) -> Cell:
    label = _("%(band)s %(word)s, %(category)s, %(assessment)s") % {
        "band": band,
        "word": BAND_WORDS[band],
        "category": category.short_title,
        "assessment": assessment,
    }
    register = reverse("assessments:register", args=[assessment.pk])
    return Cell(band=band, url=f"{register}?category={category.code}", label=label)
