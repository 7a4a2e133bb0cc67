"""The register: most severe first, a reason for each place, filters that keep every rank."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from assessments import actions
from assessments.entries import Grades
from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db
SignIn = Callable[[Client, User], Client]
MANY = 60


@pytest.fixture
def analyst(client: Client, sign_in: SignIn, ines: User) -> Client:
    return sign_in(client, ines)


@pytest.fixture
def three(assessment: Assessment) -> list[Risk]:
    make = factories.RiskFactory.create
    return [
        make(assessment=assessment, scale=1, scope=2, irremediability=1, code="PRI"),
        make(
            assessment=assessment, scale=5, scope=1, irremediability=5, code="PHY", nature="actual",
            likelihood=None,
        ),
        make(assessment=assessment, scale=3, scope=3, irremediability=None, code="PRI"),
    ]  # fmt: skip


def register(assessment: Assessment, query: str = "") -> str:
    return reverse("assessments:register", args=[assessment.pk]) + query


def ranks(client: Client, address: str) -> list[tuple[int, int]]:
    return [(row.rank, row.risk.number) for row in client.get(address).context["rows"]]


def test_the_most_severe_stands_first(analyst: Client, assessment: Assessment, three: list[Risk]) -> None:
    assert ranks(analyst, register(assessment)) == [(1, 2), (2, 3), (3, 1)]


def test_each_row_says_why_it_stands_above_the_next(
    analyst: Client, assessment: Assessment, three: list[Risk]
) -> None:
    page = analyst.get(register(assessment)).text
    assert "Above R-3: scale 5 above scale 3." in page
    assert "Above R-1: band 5 above band 2." in page
    assert "It is addressed in its turn, not dropped." in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?category=PRI", [(2, 3), (3, 1)]),
        ("?nature=actual", [(1, 2)]),
        ("?band=5", [(1, 2), (2, 3)]),
        ("?needs_evidence=1", [(2, 3)]),
        ("?band=5&category=PRI", [(2, 3)]),
        ("?band=9&nature=odd", [(1, 2), (2, 3), (3, 1)]),
    ],
)
def test_filters_shorten_the_list_and_keep_every_rank(
    analyst: Client, assessment: Assessment, three: list[Risk], query: str, expected: list[tuple[int, int]]
) -> None:
    assert ranks(analyst, register(assessment, query)) == expected


def test_a_reviewers_rating_a_band_away_is_marked_and_can_be_filtered(
    analyst: Client, assessment: Assessment, three: list[Risk], leila: User, reviewer_grant: object
) -> None:
    apart = Grades(scale=4, scope=1, irremediability=1, scale_reason="We spoke with people.")
    actions.rate_risk(risk=three[0], grades=apart, by=leila, at=three[0].created_at)
    actions.rate_risk(
        risk=three[1], grades=Grades(scale=5, scope=1, irremediability=1), by=leila, at=three[0].created_at
    )
    assert ranks(analyst, register(assessment, "?differs=1")) == [(3, 1)]
    assert "Lantern Rights Collective: 4 Grave" in analyst.get(register(assessment)).text
    assert ranks(analyst, register(assessment))[-1] == (3, 1), "her rating moves no rank"


def test_a_severe_risk_without_affected_people_says_not_consulted(
    analyst: Client, assessment: Assessment, three: list[Risk]
) -> None:
    assert analyst.get(register(assessment)).text.count("not consulted") == 2


def test_people_who_come_back_see_the_risks_first(
    analyst: Client, assessment: Assessment, risk: Risk
) -> None:
    assert '<details class="fold" open>' in analyst.get(register(assessment)).text
    assert '<details class="fold" open>' not in analyst.get(register(assessment)).text


def test_the_profile_counts_every_risk_once(
    analyst: Client, assessment: Assessment, three: list[Risk]
) -> None:
    profile = analyst.get(register(assessment)).context["profile"]
    assert {row.band: row.total for row in profile.rows} == {5: 2, 4: 0, 3: 0, 2: 1, 1: 0}


def test_twenty_five_to_a_page(analyst: Client, assessment: Assessment) -> None:
    for _ in range(MANY):
        factories.RiskFactory.create(assessment=assessment)
    last = ranks(analyst, register(assessment, "?page=3"))
    assert [rank for rank, _number in last] == list(range(51, 61))
