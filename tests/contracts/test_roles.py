"""What each role can open of an assessment: every address that shows one of its rows, by name."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from assessments.models import Assessment
from hrdd.accounts.models import Organisation, User
from tests import factories
from tests.contracts.addresses import routes
from tests.factories.reports import ready_run

READS = {
    "assessments:assessment", "assessments:comment", "assessments:order", "assessments:register",
    "assessments:coverage", "assessments:checks", "assessments:approvals", "api_coverage", "api_closures",
    "api_closure", "api_checks", "api_approvals", "api_approval",
    "assessments:risk", "reports:document", "reports:for_assessment", "reports:html", "reports:pdf",
    "reports:run", "api_assessment", "api_comments", "api_report", "api_report_document", "api_report_pdf",
    "api_reports", "api_risk", "api_risks",
}  # fmt: skip
SHARES = {"assessments:sharing", "api_grants", "api_grant"}
SYSTEM = {"api_system"}
OPENS = {
    "victor": READS | SYSTEM,
    "ines": READS
    | SYSTEM
    | SHARES
    | {"assessments:details", "assessments:risk_new", "assessments:risk_edit"}
    | {"assessments:category_closure", "assessments:right_closure", "assessments:edition"}
    | {"assessments:submission"},
    "tomas": READS | SYSTEM | {"dashboard:assessment_history"},
    "ada": READS | SYSTEM | SHARES | {"dashboard:assessment_history"},
    "leila": READS | {"assessments:rating"},
    "omar": READS | {"dashboard:assessment_history"},
}


@pytest.fixture
def rows(
    assessment: Assessment, company: Organisation, ines: User, settings: Any, tmp_path: Any,
    reviewer_grant: Any, auditor_grant: Any,
) -> dict[str, Any]:  # fmt: skip
    settings.MEDIA_ROOT = tmp_path
    risk = factories.RiskFactory.create(assessment=assessment, rights=["privacy"])
    thread = factories.thread_on(risk, by=ines, organisation=company)
    closed = assessment.edition.categories.get(code="PRO")
    closure = factories.ClosureFactory.create(assessment=assessment, category=closed)
    approval = factories.ApprovalFactory.create(
        assessment=assessment, state="taken_back", note="Between us and the auditors: petunia."
    )
    return {
        "closure_pk": closure.pk, "approval_pk": approval.pk, "category_code": "PRO",
        "right_code": "housing",
        "assessments": assessment.pk, "systems": assessment.system_id, "risk_pk": risk.pk,
        "reports": ready_run(assessment, by=ines).pk, "thread_pk": thread.pk,
        "comment_pk": thread.comments.get().pk, "grant_pk": reviewer_grant.pk,
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(OPENS))
def test_each_role_opens_exactly_what_is_written_down(
    rows: dict[str, Any], name: str, request: pytest.FixtureRequest, api: Any
) -> None:
    person = request.getfixturevalue(name)
    browser, program, opened = Client(), api(person), set()
    browser.force_login(person)
    for route in routes():
        if not set(route.kwargs) <= set(rows) | {"pk"} or not route.kwargs:
            continue
        cache.clear()
        answer = (program if route.is_api else browser).get(route.address(rows))
        if answer.status_code == 200:
            opened.add(route.name)
        else:
            assert answer.status_code in (302, 403, 404, 405), (route.name, answer.status_code)
    assert opened == OPENS[name]


def test_a_comment_inside_one_organisation_is_seen_by_nobody_else(
    rows: dict[str, Any], company: Organisation, ines: User, leila: User, omar: User, tomas: User, api: Any
) -> None:
    risk = Assessment.objects.get(pk=rows["assessments"]).risks.get()
    thread = factories.thread_on(
        risk, by=ines, organisation=company, audience="own", text="Ask legal about marigold."
    )
    inner = rows | {"thread_pk": thread.pk, "comment_pk": thread.comments.get().pk}
    for person, sees in ((leila, False), (omar, False), (tomas, True)):
        browser, program, shown = Client(), api(person), False
        browser.force_login(person)
        for route in routes():
            if route.kwargs and set(route.kwargs) <= set(inner) | {"pk"}:
                cache.clear()
                answer = (program if route.is_api else browser).get(route.address(inner))
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                shown |= b"marigold" in body
        assert shown == sees, person
