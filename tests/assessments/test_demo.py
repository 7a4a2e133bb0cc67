"""The demo: eleven real cases, rated as agreed, loaded once and never twice."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessments import demo
from assessments.models import Assessment, Rating, Risk, RiskThread
from hrdd.accounts.models import Organisation, User
from hrdd.audit.models import Event
from hrdd.discussions.models import Thread

PASSWORD = "eleven cases and a demo"
FOLDER = Path(__file__).parents[2] / "fixtures" / "demo"

# Design, section 9: scale, scope, irremediability (None is unknown), category, nature.
CASES = [
    (3, 1, 3, "PRO", "actual"),
    (3, 4, 3, "EQU", "potential"),
    (3, 5, 3, "EXP", "potential"),
    (3, None, 3, "PRI", "actual"),
    (4, 2, 4, "WOR", "actual"),
    (4, 3, 4, "PUB", "actual"),
    (4, 5, 5, "PRI", "actual"),
    (5, 2, 5, "CHI", "actual"),
    (5, 4, 5, "PHY", "potential"),
    (5, 5, 5, "PHY", "actual"),
    (5, None, 5, "PHY", "actual"),
]


@pytest.fixture
def loaded(db: None) -> demo.Loaded:
    return demo.load(folder=FOLDER, password=PASSWORD, at=timezone.now())


def torvane_risks() -> list[Risk]:
    return list(Risk.objects.filter(company__name="Torvane AI").select_related("category").in_full())


def test_the_eleven_cases_stand_in_two_assessments_rated_as_designed(loaded: demo.Loaded) -> None:
    found = [(r.scale, r.scope, r.irremediability, r.category.code, r.nature) for r in torvane_risks()]
    assert sorted(found, key=str) == sorted(CASES, key=str)
    assert Assessment.objects.filter(company__name="Torvane AI").count() == 2


def test_every_risk_says_why_from_where_who_and_which_right(loaded: demo.Loaded) -> None:
    for risk in Risk.objects.in_full():
        assert all((risk.scale_reason, risk.scope_reason, risk.irremediability_reason)), risk
        assert risk.description and risk.source and risk.involvement and risk.involvement_reason, risk
        assert (risk.likelihood is None) == (risk.nature == "actual"), risk
        assert risk.groups.all() and len([r for r in risk.risk_rights.all() if r.primary]) == 1, risk


def test_help_with_weapons_stands_above_the_likelier_disinformation(loaded: demo.Loaded) -> None:
    titles = [risk.title for risk in Risk.objects.filter(assessment__number=1).ranked()]
    weapons = next(i for i, title in enumerate(titles) if "weapons" in title)
    assert weapons < next(i for i, title in enumerate(titles) if "disinformation" in title)


def test_the_public_affairs_case_is_pinned_to_the_edition_that_has_its_category(loaded: demo.Loaded) -> None:
    risk = Risk.objects.select_related("assessment__edition").get(category__code="PUB")
    assert risk.assessment.edition.code == "btech-2023-supplement"


def test_reviewers_rate_beside_the_company_and_sometimes_differ(loaded: demo.Loaded) -> None:
    ratings = Rating.objects.filter(side=Rating.Side.REVIEWER).select_related("risk")
    assert len(ratings) >= 3
    assert any(rating.band != rating.risk.band for rating in ratings)


def test_comments_are_answered_wait_or_stay_inside_the_company(loaded: demo.Loaded) -> None:
    assert Thread.objects.filter(by_outsider=True).exclude(answered_at=None).exists()
    assert Thread.objects.unanswered().exists()
    assert Thread.objects.filter(audience="own", organisation__name="Torvane AI").exists()
    assert not Thread.objects.filter(opened_at__gte=timezone.now()).exists()


def test_reviewer_and_auditor_see_the_first_assessment_and_nothing_else(loaded: demo.Loaded) -> None:
    for email in ("leila.haddad@lantern.example", "omar.siddiq@ferro.example"):
        seen = Assessment.objects.visible_to(User.objects.get(email=email))
        assert [assessment.reference for assessment in seen] == ["A-1"]
    outsider = User.objects.get(email="nina.falk@bluepier.example")
    assert [a.company.name for a in Assessment.objects.visible_to(outsider)] == ["Bluepier"]


def test_everybody_can_sign_in_with_the_password_that_is_printed(loaded: demo.Loaded) -> None:
    people = User.objects.exclude(email="AnonymousUser")
    assert people.count() == loaded.people == 10
    assert all(person.check_password(PASSWORD) for person in people)


def test_a_second_loading_changes_nothing_and_asks_little(
    loaded: demo.Loaded, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    before = (Event.objects.count(), Risk.objects.count(), RiskThread.objects.count())
    with django_assert_max_num_queries(6):
        again = demo.load(folder=FOLDER, password=PASSWORD, at=timezone.now())
    assert not again
    assert before == (Event.objects.count(), Risk.objects.count(), RiskThread.objects.count())


def test_another_password_replaces_the_old_one(loaded: demo.Loaded) -> None:
    demo.load(folder=FOLDER, password="another evening, another demo", at=timezone.now())
    person = User.objects.get(email="ines.duarte@torvane.example")
    assert person.check_password("another evening, another demo")


def test_all_that_happened_is_in_the_log_at_its_own_time(loaded: demo.Loaded) -> None:
    recorded = Event.objects.filter(action="risk recorded")
    assert recorded.count() == Risk.objects.count()
    assert set(recorded.values_list("at", flat=True)) == set(
        Risk.objects.values_list("created_at", flat=True)
    )


def test_it_is_refused_outside_development(
    db: None, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LOCAL = False
    monkeypatch.setenv("DEMO_PASSWORD", PASSWORD)
    with pytest.raises(CommandError, match="development"):
        call_command("load_demo")
    assert not Organisation.objects.exists()


def test_it_is_refused_without_a_password(
    db: None, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LOCAL = True
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    with pytest.raises(CommandError, match="DEMO_PASSWORD"):
        call_command("load_demo")
