"""Why this order: the rule in words, and what a multiplied score would have done."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment
from hrdd.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db


def order(assessment: Assessment) -> str:
    return reverse("assessments:order", args=[assessment.pk])


@pytest.fixture
def analyst(client: Client, ines: User) -> Client:
    client.force_login(ines)
    return client


def test_the_worked_check_stands_beside_the_naive_order(analyst: Client, assessment: Assessment) -> None:
    for title, grades in {"A": (5, 1, 5, 2), "B": (3, 4, 2, 5), "C": (4, 4, 3, 3)}.items():
        names = ("scale", "scope", "irremediability", "likelihood")
        factories.RiskFactory.create(
            assessment=assessment, title=title, **dict(zip(names, grades, strict=True))
        )
    told = analyst.get(order(assessment)).context["told"]
    assert [(rank, risk.title, risk.naive_rank) for rank, risk in told] == [
        (1, "A", 3), (2, "C", 2), (3, "B", 1),
    ]  # fmt: skip


def test_the_inversion_is_drawn(analyst: Client, assessment: Assessment) -> None:
    make = factories.RiskFactory.create
    make(assessment=assessment, title="Likely", scale=3, scope=5, irremediability=3, likelihood=5)
    make(assessment=assessment, title="Weapons", scale=5, scope=4, irremediability=5, likelihood=1)
    page = analyst.get(order(assessment))
    assert [risk.title for _rank, risk in page.context["told"]] == ["Weapons", "Likely"]
    assert [line.risk.title for line in page.context["slope"].lines if line.told] == ["Weapons"]
    assert "severity-first/1" in page.text


def test_trap_a_low_rank_read_as_dropped(analyst: Client, assessment: Assessment) -> None:
    assert "a low rank does not mean it is dropped" in analyst.get(order(assessment)).text


def test_every_anchor_is_shown(analyst: Client, assessment: Assessment) -> None:
    page = analyst.get(order(assessment)).text
    assert "10 million people or more, or most of a group." in page
    assert "Remote: several unusual failures would be needed." in page


def test_of_many_risks_the_most_severe_are_told(analyst: Client, assessment: Assessment) -> None:
    for _ in range(27):
        factories.RiskFactory.create(assessment=assessment)
    page = analyst.get(order(assessment))
    assert len(page.context["told"]) == 25
    assert page.context["slope"] is None
    assert "The 25 most severe risks are shown." in page.text
