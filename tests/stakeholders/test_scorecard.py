"""The scorecard of an assessment: what each figure counts, for whom, and the rows behind it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment
from hrdd.accounts.models import User
from stakeholders.models import StakeholderGroup
from stakeholders.scorecard import Figure
from tests import factories

As = Callable[[User], Client]
TODAY = timezone.localdate()
GRAVE = {"scale": 5, "scope": 5, "irremediability": 5}
OF_COMPANY = ("consents", "follow-ups")


@pytest.fixture
def card(assessment: Assessment) -> str:
    return reverse("stakeholders:scorecard", args=[assessment.pk])


@pytest.fixture
def said(assessment: Assessment, api: Any) -> Callable[[User], dict[str, Any]]:
    """Returns `said(person)`: figure -> what it says to her."""

    def of(person: User) -> dict[str, Any]:
        answer = api(person).get(f"/api/v1/assessments/{assessment.pk}/engagement/scorecard/")
        assert answer.status_code == 200
        return {row["figure"]: row for row in answer.json()["figures"]}

    return of


def held(assessment: Assessment, **facts: Any) -> Any:
    return factories.EngagementFactory.create(assessment=assessment, on_record=True, **facts)


def test_an_assessment_without_anything_says_so(
    as_person: As, victor: User, card: str, said: Callable[[User], dict[str, Any]]
) -> None:
    assert as_person(victor).get(card).text.count("Nothing to count yet") == len(Figure)
    for row in said(victor).values():
        assert (row["part"], row["whole"], row["percent"], row["median_days"]) == (0, 0, None, None)


def test_each_figure_counts_what_its_definition_says(
    assessment: Assessment, families: StakeholderGroup, victor: User, said: Callable[[User], dict[str, Any]]
) -> None:
    factories.RiskFactory.create(assessment=assessment, heard=2, **GRAVE)
    factories.RiskFactory.create(assessment=assessment, **GRAVE)
    factories.RiskFactory.create(assessment=assessment, scale=1, scope=1, irremediability=1)
    families.languages = ["Kiswahili", "Luo"]
    families.save()
    silent = factories.StakeholderGroupFactory.create(company=assessment.company, languages=["English"])
    silent.systems.add(assessment.system)
    first = held(
        assessment, costs_covered="yes", informed_on=TODAY - timedelta(days=20), languages=["kiswahili"]
    )
    second = held(assessment, costs_covered="partly", informed_on=TODAY - timedelta(days=10))
    held(assessment, informed_on=TODAY + timedelta(days=1))
    factories.ParticipationFactory.create(engagement=first, group=families)
    factories.RequestFactory.create(
        engagement=second,
        answer="accepted",
        answered_by=victor,
        answered_at=timezone.now() + timedelta(days=4),
    )
    factories.RequestFactory.create(engagement=second)
    for number in range(12):
        answer = "withdrawn" if number < 5 else "given"
        factories.ConsentFactory.create(engagement=first, uses={"attend": "given", "quote": answer})
    factories.ConsentFactory.create(engagement=first, uses={"attend": "withheld"})
    days = (TODAY - timedelta(days=30), TODAY - timedelta(days=90), TODAY + timedelta(days=5))
    done = {"outcome": "safe", "done_by": victor, "done_at": timezone.now()}
    factories.FollowUpFactory.create(engagement=first, due_on=days[0])
    factories.FollowUpFactory.create(engagement=first, due_on=days[1], done_on=days[1], **done)
    factories.FollowUpFactory.create(engagement=first, due_on=days[2])
    found = {name: row["said"] for name, row in said(victor).items()}
    assert found == {
        "risks": "1 of 2 (50 %)",
        "groups": "1 of 2 (50 %)",
        "information": "2 of 3 (67 %), median 15 days",
        "languages": "1 of 3 (33 %)",
        "costs": "1 of 3 (33 %)",
        "requests": "1 of 2 (50 %), median 4 days",
        "consents": "5 of 12 (42 %)",
        "follow-ups": "1 of 2 (50 %)",
    }


def test_few_people_who_took_consent_back_are_hidden_and_so_are_their_rows(
    as_person: As, assessment: Assessment, victor: User, card: str, said: Callable[[User], dict[str, Any]]
) -> None:
    record = held(assessment)
    for number in range(12):
        factories.ConsentFactory.create(
            engagement=record, called=f"Marigold {number}",
            uses={"quote": "given" if number else "withdrawn"},
        )  # fmt: skip
    row = said(victor)["consents"]
    assert (row["part"], row["whole"], row["percent"]) == (None, 12, None)
    assert "Hidden, as it is about few people" in as_person(victor).get(card).text
    rows = as_person(victor).get(row["rows"]).text
    assert record.reference in rows
    assert "Marigold" not in rows


def test_consents_are_counted_alike_for_those_who_read_more(
    assessment: Assessment, elsa: User, victor: User, said: Callable[[User], dict[str, Any]]
) -> None:
    record = held(assessment, level="restricted")
    for _number in range(7):
        factories.ConsentFactory.create(engagement=record, uses={"quote": "withdrawn"})
    assert said(elsa)["consents"] == said(victor)["consents"]
    assert said(elsa)["consents"]["whole"] == 0


@pytest.mark.parametrize(
    ("level", "knowing"),
    [
        ("public", {"elsa", "victor", "omar", "leila"}),
        ("internal", {"elsa", "victor", "omar"}),
        ("restricted", {"elsa"}),
        ("sealed", set()),
    ],
)
def test_figures_and_rows_tell_of_records_to_those_alone_who_may_know(
    as_person: As, request: pytest.FixtureRequest, assessment: Assessment, reviewer_grant: Any,
    auditor_grant: Any, said: Callable[[User], dict[str, Any]], level: str, knowing: set[str],
) -> None:  # fmt: skip
    record = held(assessment, level=level, number=41, title="Marigold evening", languages=["Marigoldish"])
    factories.RequestFactory.create(engagement=record)
    factories.FollowUpFactory.create(engagement=record, due_on=TODAY - timedelta(days=1))
    factories.ConsentFactory.create(engagement=record, uses={"quote": "given"})
    for name in ("elsa", "victor", "omar", "leila"):
        person = request.getfixturevalue(name)
        found = said(person)
        assert found["costs"]["whole"] == (name in knowing), name
        shown = "".join(as_person(person).get(row["rows"]).text for row in found.values())
        assert ("E-41" in shown) is (name in knowing), name
        assert ("Marigold" in shown) is (name in knowing), name


def test_guests_who_comment_learn_nothing_of_participants(
    as_person: As, assessment: Assessment, leila: User, omar: User, reviewer_grant: Any, auditor_grant: Any,
    said: Callable[[User], dict[str, Any]],
) -> None:  # fmt: skip
    assert set(OF_COMPANY) <= set(said(omar))
    assert not set(OF_COMPANY) & set(said(leila))
    for figure in (*OF_COMPANY, "nothing"):
        address = reverse("stakeholders:scorecard_rows", args=[assessment.pk, figure])
        assert as_person(leila).get(address).status_code == 404


def test_the_register_of_groups_is_linked_for_the_company_alone(
    as_person: As, assessment: Assessment, families: StakeholderGroup, victor: User, omar: User,
    auditor_grant: Any,
) -> None:  # fmt: skip
    families.systems.add(assessment.system)
    address = reverse("stakeholders:scorecard_rows", args=[assessment.pk, "groups"])
    for person, linked in ((victor, True), (omar, False)):
        page = as_person(person).get(address).text
        assert families.name in page
        assert (f'href="{families.get_absolute_url()}"' in page) is linked


def test_strangers_find_no_scorecard(as_person: As, nina: User, assessment: Assessment, card: str) -> None:
    assert as_person(nina).get(card).status_code == 404
    assert as_person(nina).get(f"{card}risks/").status_code == 404


@pytest.mark.parametrize("who", ["elsa", "leila"])
def test_the_pages_take_as_many_queries_for_many_rows_as_for_few(
    as_person: As, request: pytest.FixtureRequest, assessment: Assessment, reviewer_grant: Any, card: str,
    who: str,
) -> None:  # fmt: skip
    client = as_person(request.getfixturevalue(who))

    def add(count: int) -> None:
        for number in range(count):
            record = held(assessment, level="public", held_on=date(2026, 1, 1) + timedelta(days=number))
            factories.ParticipationFactory.create(engagement=record)
            factories.RequestFactory.create(engagement=record)
            factories.ConsentFactory.create(engagement=record, uses={"quote": "given"})
            factories.FollowUpFactory.create(engagement=record)
            factories.RiskFactory.create(assessment=assessment, **GRAVE)

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    pages = [card, f"{card}requests/"]
    add(2)
    client.get(card)
    few = [queries(address) for address in pages]
    add(20)
    assert [queries(address) for address in pages] == few
    assert max(few) <= 16
