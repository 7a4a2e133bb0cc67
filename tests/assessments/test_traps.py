"""The traps of ranking harm. Stale scores: test_happened.py; "the rest dropped": test_decision_pages.py."""

import hashlib
from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import product
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.test import APIClient

from assessments import actions
from assessments.anchors import ANCHORS, QUESTIONS
from assessments.entries import GRADES, Grades, RiskEntry
from assessments.forms import GradesForm, RiskForm
from assessments.models import Assessment, GroupRating, Rating, ResidualRating, Risk
from assessments.register import rows
from assessments.severity import DIMENSIONS, RULE, Nature, Severity, worst_affected
from hrdd.accounts.models import Organisation, User
from taxonomy.models import Category
from tests import factories
from tests.assessments.test_severity import grade, known, severities
from tests.assessments.typed import risk_input, risk_json

REASONS = dict.fromkeys(("scale_reason", "scope_reason", "irremediability_reason"), "Because.")
DECIDES = {"scale", "scope", "irremediability", "nature", "likelihood", "delay_makes_irremediable"}


@pytest.fixture
def entry(assessment: Assessment) -> RiskEntry:
    category = Category.objects.get(edition=assessment.edition, code="PRO")
    return RiskEntry(
        title="Cloned voices", category=category, nature="potential", scale=3, scope=3, irremediability=None,
        likelihood=4, **REASONS,
    )  # fmt: skip


def told(by: User) -> dict[str, Any]:
    return {"by": by, "at": timezone.now()}


def place(risk: Risk) -> tuple[int, int, int]:
    """Returns rank, band and order of a risk as they are stored."""
    stored = Risk.objects.get(pk=risk.pk)
    rank = stored.assessment.risks.all().places([risk.pk])[risk.pk].rank
    return rank, stored.band, stored.order_key


# Averaging


def test_averaging_one_grave_measure_is_not_thinned_by_two_mild_ones() -> None:
    assert Severity(5, 1, 1).band == 5
    assert Severity(5, 1, 1).order > Severity(3, 4, 4).order


@given(severities(), st.lists(severities(), max_size=4))
def test_averaging_over_groups_no_group_ever_lowers_a_rank(own: Severity, groups: list[Severity]) -> None:
    alike = [
        replace(own, scale=one.scale, scope=one.scope, irremediability=one.irremediability) for one in groups
    ]
    deciding = worst_affected(own, alike)
    assert deciding.order >= own.order
    assert all(deciding.order >= one.order for one in alike)
    assert deciding in (own, *alike), "one of them, and nothing in between"


@pytest.mark.django_db
def test_averaging_of_ratings_nobody_elses_rating_moves_the_rank(
    risk: Risk, leila: User, lantern: Organisation, reviewer_grant: object
) -> None:
    before = place(risk)
    for scale in (1, 5):
        mild = Grades(scale=scale, scope=scale, irremediability=scale, **REASONS)
        actions.rate_risk(risk=risk, grades=mild, **told(leila))
        assert place(risk) == before


# Adding


def test_adding_two_middling_measures_do_not_make_a_grave_one() -> None:
    assert Severity(4, 1, 1).order > Severity(3, 3, 3).order


def test_adding_a_nuisance_to_everybody_is_not_extreme() -> None:
    assert Severity(1, 5, 1).band == 2


# Multiplying by likelihood, involvement or leverage


@given(known, known, known, grade, grade)
def test_multiplying_by_likelihood(
    scale: int, scope: int, irremediability: int, one: int | None, two: int | None
) -> None:
    first = Severity(scale, scope, irremediability, likelihood=one)
    second = Severity(scale, scope, irremediability, likelihood=two)
    assert first.band == second.band
    assert first.order[:-1] == second.order[:-1], "likelihood is compared last and changes nothing before"


@pytest.mark.django_db
def test_multiplying_by_involvement_or_leverage_nothing_of_it_reaches_the_rank(
    assessment: Assessment, entry: RiskEntry, ines: User
) -> None:
    factories.RiskFactory.create(assessment=assessment)
    risk = actions.record_risk(assessment=assessment, entry=entry, **told(ines))
    before = place(risk)
    kinds = ("", "caused", "contributed", "directly_linked", "not_connected")
    for version, kind in enumerate(kinds, start=1):
        other = replace(entry, involvement=kind, enabled="yes", foreseeable="partly", mitigation="strong")
        actions.revise_risk(risk=risk, entry=other, expected_version=version, **told(ines))
        assert place(risk) == before, kind
    for kind in kinds[1:]:
        factories.InvolvementFactory.create(risk=risk, involvement=kind, mitigation="none")
        assert place(risk) == before, kind


@pytest.mark.django_db
def test_multiplying_in_the_preview_involvement_and_confidence_move_nothing_there(
    client: Client, assessment: Assessment, risk: Risk, ines: User
) -> None:
    client.force_login(ines)
    address = reverse("assessments:risk_preview", args=[assessment.pk])
    seen = set()
    for kind, factor, confidence in product(("", "caused", "not_connected"), ("", "yes"), ("", "low")):
        typed = risk_input(involvement=kind, enabled=factor, foreseeable=factor, confidence=confidence)
        preview = client.post(address, typed).context["preview"]
        seen.add((preview.rank, preview.band))
    for likelihood in ("1", "5", "unknown"):
        preview = client.post(address, risk_input(likelihood=likelihood)).context["preview"]
        seen.add((preview.rank, preview.band))
    assert seen == {(2, 3)}


# Netting benefits against harms; scoring risk to the company


def test_netting_benefits_nothing_but_the_harm_itself_enters_the_rule() -> None:
    assert {field.name for field in fields(Severity)} == DECIDES


def test_netting_benefits_a_grade_below_one_cannot_be_given() -> None:
    for name, value in product(DIMENSIONS, (0, -1, -5)):
        with pytest.raises(ValueError, match=name):
            replace(Severity(3, 3, 3), **{name: value})
        form = GradesForm({name: str(value)})
        assert name in form.errors


def columns(expression: Any) -> Iterator[str]:
    """Returns the names of the columns that an expression of a generated column reads."""
    if isinstance(expression, models.Q):
        for child in expression.children:
            if isinstance(child, models.Q):
                yield from columns(child)
            else:
                yield str(child[0]).split("__", maxsplit=1)[0]
                yield from columns(child[1])
    elif isinstance(expression, models.F):
        yield expression.name
    elif isinstance(expression, models.When):
        yield from columns(expression.condition)
        yield from columns(expression.result)
    elif hasattr(expression, "get_source_expressions"):
        for source in expression.get_source_expressions():
            yield from columns(source)


def test_netting_benefits_and_scoring_the_company_the_database_reads_the_same_columns_and_no_other() -> None:
    of_group = {"worst_group", *(f"group_{name}" for name in DIMENSIONS)}
    band: Any = Risk._meta.get_field("band")
    order: Any = Risk._meta.get_field("order_key")
    assert set(columns(order.expression)) == DECIDES | of_group
    assert set(columns(band.expression)) == set(DIMENSIONS) | of_group
    for model in (Rating, GroupRating, ResidualRating):
        band = model._meta.get_field("band")
        assert set(columns(band.expression)) == set(DIMENSIONS)


def test_scoring_risk_to_the_company_no_anchor_and_no_question_speaks_of_it() -> None:
    with translation.override("en"):
        words = [str(text) for steps in ANCHORS.values() for text in steps.values()]
        words += [str(text) for text in QUESTIONS.values()]
    about = ("company", "reputation", "fine ", "cost", "revenue", "customer", "business", "brand", "benefit")
    assert [text for text in words for word in about if word in text.lower()] == []
    asked = " ".join(RiskForm.base_fields)
    assert not any(word in asked for word in ("reputation", "cost", "benefit", "revenue", "loss"))


# Scoring only after mitigation


@pytest.mark.django_db
def test_scoring_only_after_mitigation_what_stays_stands_beside_and_moves_no_rank(
    assessment: Assessment, risk: Risk
) -> None:
    milder = factories.RiskFactory.create(assessment=assessment, scale=2, scope=2, irremediability=2)
    before = place(risk), place(milder)
    factories.MeasureFactory.create(risk=risk, status="done")
    kept = factories.ResidualRatingFactory.create(
        risk=risk, scale=1, scope=1, irremediability=1, likelihood=1
    )
    factories.ResidualRatingFactory.create(risk=milder, scale=5, scope=5, irremediability=5)
    assert (place(risk), place(milder)) == before
    assert [row.pk for row in assessment.risks.ranked()] == [risk.pk, milder.pk]
    stored = Risk.objects.get(pk=risk.pk)
    assert (stored.scale, stored.band, ResidualRating.objects.get(pk=kept.pk).band) == (4, 4, 1)


@pytest.mark.django_db
def test_scoring_only_after_mitigation_no_risk_is_recorded_without_its_inherent_rating(
    client: Client, assessment: Assessment, ines: User
) -> None:
    client.force_login(ines)
    address = reverse("assessments:risk_new", args=[assessment.pk])
    for name in DIMENSIONS:
        assert client.post(address, risk_input(**{name: ""})).status_code == 422
    assert not Risk.objects.exists()


# A majority hiding a small group


def test_a_majority_of_users_hiding_a_small_group() -> None:
    few_destroyed, many_annoyed = Severity(5, 1, 5), Severity(2, 5, 2)
    assert few_destroyed.order > many_annoyed.order


@pytest.mark.django_db
def test_a_majority_of_groups_hiding_one_the_rank_follows_the_worst_off(assessment: Assessment) -> None:
    other = factories.RiskFactory.create(assessment=assessment, scale=4, scope=4, irremediability=4)
    risk = factories.RiskFactory.create(assessment=assessment, scale=1, scope=5, irremediability=1)
    for code in ("women_girls", "older_persons", "journalists", "users_general"):
        factories.GroupRatingFactory.create(risk=risk, code=code, scale=1, scope=5, irremediability=1)
    assert list(assessment.risks.ranked()) == [other, risk]
    factories.GroupRatingFactory.create(risk=risk, scale=5, scope=1, irremediability=5)
    assert list(assessment.risks.ranked()) == [risk, other]


# One rater only


@pytest.mark.django_db
def test_one_rater_only_a_reviewers_rating_stands_beside_and_moves_no_rank(
    assessment: Assessment, entry: RiskEntry, ines: User, leila: User, reviewer_grant: object
) -> None:
    risk = actions.record_risk(assessment=assessment, entry=replace(entry, irremediability=2), **told(ines))
    actions.rate_risk(risk=risk, grades=Grades(scale=5, scope=5, irremediability=5), **told(leila))
    assert {rating.side: rating.band for rating in risk.ratings.all()} == {"company": 3, "reviewer": 5}
    assert Risk.objects.get().band == 3


@pytest.mark.django_db
def test_one_rater_only_each_colleague_keeps_a_rating_of_her_own(
    assessment: Assessment, entry: RiskEntry, ines: User, company: Organisation
) -> None:
    other = factories.member(company, "analyst", name="Mara")
    risk = actions.record_risk(assessment=assessment, entry=entry, **told(ines))
    actions.revise_risk(risk=risk, entry=replace(entry, scale=5), expected_version=1, **told(other))
    assert {rating.author: rating.scale for rating in risk.ratings.all()} == {ines: 3, other: 5}


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Rating, GroupRating, ResidualRating])
def test_one_rater_only_no_rating_is_without_an_author(risk: Risk, model: Any) -> None:
    group = factories.GroupRatingFactory.build(risk=risk, author=None).group
    given: dict[str, Any] = {GroupRating: {"group": group}, Rating: {"side": "company"}}.get(model, {})
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(risk=risk, author=None, rated_at=timezone.now(), **REASONS, **given)


@pytest.mark.django_db
def test_one_rater_only_the_page_shows_every_rating_with_its_author(
    client: Client, risk: Risk, leila: User, reviewer_grant: object
) -> None:
    actions.rate_risk(risk=risk, grades=Grades(scale=1, scope=1, irremediability=1, **REASONS), **told(leila))
    factories.GroupRatingFactory.create(risk=risk)
    client.force_login(leila)
    page = client.get(risk.get_absolute_url()).text
    assert "Lantern Rights Collective" in page
    assert f"Rated by {risk.created_by}" in page


# Thresholds changed in silence

# The name of a rule stands for exactly this table and these words. Whoever changes either gives the rule a
# new name and pins it here: approved assessments and reports say under which rule they were ranked.
PINNED = {
    "severity-first/1": {
        "table": "d0de43c56e3b3346761754c5e349c0ae91aba4ffc4dd464a7098216b2a7a918e",
        "anchors": "b8fe4aa64bf416af88dc7dcefec04f27fca9460ff37c778b57c1f091f581cd0c",
    }
}


def digest(lines: Iterator[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def table() -> Iterator[str]:
    """Returns every rating there can be, with its band and order."""
    grades = (None, 1, 2, 3, 4, 5)
    for scale, scope, irremediability, delay in product(grades, grades, grades, (False, True)):
        for nature, likelihood in ((Nature.ACTUAL, None), *((Nature.POTENTIAL, one) for one in grades)):
            one = Severity(scale, scope, irremediability, nature, likelihood, delay)
            yield f"{scale} {scope} {irremediability} {delay} {nature} {likelihood}: {one.band} {one.order}"


def anchored() -> Iterator[str]:
    """Returns what each step of each measure means."""
    for name, steps in ANCHORS.items():
        for step, text in steps.items():
            yield f"{name} {step}: {text}"


def test_thresholds_changed_in_silence_a_rule_is_its_table() -> None:
    assert digest(table()) == PINNED[RULE]["table"], "another rule needs another name"


def test_thresholds_changed_in_silence_a_rule_is_its_anchors() -> None:
    with translation.override("en"):
        assert digest(anchored()) == PINNED[RULE]["anchors"], "other thresholds need another name"


# A rank with no reason


@pytest.mark.django_db
@pytest.mark.parametrize("name", DIMENSIONS)
def test_a_rank_with_no_reason_is_refused_wherever_it_is_given(
    client: Client, api: Any, assessment: Assessment, risk: Risk, ines: User, name: str
) -> None:
    client.force_login(ines)
    silent = risk_input(**{f"{name}_reason": "  "})
    graded = {key: silent[key] for key in GRADES}
    base = risk.get_absolute_url()
    for address, typed in (
        (reverse("assessments:risk_new", args=[assessment.pk]), silent),
        (f"{base}group-ratings/", {**graded, "group": "children"}),
        (f"{base}residual/", {**graded, "likelihood": "1", "version": "0"}),
    ):
        page = client.post(address, typed)
        assert page.status_code == 422, address
        assert f'href="#id_{name}_reason"' in page.text
    told_json = risk_json(group="children")
    told_json["reasons"][name] = ""
    program: APIClient = api(ines)
    on = f"/api/v1/assessments/{assessment.pk}/risks/"
    for answer in (
        program.post(on, told_json),
        program.post(f"{on}{risk.pk}/group-ratings/", told_json),
        program.put(f"{on}{risk.pk}/residual/", told_json),
    ):
        assert answer.status_code == 422
        assert name in answer.json()["errors"]["reasons"]


@pytest.mark.django_db
def test_a_rank_with_no_reason_every_row_says_why_it_stands_there(assessment: Assessment, ines: User) -> None:
    for scale in (1, 3, 3, None, 5):
        factories.RiskFactory.create(assessment=assessment, scale=scale)
    every = assessment.risks.all()
    shown = rows(every.ranked().for_register(), among=every, user=ines)
    assert len(shown) == 5
    assert all(row.why for row in shown)


# Decimals nobody measured


@pytest.mark.django_db
def test_decimals_nobody_measured_are_taken_nowhere(
    client: Client, api: Any, assessment: Assessment, ines: User
) -> None:
    with pytest.raises(ValueError, match="scale"):
        Severity(3.5, 3, 3)  # type: ignore[arg-type]
    program: APIClient = api(ines)
    client.force_login(ines)
    for name in (*DIMENSIONS, "likelihood"):
        refused = program.post(f"/api/v1/assessments/{assessment.pk}/risks/", risk_json(**{name: 3.5}))
        assert refused.status_code == 422
        page = client.post(reverse("assessments:risk_new", args=[assessment.pk]), risk_input(**{name: "3.5"}))
        assert page.status_code == 422
    assert not Risk.objects.exists()


def test_decimals_nobody_measured_are_kept_nowhere() -> None:
    for model in (Risk, Rating, GroupRating, ResidualRating):
        for field in model._meta.get_fields():
            assert not isinstance(field, models.FloatField | models.DecimalField), field
    for name in (*DIMENSIONS, "likelihood", *(f"group_{name}" for name in DIMENSIONS)):
        assert isinstance(Risk._meta.get_field(name), models.SmallIntegerField)
