"""How many queries a page takes: as many for few rows as for many, at most fifteen (risk page: 24)."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import (
    Approval,
    Assessment,
    AssessmentOrganisationGrant,
    Rating,
    Risk,
    SystemParty,
)
from hrdd.accounts.models import Organisation, User
from taxonomy.models import Group, Right
from tests import factories
from tests.factories.documents import snapshot

pytestmark = pytest.mark.django_db
MOST = 15
# The risk page shows everything that hangs on a risk: a list of each noun is one more statement.
MOST_OF = {"risk": 24}


def add_risks(assessment: Assessment, count: int, *, by: User, organisation: Organisation | None) -> None:
    """Adds risks with all that a row can hold: rights, a group, a thread, and a rating from outside."""
    group = Group.objects.get(code="children")
    for n in range(count):
        risk: Risk = factories.RiskFactory.create(
            assessment=assessment, scale=1 + n % 5, rights=["privacy", "non-discrimination"]
        )
        risk.groups.add(group)
        factories.thread_on(risk, by=by, organisation=organisation)
        Rating.objects.create(
            risk=risk, author=by, organisation=organisation, side=Rating.Side.REVIEWER, scale=5, scope=5,
            irremediability=5, rated_at=timezone.now(),
        )  # fmt: skip
        judged(risk, 1)


def judged(risk: Risk, actors: int) -> None:
    """Adds what is judged of a risk beside its rating: a group, what stays, so many actors with history."""
    factories.GroupRatingFactory.create(risk=risk)
    factories.ResidualRatingFactory.create(risk=risk)
    risk.rights_in_tension.add(Right.objects.get(code="privacy"))
    for _ in range(actors):
        now = factories.InvolvementFactory.create(risk=risk)
        factories.InvolvementFactory.create(risk=risk, party=now.party, replaced_at=timezone.now())


def queries(ask: Callable[[], Any]) -> int:
    """Returns how many statements one answer takes, savepoints and the session included."""
    with CaptureQueriesContext(connection) as captured:
        assert ask().status_code == 200
    return len(captured)


def pages(assessment: Assessment) -> dict[str, str]:
    return {
        "register": f"/assessments/{assessment.pk}/risks/",
        "overview": f"/assessments/{assessment.pk}/",
        "order": f"/assessments/{assessment.pk}/order/",
        "list": "/assessments/",
        "home": "/",
    }


def worst_risk(assessment: Assessment) -> str:
    return f"/assessments/{assessment.pk}/risks/{assessment.risks.ranked().first().pk}/"  # type: ignore[union-attr]


@pytest.mark.parametrize("page", ["register", "overview", "order", "list", "home", "risk"])
@pytest.mark.parametrize("who", ["ines", "leila"])
def test_a_page_takes_as_many_queries_for_sixty_risks_as_for_three(
    request: pytest.FixtureRequest, client: Client, assessment: Assessment, lantern: Organisation,
    leila: User, reviewer_grant: AssessmentOrganisationGrant, page: str, who: str,
) -> None:  # fmt: skip
    client.force_login(request.getfixturevalue(who))
    add_risks(assessment, 3, by=leila, organisation=lantern)
    address = worst_risk(assessment) if page == "risk" else pages(assessment)[page]
    client.get(address)  # the first visit writes into the session
    few = queries(lambda: client.get(address))
    add_risks(assessment, 57, by=leila, organisation=lantern)
    assert queries(lambda: client.get(address)) == few
    assert few <= MOST_OF.get(page, MOST)


def add_versions(assessment: Assessment, numbers: range) -> None:
    """Adds what became of submissions, each of other people: approved and frozen, returned, taken back."""
    for number in numbers:
        approver, author = factories.UserFactory.create_batch(2)
        frozen = snapshot(assessment, by=approver, number=number, of={})
        Approval.objects.filter(pk=frozen.approval_id).update(submitted_by=author, note="Look.")
        for state in (Approval.State.RETURNED, Approval.State.TAKEN_BACK):
            factories.ApprovalFactory.create(
                assessment=assessment, number=number, submitted_by=author, state=state, reason="Look again.",
                decided_by=approver, decided_at=timezone.now(),
            )  # fmt: skip


@pytest.mark.parametrize("page", ["coverage", "checks", "approvals"])
@pytest.mark.parametrize("who", ["ines", "leila"])
def test_a_page_of_the_whole_takes_as_many_queries_for_sixty_rows_as_for_three(
    request: pytest.FixtureRequest, client: Client, assessment: Assessment, lantern: Organisation,
    leila: User, reviewer_grant: AssessmentOrganisationGrant, page: str, who: str,
) -> None:  # fmt: skip
    client.force_login(request.getfixturevalue(who))
    rights = list(Right.objects.exclude(code__in=["privacy", "non-discrimination"]))

    def close(some: Sequence[Right]) -> None:
        for right in some:
            person = factories.UserFactory.create()
            factories.ClosureFactory.create(assessment=assessment, right=right, closed_by=person)

    add_risks(assessment, 3, by=leila, organisation=lantern)
    add_versions(assessment, range(1, 2))
    close(rights[:1])
    address = f"/assessments/{assessment.pk}/{page}/"
    client.get(address)  # the first visit writes into the session
    few = queries(lambda: client.get(address))
    add_risks(assessment, 57, by=leila, organisation=lantern)
    add_versions(assessment, range(2, 22))
    close(rights[1:40])
    factories.MomentFactory.create_batch(20, system=assessment.system, days=-5)
    assert queries(lambda: client.get(address)) == few
    assert few <= MOST


@pytest.mark.parametrize(
    "what", ["systems", "assessments", "risks", "comments", "versions", "parties", "moments"]
)
def test_a_list_of_the_api_takes_as_many_queries_for_sixty_rows_as_for_three(
    api: Callable[[User | None], Any], assessment: Assessment, risk: Risk, ines: User, leila: User,
    lantern: Organisation, what: str,
) -> None:  # fmt: skip
    program = api(ines)
    address = {
        "systems": "/api/v1/systems/",
        "assessments": "/api/v1/assessments/",
        "risks": f"/api/v1/assessments/{assessment.pk}/risks/",
        "comments": f"/api/v1/assessments/{assessment.pk}/risks/{risk.pk}/comments/",
        "versions": f"/api/v1/systems/{assessment.system_id}/versions/",
        "parties": f"/api/v1/systems/{assessment.system_id}/parties/",
        "moments": "/api/v1/moments/",
    }[what]

    def add(count: int) -> None:
        match what:
            case "systems":
                factories.SystemFactory.create_batch(count, company=assessment.company)
            case "assessments":
                factories.AssessmentFactory.create_batch(count, system=assessment.system, created_by=ines)
            case "risks":
                add_risks(assessment, count, by=leila, organisation=lantern)
            case "versions":
                factories.SystemVersionFactory.create_batch(count, system=assessment.system, created_by=ines)
            case "parties":
                for party in factories.PartyFactory.create_batch(count, company=assessment.company):
                    SystemParty.objects.create(system=assessment.system, party=party, relation="supplier")
            case "moments":
                waived = {"waived_at": timezone.now(), "waived_by": ines, "waived_reason": "No change."}
                factories.MomentFactory.create_batch(count, system=assessment.system, **waived)
            case "comments":
                for _ in range(count):
                    factories.thread_on(risk, by=leila, organisation=lantern)

    add(3)
    few = queries(lambda: program.get(address, {"page_size": 100}))
    add(57)
    assert queries(lambda: program.get(address, {"page_size": 100})) == few
    assert few <= MOST


def test_a_risk_with_many_comments_takes_no_more_queries(
    client: Client, assessment: Assessment, risk: Risk, ines: User, leila: User, lantern: Organisation
) -> None:
    client.force_login(ines)
    factories.thread_on(risk, by=leila, organisation=lantern)
    few = queries(lambda: client.get(risk.get_absolute_url()))
    for _ in range(20):
        factories.thread_on(risk, by=leila, organisation=lantern)
    assert queries(lambda: client.get(risk.get_absolute_url())) == few


@pytest.mark.parametrize("page", ["", "involvements/"])
def test_a_risk_with_many_actors_and_groups_takes_no_more_queries(
    client: Client, risk: Risk, leila: User, reviewer_grant: AssessmentOrganisationGrant, page: str
) -> None:
    client.force_login(leila)
    judged(risk, 1)
    address = f"{risk.get_absolute_url()}{page}"
    few = queries(lambda: client.get(address))
    for code in ("women_girls", "older_persons", "journalists"):
        factories.GroupRatingFactory.create(risk=risk, code=code)
    for _ in range(20):
        factories.InvolvementFactory.create(risk=risk)
    assert queries(lambda: client.get(address)) == few
