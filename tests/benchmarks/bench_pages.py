"""Pages in a full database: what a page costs beside its own SQL and a bare template of the same rows."""

from collections.abc import Callable
from datetime import timedelta

from django.db import connection, connections
from django.template import Context, Engine
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Assessment, AssessmentOrganisationGrant
from hrdd.accounts.models import Organisation, User
from hrdd.sharing.actions import give_grant
from tests.benchmarks import fill_portfolio
from tests.benchmarks.table import Row, milliseconds
from tests.factories.accounts import OrganisationFactory, member

ASK_MS = 200  # of server time at most until a report is asked for and frozen
SYSTEMS, ASSESSMENTS, FILLED, RISKS = 200, 20_000, 500, 2_000
TARGET = 3.0

ADD_ASSESSMENTS = """
INSERT INTO assessments_assessment (id, company_id, system_id, edition_id, number, title, moment, status,
    working_number, next_risk_number, created_by_id, created_at, version)
SELECT gen_random_uuid(), %(company)s, (%(systems)s::uuid[])[1 + n %% %(of_systems)s],
    (SELECT id FROM taxonomy_edition WHERE is_default), n, 'Assessment number ' || n, '',
    CASE WHEN n %% 10 = 9 THEN 'superseded' ELSE 'draft' END, 1, 1, %(user)s,
    now() - n * interval '1 minute', 1
FROM generate_series(1, %(count)s) AS n
"""
ADD_RISKS = """
INSERT INTO assessments_risk (id, lineage, company_id, assessment_id, number, title, description, category_id,
    other_right, nature, scale, scope, irremediability, likelihood, delay_makes_irremediable, scale_reason,
    scope_reason, irremediability_reason, likelihood_reason, involvement, involvement_reason, source,
    confidence, tension_note, enabled, foreseeable, mitigation, standing, stale_because,
    created_by_id, created_at, updated_by_id, updated_at, version)
SELECT gen_random_uuid(), gen_random_uuid(), a.company_id, a.id, n,
    'A harm that people have told us about, number ' || n,
    repeat('What happens, and to whom. ', 8),
    (SELECT id FROM taxonomy_category WHERE edition_id = a.edition_id AND position = 1 + n %% 9), '',
    CASE WHEN n %% 20 = 0 THEN 'actual' ELSE 'potential' END,
    1 + (random() * 4)::int, 1 + (random() * 4)::int, 1 + (random() * 4)::int,
    CASE WHEN n %% 20 > 0 THEN 1 + (random() * 4)::int END,
    random() < 0.2, 'r', 'r', 'r', 'r', 'caused', '', '',
    '', '', '', '', '', 'open', '', %(user)s, now() - n * interval '1 second', %(user)s, now(), 1
FROM (SELECT * FROM assessments_assessment ORDER BY number LIMIT %(filled)s) AS a,
    generate_series(1, %(risks)s) AS n
"""
BARE = Engine().from_string(
    "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}"
    "</table>"
)


def fill() -> tuple[User, User]:
    """Returns an analyst and a reviewer with three grants, among a million risks in 20,000 assessments."""
    company = OrganisationFactory.create(name="Company of a million risks", kind=Organisation.Kind.COMPANY)
    outside = OrganisationFactory.create(name="Reviewers", kind=Organisation.Kind.CIVIL_SOCIETY)
    analyst = member(company, "analyst", name="Analyst")
    reviewer = member(outside, "reviewer", name="Reviewer")
    now = timezone.now()
    systems = [company.systems.create(name=f"System {n}", created_at=now).pk for n in range(SYSTEMS)]
    given = {
        "company": company.pk, "systems": systems, "of_systems": SYSTEMS, "user": analyst.pk,
        "count": ASSESSMENTS, "filled": FILLED, "risks": RISKS,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(ADD_ASSESSMENTS, given)
        cursor.execute(ADD_RISKS, given)
        fill_portfolio.add(cursor, company=company, by=analyst)
        cursor.execute("SET statement_timeout = 30000")
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    for assessment in Assessment.objects.order_by("number")[:3]:
        give_grant(
            root=assessment, organisation=outside, role="reviewer", until=now + timedelta(days=30),
            by=analyst, at=now,
        )  # fmt: skip
    assert AssessmentOrganisationGrant.objects.count() == 3
    return analyst, reviewer


def beside(client: Client, address: str) -> tuple[Callable[[], object], Callable[[], object]]:
    """Returns the page, and its floor: its own SQL run raw, the longest answer in a bare template."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    statements = [query["sql"] for query in captured.captured_queries]

    def floor() -> object:
        longest: list[tuple[object, ...]] = []
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                if cursor.description:
                    longest = max(longest, cursor.fetchall(), key=len)
        return BARE.render(Context({"rows": longest}))

    return lambda: client.get(address), floor


def main() -> list[Row]:
    """Returns one row per page."""
    analyst, reviewer = fill()
    register = f"/assessments/{Assessment.objects.order_by('number')[1].pk}/risks/"
    asked = (
        ("register, 25 of 2,000 risks among 1,000,000", analyst, register),
        ("register, page 80 of 80", analyst, f"{register}?page=80"),
        ("assessments of a reviewer, 3 grants among 20,000", reviewer, "/assessments/"),
        ("home of an analyst, 20,000 assessments", analyst, "/"),
        ("portfolio: 12 of 18,000 assessments, 3,300 moments", analyst, "/portfolio/"),
        ("most severe of 1,000,000 across assessments", analyst, "/portfolio/risks/"),
        ("the same, of what has happened", analyst, "/portfolio/risks/?nature=actual"),
        ("the same, of one system", analyst, "/portfolio/risks/?system=System+17"),
        ("measures by owner, 125,000 open", analyst, "/portfolio/measures/"),
    )
    rows = []
    for name, person, address in asked:
        client = Client(SERVER_NAME="localhost")
        client.force_login(person)
        page, floor = beside(client, address)
        rows.append(Row(name, milliseconds(page), milliseconds(floor), "ms", TARGET))
    asking = Client(SERVER_NAME="localhost")
    asking.force_login(analyst)
    reports = register.replace("/risks/", "/reports/")
    taken = milliseconds(lambda: asking.post(reports, {"kind": "severity", "language": "en"}), rounds=10)
    rows.append(Row("asking for a report of 2,000 risks, beside its limit", taken, ASK_MS, "ms", 1.0))
    return rows
