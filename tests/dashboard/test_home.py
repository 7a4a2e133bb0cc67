"""Home: what waits for each kind of person, and where the severe risks are."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Assessment, AssessmentOrganisationGrant, Rating, Risk
from hrdd.accounts import actions as accounts
from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import PRODUCT
from hrdd.discussions.actions import reply
from hrdd.reports.models import Run
from taxonomy.models import Edition
from tests import factories

SignIn = Callable[[Client, User], Client]


@pytest.fixture
def home(client: Client, sign_in: SignIn) -> Callable[[User], str]:
    """Returns `home(person)`: what she reads on her home page."""

    def read(person: User) -> str:
        response = sign_in(client, person).get("/")
        assert response.status_code == 200
        return response.content.decode()

    return read


Home = Callable[[User], str]


def run_of(assessment: Assessment, *, by: User, state: str = "ready", failure: str = "") -> Run:
    now = timezone.now()
    return Run.objects.create(
        company=assessment.company, assessment=assessment, document=b"{}", document_sha256="0" * 64,
        requested_by=by, requested_at=now, finished_at=now, state_name=state, failure=failure,
        file="reports/x.pdf" if state == "ready" else "",
    )  # fmt: skip


# Visitors


def test_a_visitor_reads_what_the_workbench_is_and_can_sign_in(client: Client, db: None) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert "/accounts/login/" in response.content.decode()
    assert "/taxonomy/" in response.content.decode()


def test_a_visitor_learns_nothing_about_who_works_here(client: Client, risk: Risk) -> None:
    page = client.get("/").content.decode()
    assert risk.title not in page
    assert "Torvane" not in page


# What waits


def test_an_analyst_sees_the_question_nobody_has_answered(
    home: Home, ines: User, risk: Risk, leila: User, lantern: Organisation
) -> None:
    thread = factories.thread_on(risk, by=leila, organisation=lantern)
    page = home(ines)
    assert "Answer Leila Haddad on R-1" in page
    assert f"{risk.get_absolute_url()}#thread-{thread.pk}" in page


def test_an_answered_question_waits_no_longer(
    home: Home, ines: User, risk: Risk, leila: User, lantern: Organisation, company: Organisation
) -> None:
    thread = factories.thread_on(risk, by=leila, organisation=lantern)
    reply(thread=thread, text="Four families.", organisation=company, by=ines, at=timezone.now())
    assert "Answer Leila Haddad" not in home(ines)


def test_a_talk_among_reviewers_never_shows_to_the_company(
    home: Home, ines: User, risk: Risk, leila: User, lantern: Organisation
) -> None:
    factories.thread_on(risk, by=leila, organisation=lantern, audience="own")
    assert "Leila" not in home(ines)


def test_only_those_who_can_answer_are_asked_to(
    home: Home, victor: User, risk: Risk, leila: User, lantern: Organisation
) -> None:
    factories.thread_on(risk, by=leila, organisation=lantern)
    assert "Answer Leila Haddad" not in home(victor)


def test_an_unknown_measure_waits_for_the_analyst(home: Home, ines: User, assessment: Assessment) -> None:
    risk = factories.RiskFactory.create(assessment=assessment, scope=None)
    assert f"Find out the scope of {risk.reference}: {risk.title}" in home(ines)


def test_overdue_moments_stand_first_then_those_due_soon_and_proposals(
    home: Home, ines: User, assessment: Assessment
) -> None:
    made = factories.MomentFactory.create
    made(system=assessment.system, what="Yearly look", days=400)
    made(system=assessment.system, what="Look in Brazil", days=30, proposed_because="Brazil was added.")
    made(system=assessment.system, what="Look at voice", days=13)
    late = made(system=assessment.system, what="Look at photos", days=-3)
    page = home(ines)
    assert page.index("Look at photos") < page.index("Look at voice") < page.index("Look in Brazil")
    assert "Yearly look" not in page
    assert '<li class="is-late">' in page and "3 days late" in page and "Overdue" in page
    assert late.get_absolute_url() in page


def test_moments_wait_for_those_who_can_decide_on_them(
    home: Home, victor: User, nina: User, leila: User, assessment: Assessment, reviewer_grant: object
) -> None:
    factories.MomentFactory.create(system=assessment.system, what="Look at photos", days=-3)
    for person in (victor, nina, leila):
        assert "Look at photos" not in home(person)


def test_what_was_answered_or_waived_waits_no_longer(home: Home, ines: User, assessment: Assessment) -> None:
    now = timezone.now()
    late = {"system": assessment.system, "what": "Look at photos", "days": -3}
    factories.MomentFactory.create(**late, assessment=assessment, answered_at=now)
    factories.MomentFactory.create(**late, waived_at=now, waived_by=ines, waived_reason="No change.")
    assert "Look at photos" not in home(ines)


def test_a_reviewer_sees_what_is_shared_with_her_and_until_when(
    home: Home, leila: User, risk: Risk, reviewer_grant: AssessmentOrganisationGrant
) -> None:
    page = home(leila)
    assert f"Review {risk.assessment}" in page
    assert f"Until {timezone.localtime(reviewer_grant.until).day} " in page


def test_a_reviewer_sees_that_she_was_answered(
    home: Home, leila: User, lantern: Organisation, risk: Risk, company: Organisation, ines: User,
    reviewer_grant: AssessmentOrganisationGrant,
) -> None:  # fmt: skip
    thread = factories.thread_on(risk, by=leila, organisation=lantern)
    reply(thread=thread, text="Four families.", organisation=company, by=ines, at=timezone.now())
    assert "Torvane AI answered on R-1" in home(leila)


def test_an_ended_grant_leaves_nothing_on_the_page(
    home: Home, leila: User, lantern: Organisation, risk: Risk, company: Organisation, ines: User,
    reviewer_grant: AssessmentOrganisationGrant,
) -> None:  # fmt: skip
    thread = factories.thread_on(risk, by=leila, organisation=lantern)
    reply(thread=thread, text="Four families.", organisation=company, by=ines, at=timezone.now())
    run_of(risk.assessment, by=ines)
    AssessmentOrganisationGrant.objects.update(until=timezone.now() - timedelta(seconds=1))
    page = home(leila)
    assert risk.title not in page
    assert risk.assessment.title not in page
    assert "Nothing is shared with you now" in page


def test_an_auditor_sees_the_report_that_became_ready(
    home: Home, omar: User, risk: Risk, ines: User, auditor_grant: AssessmentOrganisationGrant
) -> None:
    run = run_of(risk.assessment, by=ines)
    page = home(omar)
    assert f"Audit {risk.assessment}" in page
    assert run.get_absolute_url() in page


def test_a_failed_report_is_called_failed(home: Home, ines: User, assessment: Assessment) -> None:
    run_of(assessment, by=ines, state="failed", failure="The worker stopped.")
    assert "failed" in home(ines)


def test_an_administrator_sees_open_invitations_and_sharing_that_ends_soon(
    home: Home, ada: User, company: Organisation, reviewer_grant: AssessmentOrganisationGrant
) -> None:
    accounts.invite(
        email="new@torvane.example", organisation=company, roles=["viewer"], by=PRODUCT, at=timezone.now()
    )
    reviewer_grant.until = timezone.now() + timedelta(days=3)
    reviewer_grant.save(update_fields=["until"])
    page = home(ada)
    assert "new@torvane.example has not accepted the invitation" in page
    assert "Lantern Rights Collective" in page


def test_sharing_that_goes_on_for_long_waits_for_nobody(
    home: Home, ada: User, reviewer_grant: AssessmentOrganisationGrant
) -> None:
    assert "Lantern Rights Collective" not in home(ada)


def test_the_company_hears_how_reviewers_rate(
    home: Home, victor: User, risk: Risk, leila: User, lantern: Organisation
) -> None:
    Rating.objects.create(
        risk=risk, author=leila, organisation=lantern, side="reviewer", scale=5, scope=5, irremediability=5,
        rated_at=timezone.now(),
    )  # fmt: skip
    assert "5 Extreme. Ours is 4 Grave." in home(victor)


# Where the severe risks are


def test_the_map_shows_the_highest_band_and_what_was_not_considered(
    home: Home, ines: User, assessment: Assessment
) -> None:
    factories.RiskFactory.create(assessment=assessment, scale=2, scope=2, irremediability=2)
    factories.RiskFactory.create(assessment=assessment, scale=5, scope=5, irremediability=5)
    page = home(ines)
    assert page.count('class="fill-') == 1
    assert 'class="fill-5"' in page
    assert page.count('class="is-blank"') == 8


def test_each_assessment_is_drawn_with_the_categories_of_its_own_edition(
    home: Home, ines: User, assessment: Assessment
) -> None:
    ten = Edition.objects.get(code="btech-2023-supplement")
    factories.AssessmentFactory.create(system=assessment.system, created_by=ines, number=13, edition=ten)
    page = home(ines)
    assert "heatmap--of-9" in page
    assert "heatmap--of-10" in page


def test_the_gravest_risks_of_all_assessments_stand_in_order(
    home: Home, ines: User, assessment: Assessment
) -> None:
    other = factories.AssessmentFactory.create(system=assessment.system, created_by=ines, number=13)
    factories.RiskFactory.create(assessment=assessment, title="The lesser harm", scale=3)
    factories.RiskFactory.create(assessment=other, title="The greater harm", scale=5)
    page = home(ines)
    assert 0 < page.index("The greater harm") < page.index("The lesser harm")


def test_another_company_sees_none_of_it(home: Home, nina: User, risk: Risk, assessment: Assessment) -> None:
    page = home(nina)
    assert risk.title not in page
    assert assessment.title not in page


# Empty, and quick


def test_a_new_analyst_is_led_to_the_first_assessment(home: Home, ines: User) -> None:
    page = home(ines)
    assert "No assessment yet" in page
    assert "/assessments/new/" in page


def test_a_viewer_without_assessments_is_not_sent_where_she_may_not_go(home: Home, victor: User) -> None:
    page = home(victor)
    assert "No assessment yet" in page
    assert "/assessments/new/" not in page


def test_someone_without_any_organisation_has_a_home_too(home: Home, db: None) -> None:
    assert "Nothing is shared with you now" in home(factories.UserFactory.create())


@pytest.mark.parametrize("amount", [1, 12])
def test_home_asks_the_database_at_most_fifteen_times(
    client: Client, sign_in: SignIn, company: Organisation, lantern: Organisation, leila: User, amount: int,
) -> None:  # fmt: skip
    busy = factories.member(company, "analyst", "administrator", name="Busy", email="busy@torvane.example")
    for number in range(amount):
        assessment = factories.AssessmentFactory.create(
            system__company=company, created_by=busy, number=number + 1
        )
        for _ in range(3):
            risk = factories.RiskFactory.create(assessment=assessment, scope=None)
            factories.thread_on(risk, by=leila, organisation=lantern)
        factories.OrganisationGrantFactory.create(
            content_object=assessment, organisation=lantern, until=timezone.now() + timedelta(days=2)
        )
        factories.PersonGrantFactory.create(
            content_object=assessment, until=timezone.now() + timedelta(days=2)
        )
        run_of(assessment, by=busy)
        factories.MomentFactory.create(system=assessment.system, days=-number)
    sign_in(client, busy)
    with CaptureQueriesContext(connection) as captured:
        response = client.get("/")
    assert response.status_code == 200
    # What begins and ends the transaction asks nothing.
    asked = [query for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 15
