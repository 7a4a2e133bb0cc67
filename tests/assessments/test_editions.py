"""Moving an assessment to another edition keeps every answer (a taxonomy update must lose none)."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments import actions
from assessments.coverage import coverage
from assessments.models import (
    Assessment,
    Closure,
    GroupRating,
    Measure,
    Occurrence,
    Rating,
    Risk,
    RiskRight,
    RiskThread,
)
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.lib.errors import Refused, Stale
from taxonomy.models import Category, Edition, Right
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def nine() -> Edition:
    return Edition.objects.get(code="btech-2023")


@pytest.fixture
def ten() -> Edition:
    return Edition.objects.get(code="btech-2023-supplement")


def filled(assessment: Assessment, *codes: str) -> None:
    """Gives it risks in these categories with all that hangs on them, and closes some of the rest."""
    for code in codes:
        risk = factories.RiskFactory.create(assessment=assessment, code=code, rights=["privacy", "life"])
        risk.rights_in_tension.add(Right.objects.get(code="property"))
        factories.MeasureFactory.create(risk=risk)
        factories.OccurrenceFactory.create(risk=risk)
        factories.GroupRatingFactory.create(risk=risk)
        factories.RiskThreadFactory.create(risk=risk)
    for category in assessment.edition.categories.exclude(code__in=codes):
        factories.ClosureFactory.create(assessment=assessment, category=category, reason=category.code)
    factories.ClosureFactory.create(assessment=assessment, right=Right.objects.get(code="housing"))


def everything(assessment: Assessment) -> list[Any]:
    """Returns all that the assessment holds, row by row, column by column, with the codes of categories."""
    mine = {"risk__assessment": assessment}
    rows = [Risk.objects.filter(assessment=assessment), Closure.objects.filter(assessment=assessment)]
    rows += [model.objects.filter(**mine) for model in (RiskRight, Rating, GroupRating, Measure, Occurrence)]
    rows += [
        RiskThread.objects.filter(**mine),
        Risk.rights_in_tension.through._default_manager.filter(**mine),
    ]
    return [list(found.order_by("pk").values()) for found in rows]


def without_category(held: list[Any]) -> list[Any]:
    return [[{n: v for n, v in row.items() if n != "category_id"} for row in rows] for rows in held]


def move(assessment: Assessment, edition: Edition, by: User, **targets: str) -> Assessment:
    version = Assessment.objects.get(pk=assessment.pk).version
    return actions.move_to_edition(
        assessment=assessment, edition=edition, targets=targets, expected_version=version, by=by,
        at=timezone.now(),
    )  # fmt: skip


def codes(assessment: Assessment) -> list[str]:
    return list(assessment.risks.order_by("number").values_list("category__code", flat=True))


def test_everything_but_the_category_rows_is_the_same_byte_for_byte(
    assessment: Assessment, ines: User, ten: Edition
) -> None:
    filled(assessment, "PRI", "CHI", "EXP")
    before, were = everything(assessment), codes(assessment)
    moved = move(assessment, ten, ines)
    assert moved.edition == ten
    assert without_category(everything(moved)) == without_category(before)
    assert codes(moved) == were
    assert set(moved.risks.values_list("category__edition", flat=True)) == {ten.pk}


def test_a_new_category_counts_as_not_considered(assessment: Assessment, ines: User, ten: Edition) -> None:
    filled(assessment, "PRI")
    moved = move(assessment, ten, ines)
    assert [line.subject.code for line in coverage(moved).blank_categories] == ["PUB"]


def test_there_and_back_is_as_if_nothing_had_happened(
    assessment: Assessment, ines: User, nine: Edition, ten: Edition
) -> None:
    filled(assessment, "PRI", "CHI")
    before = everything(assessment)
    move(assessment, ten, ines)
    back = move(assessment, nine, ines)
    assert everything(back) == before


def test_there_and_back_is_the_identity_also_where_risks_needed_another_category(
    ines: User, nine: Edition, ten: Edition
) -> None:
    assessment = factories.AssessmentFactory.create(edition=ten, created_by=ines)
    filled(assessment, "PUB", "EXP", "PRI")
    before = everything(assessment)
    moved = move(assessment, nine, ines, PUB="EXP")
    assert codes(moved) == ["EXP", "EXP", "PRI"]
    assert everything(move(assessment, ten, ines)) == before


def test_a_category_somebody_chose_meanwhile_stands(ines: User, nine: Edition, ten: Edition) -> None:
    assessment = factories.AssessmentFactory.create(edition=ten, created_by=ines)
    filled(assessment, "PUB")
    moved = move(assessment, nine, ines, PUB="EXP")
    moved.risks.update(category=Category.objects.get(edition=nine, code="CUL"))
    assert codes(move(assessment, ten, ines)) == ["CUL"]


def test_the_closure_of_a_category_that_is_absent_survives(ines: User, nine: Edition, ten: Edition) -> None:
    assessment = factories.AssessmentFactory.create(edition=ten, created_by=ines)
    filled(assessment, "PRI")
    before = everything(assessment)
    there = move(assessment, nine, ines)
    assert Closure.objects.filter(assessment=there, reason="PUB").exists()
    assert len([line for line in coverage(there).categories if line.state == "closed"]) == 8
    assert everything(move(assessment, ten, ines)) == before


@pytest.mark.parametrize("targets", [{}, {"PUB": ""}, {"PUB": "PUB"}, {"PUB": "ZZZ"}])
def test_risks_of_an_absent_category_need_a_target_and_nothing_is_moved_without(
    ines: User, nine: Edition, ten: Edition, targets: dict[str, str]
) -> None:
    assessment = factories.AssessmentFactory.create(edition=ten, created_by=ines)
    filled(assessment, "PUB", "PRI")
    before = everything(assessment)
    with pytest.raises(Refused) as refused:
        move(assessment, nine, ines, **targets)
    assert set(refused.value.fields) == {"PUB"}
    assert everything(assessment) == before
    assert Assessment.objects.get(pk=assessment.pk).edition == ten


def test_a_closed_risk_comes_along_as_well(ines: User, nine: Edition, ten: Edition) -> None:
    assessment = factories.AssessmentFactory.create(edition=ten, created_by=ines)
    filled(assessment, "PUB")
    GroupRating.objects.filter(risk__assessment=assessment).delete()
    assessment.risks.update(scale=2, scope=2, irremediability=2)
    assessment.risks.update(standing="closed")
    with pytest.raises(Refused):
        move(assessment, nine, ines)
    assert codes(move(assessment, nine, ines, PUB="EXP")) == ["EXP"]


def test_the_second_to_move_is_told(assessment: Assessment, ines: User, ten: Edition) -> None:
    with pytest.raises(Stale):
        actions.move_to_edition(
            assessment=assessment, edition=ten, targets={}, expected_version=7, by=ines, at=timezone.now()
        )


def test_the_log_says_from_where_to_where(ines: User, nine: Edition, ten: Edition) -> None:
    assessment = factories.AssessmentFactory.create(edition=ten, created_by=ines)
    filled(assessment, "PUB")
    move(assessment, nine, ines, PUB="EXP")
    event = Event.objects.get(action="moved to another edition")
    assert event.changes == {"edition": [ten.code, nine.code], "targets": {"PUB": "EXP"}}


# The page


def test_the_form_asks_for_each_category_the_other_edition_lacks(
    client: Client, ines: User, company: Any, nine: Edition, ten: Edition
) -> None:
    assessment = factories.AssessmentFactory.create(
        edition=ten, system__company=company, company=company, created_by=ines
    )
    filled(assessment, "PUB")
    client.force_login(ines)
    there = f"/assessments/{assessment.pk}/edition/"
    assert 'name="btech-2023-target_PUB"' in client.get(there).content.decode()
    sent = {"edition": nine.code, "btech-2023-version": "1"}
    refused = client.post(there, sent)
    assert refused.status_code == 422
    assert "Say where the risks of this category go." in refused.content.decode()
    assert client.post(there, sent | {"btech-2023-target_PUB": "EXP"}).status_code == 302
    assert codes(assessment) == ["EXP"]
    assert client.post(there, sent | {"edition": ten.code, f"{ten.code}-version": "1"}).status_code == 409
    assert client.post(there, {"edition": "no-such"}).status_code == 422
