"""The highest band of each assessment in each category: one map per edition of the taxonomy."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Assessment, Closure, Risk
from assessments.models.assessment import AssessmentQuerySet
from hrdd.lib.drawings import AssessmentRow, Cell, Column, Portfolio
from hrdd.lib.marks import BAND_WORDS
from taxonomy.models import Category, Edition


def for_heat_map(assessments: AssessmentQuerySet) -> Any:
    """Returns assessments with all that a map draws of them, newest first, in one query.

    To each `drawn` is added: the categories of its edition, each with the highest band in it, and whether it
    was found not relevant. A closed risk covers nothing: a category without another one is not considered.
    """
    in_category = Risk.objects.standing().filter(assessment=OuterRef(OuterRef("pk")), category=OuterRef("pk"))
    closures = Closure.objects.filter(assessment=OuterRef(OuterRef("pk")), category=OuterRef("pk"))
    categories = (
        Category.objects.filter(edition=OuterRef("edition"))
        .order_by("position")
        .annotate(highest=Subquery(in_category.order_by("-band").values("band")[:1]), closed=Exists(closures))
    )
    told = JSONObject(
        code="code", heat_title="heat_title", short_title="short_title", highest="highest", closed="closed"
    )
    return assessments.for_lists().annotate(drawn=ArraySubquery(categories.values(told=told)))


def heat_maps(assessments: Sequence[Any]) -> list[tuple[Edition, Portfolio]]:
    """Returns the maps of what `for_heat_map` prepared, the default edition's first."""
    editions = {assessment.edition_id: assessment.edition for assessment in assessments}
    return [
        (edition, _map([assessment for assessment in assessments if assessment.edition_id == edition.pk]))
        for edition in sorted(editions.values(), key=lambda edition: not edition.is_default)
    ]


def _map(assessments: Sequence[Any]) -> Portfolio:
    columns = [Column(code=told["code"], name=told["heat_title"]) for told in assessments[0].drawn]
    return Portfolio(columns=columns, rows=_rows(assessments))


def _rows(assessments: Iterable[Any]) -> list[AssessmentRow]:
    return [
        AssessmentRow(
            title=str(assessment.system),
            url=assessment.get_absolute_url(),
            note=f"{assessment.reference}, {assessment.get_status_display()}",
            cells=[_cell(assessment, told) for told in assessment.drawn],
        )
        for assessment in assessments
    ]


def _cell(assessment: Assessment, told: dict[str, Any]) -> Cell:
    band = told["highest"]
    if not band:
        # What risks stand in is relevant, whatever was said before.
        return Cell(closed=told["closed"])
    label = _("%(band)s %(word)s, %(category)s, %(assessment)s") % {
        "band": band,
        "word": BAND_WORDS[band],
        "category": told["short_title"],
        "assessment": assessment,
    }
    register = reverse("assessments:register", args=[assessment.pk])
    return Cell(band=band, url=f"{register}?category={told['code']}", label=label)
