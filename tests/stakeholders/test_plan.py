"""The plan of an assessment and its grid: who plans, what each reader sees, and what it never gives away."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment
from hrdd.accounts.models import Organisation, User
from hrdd.audit.models import Event
from stakeholders.models import NotSought, PlannedEngagement, StakeholderGroup
from taxonomy.models import Right
from tests import factories

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
TODAY = timezone.localdate()


def at(name: str, *args: Any) -> str:
    return reverse(f"stakeholders:{name}", args=args)


def typed(group: StakeholderGroup, **changed: Any) -> dict[str, Any]:
    day = str(TODAY + timedelta(days=30))
    return {"group": str(group.pk), "stage": "deploy", "method": "panel", "planned_on": day, **changed}


def cell(page: str, stage: str = "Putting into use") -> str:
    """Returns what the grid says in the first row at a stage."""
    start = page.index(f'data-label="{stage}"', page.index("heard__cell"))
    return page[start : page.index("</td>", start)]


@pytest.fixture
def grid(assessment: Assessment) -> str:
    return at("for_assessment", assessment.pk)


def heard(assessment: Assessment, group: StakeholderGroup, **said: Any) -> Any:
    record = factories.EngagementFactory.create(assessment=assessment, on_record=True, number=9, **said)
    factories.ParticipationFactory.create(engagement=record, group=group)
    return record


def test_a_group_is_planned_with_owner_budget_and_day(
    as_person: As, ines: User, assessment: Assessment, families: StakeholderGroup, grid: str
) -> None:
    data = typed(families, owner=str(ines.pk), budget="1200", currency="KES")
    assert as_person(ines).post(at("plan", assessment.pk), data).status_code == 302
    page = as_person(ines).get(grid).text
    assert "Planned" in cell(page)
    assert "1200 KES" in page
    assert "Ines Duarte" in page
    assert "Missing" in cell(page, "Retiring it")


def test_those_who_plan_are_leads_and_analysts(
    as_person: As, elsa: User, ines: User, victor: User, leila: User, omar: User, nina: User,
    assessment: Assessment, reviewer_grant: Any, auditor_grant: Any, grid: str,
) -> None:  # fmt: skip
    for person, sees, plans in ((elsa, 200, 200), (ines, 200, 200), (victor, 200, 403), (leila, 200, 403),
                                (omar, 200, 403), (nina, 404, 404)):  # fmt: skip
        client = as_person(person)
        assert client.get(grid).status_code == sees, person
        for name in ("plan", "not_sought_new"):
            assert client.get(at(name, assessment.pk)).status_code == plans, person


def test_guests_see_the_grid_and_neither_budget_nor_owner(
    as_person: As, ines: User, leila: User, omar: User, assessment: Assessment, families: StakeholderGroup,
    reviewer_grant: Any, auditor_grant: Any, grid: str,
) -> None:  # fmt: skip
    ines.name = "Owner Petunia"
    ines.save()
    factories.PlannedEngagementFactory.create(
        assessment=assessment, group=families, owner=ines, budget=98_765, currency="EUR"
    )
    for person in (leila, omar):
        page = as_person(person).get(grid).text
        assert "Planned" in cell(page)
        assert "98765" not in page
        assert "Petunia" not in page
        assert f'"{families.get_absolute_url()}"' not in page, "the register is the company's"


def test_a_proxy_needs_a_reason(
    as_person: As, ines: User, assessment: Assessment, company: Organisation
) -> None:
    experts = factories.StakeholderGroupFactory.create(company=company, nearness="proxies")
    client, address = as_person(ines), at("plan", assessment.pk)
    refused = client.post(address, typed(experts))
    assert refused.status_code == 422
    assert 'href="#id_proxy_reason"' in refused.text
    assert client.post(address, typed(experts, proxy_reason="They are in hiding.")).status_code == 302
    assert PlannedEngagement.objects.get().proxy_reason == "They are in hiding."


@pytest.mark.parametrize(
    ("level", "knowing"),
    [
        ("public", {"elsa", "ines", "omar", "leila"}),
        ("internal", {"elsa", "ines", "omar"}),
        ("restricted", {"elsa"}),
        ("sealed", set()),
    ],
)
def test_a_cell_is_done_for_those_alone_who_may_know_of_the_record(
    as_person: As, request: pytest.FixtureRequest, assessment: Assessment, families: StakeholderGroup,
    reviewer_grant: Any, auditor_grant: Any, grid: str, level: str, knowing: set[str],
) -> None:  # fmt: skip
    plan = factories.PlannedEngagementFactory.create(assessment=assessment, group=families)
    heard(assessment, families, level=level)
    for name in ("elsa", "ines", "omar", "leila"):
        page = as_person(request.getfixturevalue(name)).get(grid).text
        assert ("Done" in cell(page)) is (name in knowing), name
        assert ("E-9" in cell(page)) is (name in knowing), name
        if name not in knowing:
            assert "Planned" in cell(page), "it shows as the plan says"
    plan.delete()
    for name in {"elsa", "ines", "omar", "leila"} - knowing:
        page = as_person(request.getfixturevalue(name)).get(grid).text
        assert families.name not in page, "nothing says that this group was heard"


def test_what_came_of_a_plan_is_chosen_by_its_title(
    as_person: As, elsa: User, assessment: Assessment
) -> None:
    factories.EngagementFactory.create(assessment=assessment, number=9, title="Marigold evening")
    factories.EngagementFactory.create(assessment=assessment, number=10, level="sealed", title="Petunia")
    planned = factories.PlannedEngagementFactory.create(assessment=assessment)
    page = as_person(elsa).get(at("planned", assessment.pk, planned.pk)).text
    assert "E-9 Marigold evening" in page
    assert "Sealed record 10" in page
    assert "Petunia" not in page


@pytest.mark.parametrize(
    ("level", "knowing"),
    [("internal", {"elsa", "ines", "omar"}), ("restricted", {"elsa"}), ("sealed", set())],
)
def test_what_came_of_a_plan_is_told_to_those_alone_who_may_know(
    as_person: As, request: pytest.FixtureRequest, assessment: Assessment, families: StakeholderGroup,
    reviewer_grant: Any, auditor_grant: Any, grid: str, level: str, knowing: set[str],
) -> None:  # fmt: skip
    record = factories.EngagementFactory.create(
        assessment=assessment, on_record=True, number=9, level=level, title="Marigold evening"
    )
    factories.PlannedEngagementFactory.create(assessment=assessment, group=families, engagement=record)
    for name in ("elsa", "ines", "omar", "leila"):
        page = as_person(request.getfixturevalue(name)).get(grid).text
        assert ("E-9" in page) is (name in knowing), name
        assert ("Marigold" in page) is (name in knowing), name


def test_changing_a_plan_keeps_what_came_of_it_even_unseen(
    as_person: As, ines: User, assessment: Assessment, families: StakeholderGroup
) -> None:
    record = factories.EngagementFactory.create(assessment=assessment, on_record=True, level="restricted")
    row = factories.PlannedEngagementFactory.create(assessment=assessment, group=families, engagement=record)
    client, address = as_person(ines), at("planned", assessment.pk, row.pk)
    assert record.title not in client.get(address).text
    assert client.post(address, typed(families, method="survey", version="1")).status_code == 302
    row.refresh_from_db()
    assert (row.method, row.engagement_id) == ("survey", record.pk)
    assert record.title not in str(Event.objects.filter(root_id=assessment.pk).values_list("changes"))


def test_a_plan_that_is_past_its_day_says_so(
    as_person: As, ines: User, assessment: Assessment, families: StakeholderGroup, grid: str
) -> None:
    late = TODAY - timedelta(days=1)
    factories.PlannedEngagementFactory.create(assessment=assessment, group=families, planned_on=late)
    assert "overdue" in cell(as_person(ines).get(grid).text)


def test_two_people_at_one_plan_see_both_states(
    as_person: As, ines: User, assessment: Assessment, families: StakeholderGroup
) -> None:
    row = factories.PlannedEngagementFactory.create(assessment=assessment, group=families)
    client, address = as_person(ines), at("planned", assessment.pk, row.pk)
    assert client.post(address, typed(families, method="survey", version="1")).status_code == 302
    late = client.post(address, typed(families, method="panel", version="1"))
    assert late.status_code == 409
    assert "Survey" in late.text
    off = at("planned_removal", assessment.pk, row.pk)
    assert client.post(off, {"reason": "No.", "version": "1"}).status_code == 409
    assert client.post(off, {"reason": " ", "version": "2"}).status_code == 422
    assert client.post(off, {"reason": "Another day.", "version": "2"}).status_code == 302
    assert client.post(off, {"reason": "Another day.", "version": "2"}).status_code == 404


def test_why_a_group_is_not_asked_stands_in_the_grid(
    as_person: As, ines: User, leila: User, assessment: Assessment, families: StakeholderGroup,
    reviewer_grant: Any, grid: str,
) -> None:  # fmt: skip
    client, address = as_person(ines), at("not_sought_new", assessment.pk)
    data = {"group": str(families.pk), "stage": "deploy", "reason": "The system never reaches them then."}
    assert client.post(address, {**data, "reason": " "}).status_code == 422
    assert client.post(address, data).status_code == 302
    page = as_person(leila).get(grid).text
    assert "Not sought" in cell(page)
    assert "The system never reaches them then." in page
    assert client.post(address, {**data, "reason": "Other."}).status_code == 409, "the first reason stands"
    assert client.post(at("plan", assessment.pk), typed(families)).status_code == 422
    row = NotSought.objects.get()
    one = at("not_sought", assessment.pk, row.pk)
    assert client.post(one, {"reason": "They moved away.", "version": "1"}).status_code == 302
    assert client.post(one, {"reason": "They came back.", "version": "1"}).status_code == 409
    off = at("not_sought_removal", assessment.pk, row.pk)
    assert client.post(off, {"reason": "They are there.", "version": "2"}).status_code == 302
    assert client.post(at("plan", assessment.pk), typed(families)).status_code == 302
    assert client.post(address, data).status_code == 422, "what is planned is not closed in silence"


def test_what_the_minimum_lacks_is_named_until_rights_holders_are_planned(
    as_person: As, ines: User, assessment: Assessment, families: StakeholderGroup, grid: str
) -> None:
    risk = factories.RiskFactory.create(
        assessment=assessment, scale=5, scope=5, irremediability=5, rights=["privacy"], title="Night calls"
    )
    lacking = "What the minimum lacks"

    def named() -> bool:
        page = as_person(ines).get(grid).text
        return risk.title in page[page.index(lacking) : page.index("Who is heard, and when")]

    assert named()
    factories.PlannedEngagementFactory.create(assessment=assessment, group=families)
    assert named(), "nobody said yet that these families share a right with it"
    families.rights.set(Right.objects.filter(code="privacy"))
    assert not named()


def test_another_companys_rows_are_refused(
    as_person: As, ines: User, nina: User, assessment: Assessment
) -> None:
    foreign = factories.StakeholderGroupFactory.create()
    client = as_person(ines)
    assert client.post(at("plan", assessment.pk), typed(foreign)).status_code == 422
    mine = factories.StakeholderGroupFactory.create(company=assessment.company)
    assert client.post(at("plan", assessment.pk), typed(mine, owner=str(nina.pk))).status_code == 422
    row = factories.PlannedEngagementFactory.create()
    assert client.get(at("planned", assessment.pk, row.pk)).status_code == 404


def test_a_replaced_assessment_is_planned_no_more(
    as_person: As, ines: User, assessment: Assessment, families: StakeholderGroup
) -> None:
    Assessment.objects.update(status="superseded")
    assert as_person(ines).post(at("plan", assessment.pk), typed(families)).status_code == 403


@pytest.mark.parametrize("odd", ["x" * 45_000, "a\x00b", "<script>alert(1)</script>", "²", "9" * 5000])
def test_odd_input_is_refused_or_kept(
    as_person: As, ines: User, assessment: Assessment, families: StakeholderGroup, grid: str, odd: str
) -> None:
    client, names = (
        as_person(ines),
        ["owner", "budget", "currency", "proxy_reason", "engagement", "version", "stage"],
    )
    for name in names:
        answer = client.post(at("plan", assessment.pk), typed(families, **{name: odd}))
        assert answer.status_code in (302, 422), name
    for address in (at("plan", assessment.pk), at("not_sought_new", assessment.pk), grid):
        page = client.get(address, {"group": odd, "stage": odd, "page": odd})
        assert page.status_code == 200
        assert "<script>alert" not in page.text


@pytest.mark.parametrize("who", ["elsa", "leila"])
def test_the_page_takes_as_many_queries_for_many_rows_as_for_few(
    as_person: As, request: pytest.FixtureRequest, assessment: Assessment, reviewer_grant: Any, grid: str,
    who: str,
) -> None:  # fmt: skip
    client = as_person(request.getfixturevalue(who))

    def add(count: int) -> None:
        for number in range(count):
            group = factories.StakeholderGroupFactory.create(company=assessment.company)
            group.systems.add(assessment.system)
            record = factories.EngagementFactory.create(assessment=assessment, on_record=True, level="public")
            factories.ParticipationFactory.create(engagement=record, group=group)
            owner = factories.UserFactory.create()
            factories.PlannedEngagementFactory.create(
                assessment=assessment, group=group, owner=owner, engagement=record if number % 2 else None
            )
            factories.NotSoughtFactory.create(assessment=assessment, group=group)
            factories.RiskFactory.create(
                assessment=assessment, scale=5, scope=5, irremediability=5, rights=["housing"]
            )

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(grid).status_code == 200
        return len(asked)

    add(2)
    client.get(grid)
    few = queries()
    add(20)
    assert queries() == few
    assert few <= 15
