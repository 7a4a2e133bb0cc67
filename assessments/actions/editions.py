"""Moving an assessment to another edition of the taxonomy, with everything that was answered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from assessments.actions._rows import begin_edit
from assessments.models import Assessment, CarriedRisk, Closure, Risk
from hrdd.accounts.models import User
from hrdd.audit.recorder import record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save
from taxonomy.models import Category, Edition

Categories = dict[str, Category]


@transaction.atomic
def move_to_edition(
    *, assessment: Assessment, edition: Edition, targets: Mapping[str, str], expected_version: int, by: User,
    at: datetime,
) -> Assessment:  # fmt: skip
    """Returns the assessment in the other edition; every answer comes along, by the code of its category.

    `targets` says for each category that the other edition lacks where its risks go; moving back puts them
    where they were. Closures of categories it lacks wait for the way back. Raises Refused, by code, when a
    target is missing or wrong, and Stale when someone saved first.
    """
    locked = begin_edit(assessment.pk, by=by, at=at)
    if locked.version != expected_version:
        raise Stale(locked)
    if edition.pk == locked.edition_id:
        message = _("The assessment uses this edition already.")
        raise Refused(message, fields={"edition": [message]})
    there = {category.code: category for category in Category.objects.of(edition)}
    earlier = locked.edition
    restored = _put_back(locked, there)
    given = _carry(locked, there, targets, restored)
    _take_closures_along(locked, there)
    save(locked, {"edition": edition})
    changes: dict[str, object] = {"edition": [earlier.code, edition.code]}
    if given:
        changes["targets"] = given
    record(by=by, at=at, action="moved to another edition", target=locked, changes=changes)
    return locked


def _put_back(assessment: Assessment, there: Categories) -> list[Any]:
    """Returns the risks that an earlier move had to put elsewhere and that now stand where they stood."""
    waiting = CarriedRisk.objects.filter(risk__assessment=assessment, category__code__in=there)
    back: dict[str, list[Any]] = {}
    # Whoever gave such a risk another category since has decided anew: that stands.
    for risk, code in waiting.filter(risk__category__code=F("target_code")).values_list(
        "risk", "category__code"
    ):
        back.setdefault(code, []).append(risk)
    for code, risks in back.items():
        Risk.objects.filter(pk__in=risks).update(category=there[code])
    waiting.delete()
    return [risk for risks in back.values() for risk in risks]


def _carry(
    assessment: Assessment, there: Categories, targets: Mapping[str, str], restored: list[Any]
) -> dict[str, str]:
    """Moves all other risks; returns where those of categories without a counterpart went."""
    rest = assessment.risks.exclude(pk__in=restored)
    used = list(Category.objects.filter(pk__in=rest.values("category")))
    given = {row.code: targets.get(row.code, "") for row in used if row.code not in there}
    wrong = [code for code, target in given.items() if target not in there]
    if wrong:
        message = _("Say where the risks of this category go.")
        raise Refused(
            _("The other edition lacks categories in which risks stand: %(codes)s. Say where they go.")
            % {"codes": ", ".join(sorted(wrong))},
            fields={code: [message] for code in wrong},
        )
    # Read first, written then: a category's own risks and those it is given must not be taken for one.
    moves = {row: list(rest.filter(category=row).values_list("pk", flat=True)) for row in used}
    for row, risks in moves.items():
        target = there[given.get(row.code, row.code)]
        Risk.objects.filter(pk__in=risks).update(category=target)
        if row.code in given:
            CarriedRisk.objects.bulk_create(
                [CarriedRisk(risk_id=risk, category=row, target_code=target.code) for risk in risks],
                update_conflicts=True, unique_fields=["risk"], update_fields=["category", "target_code"],
            )  # fmt: skip
    return given


def _take_closures_along(assessment: Assessment, there: Categories) -> None:
    closures = Closure.objects.filter(assessment=assessment, category__code__in=there)
    for closure in closures.exclude(category__in=there.values()).select_related("category"):
        closure.category = there[closure.category.code]  # type: ignore[union-attr]
        closure.save(update_fields=["category"])
