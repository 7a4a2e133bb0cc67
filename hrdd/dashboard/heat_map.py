"""The highest band of each assessment in each category: one map per edition of the taxonomy."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Assessment, Closure, Risk
from assessments.models.assessment import AssessmentQuerySet
from hrdd.lib.drawings import AssessmentRow, Cell, Column, Portfolio
from hrdd.lib.marks import BAND_WORDS
from taxonomy.models import Category, Edition


def for_heat_map(assessments: AssessmentQuerySet) -> Any:
    """Returns assessments with all that a map draws of them, newest first, in two queries.

    To each `bands` is added, the highest band by category, and `closed`, the categories found not relevant.
    A closed risk covers nothing: without another one its category counts as not considered.
    """
    risks = Risk.objects.standing().filter(assessment=OuterRef("pk")).order_by().values("category")
    highest = risks.annotate(highest=Max("band"))
    closures = Closure.objects.filter(assessment=OuterRef("pk"), category__isnull=False)
    return (
        assessments.for_lists()
        .prefetch_related("edition__categories")
        .annotate(
            bands=ArraySubquery(highest.values(told=JSONObject(category="category", band="highest"))),
            closed=ArraySubquery(closures.values("category")),
        )
    )


def heat_maps(assessments: Sequence[Assessment]) -> list[tuple[Edition, Portfolio]]:
    """Returns the maps of what `for_heat_map` prepared, the default edition's first."""
    editions = {assessment.edition_id: assessment.edition for assessment in assessments}
    maps = []
    for edition in sorted(editions.values(), key=lambda edition: not edition.is_default):
        categories = list(edition.categories.all())
        columns = [Column(code=category.code, name=category.heat_title) for category in categories]
        rows = [
            _row(assessment, categories) for assessment in assessments if assessment.edition_id == edition.pk
        ]
        maps.append((edition, Portfolio(columns=columns, rows=rows)))
    return maps


def _row(assessment: Any, categories: Iterable[Category]) -> AssessmentRow:
    bands = {told["category"]: told["band"] for told in assessment.bands}
    closed = set(assessment.closed)
    return AssessmentRow(
        title=str(assessment.system),
        url=assessment.get_absolute_url(),
        note=f"{assessment.reference}, {assessment.get_status_display()}",
        cells=[
            # What risks stand in is relevant, whatever was said before.
            _cell(assessment, category, bands[str(category.pk)])
            if str(category.pk) in bands
            else Cell(closed=category.pk in closed)
            for category in categories
        ],
    )


def _cell(assessment: Assessment, category: Category, band: int) -> Cell:
    label = _("%(band)s %(word)s, %(category)s, %(assessment)s") % {
        "band": band,
        "word": BAND_WORDS[band],
        "category": category.short_title,
        "assessment": assessment,
    }
    register = reverse("assessments:register", args=[assessment.pk])
    return Cell(band=band, url=f"{register}?category={category.code}", label=label)
