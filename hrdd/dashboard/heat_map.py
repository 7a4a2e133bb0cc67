"""The highest band of each assessment in each category: one map per edition of the taxonomy."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, Max, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Assessment, Closure, Risk
from assessments.models.rated import SMALL
from hrdd.lib.drawings import AssessmentRow, Cell, Column, Portfolio
from hrdd.lib.marks import BAND_WORDS
from taxonomy.models import Category, Edition

Place = tuple[Any, Any]
NOTHING_HERE = 0  # considered, not relevant


def heat_maps(assessments: Sequence[Assessment]) -> list[tuple[Edition, Portfolio]]:
    """Returns the maps in one query, the default edition's first.

    The assessments come with system, edition and the edition's categories (`for_heat_map`).
    """
    filled = _filled([assessment.pk for assessment in assessments])
    editions = {assessment.edition_id: assessment.edition for assessment in assessments}
    maps = []
    for edition in sorted(editions.values(), key=lambda edition: not edition.is_default):
        categories = list(edition.categories.all())
        columns = [Column(code=category.code, name=category.heat_title) for category in categories]
        rows = [
            _row(assessment, categories, filled)
            for assessment in assessments
            if assessment.edition_id == edition.pk
        ]
        maps.append((edition, Portfolio(columns=columns, rows=rows)))
    return maps


def _filled(assessments: Iterable[Any]) -> dict[Place, int]:
    """Returns the highest band of each assessment and category, NOTHING_HERE where that was closed.

    A closed risk covers nothing: without another one its category counts as not considered.
    """
    risks = Risk.objects.standing().filter(assessment__in=assessments).order_by()
    bands = risks.values_list("assessment", "category").annotate(highest=Max("band"))
    closures = Closure.objects.filter(assessment__in=assessments, category__edition=F("assessment__edition"))
    closed = closures.values_list("assessment", "category", Value(NOTHING_HERE, output_field=SMALL))
    filled: dict[Place, int] = {}
    for assessment, category, band in bands.union(closed, all=True):
        # What risks stand in is relevant, whatever was said before.
        filled[assessment, category] = max(band, filled.get((assessment, category), NOTHING_HERE))
    return filled


def _row(assessment: Assessment, categories: Iterable[Category], filled: dict[Place, int]) -> AssessmentRow:
    return AssessmentRow(
        title=str(assessment.system),
        url=assessment.get_absolute_url(),
        note=f"{assessment.reference}, {assessment.get_status_display()}",
        cells=[
            _cell(assessment, category, filled.get((assessment.pk, category.pk))) for category in categories
        ],
    )


def _cell(assessment: Assessment, category: Category, band: int | None) -> Cell:
    if not band:
        return Cell(closed=band == NOTHING_HERE)
    label = _("%(band)s %(word)s, %(category)s, %(assessment)s") % {
        "band": band,
        "word": BAND_WORDS[band],
        "category": category.short_title,
        "assessment": assessment,
    }
    register = reverse("assessments:register", args=[assessment.pk])
    return Cell(band=band, url=f"{register}?category={category.code}", label=label)
