"""What each role can open of an assessment: every address that shows one of its rows, by name."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from assessments.models import Assessment
from hrdd.accounts.models import Organisation, User
from tests import factories
from tests.contracts.addresses import routes
from tests.contracts.depth import rows_in_depth
from tests.contracts.log_rows import rows_of_the_log
from tests.contracts.remedy_rows import rows_of_remedy
from tests.factories.reports import ready_run

READS = {
    "api_approval", "api_approvals", "api_assessment", "api_checks", "api_closure", "api_closures",
    "api_comments", "api_coverage", "api_decisions", "api_evidence", "api_evidence_file",
    "api_evidence_list", "api_group_rating", "api_group_ratings", "api_involvement", "api_involvements",
    "api_measure", "api_measures", "api_occurrence", "api_occurrences", "api_report",
    "api_report_document", "api_report_pdf", "api_reports", "api_residual", "api_risk", "api_risks",
    "api_version", "api_versions", "api_versions_compare", "assessments:approvals",
    "assessments:assessment", "assessments:checks", "assessments:comment", "assessments:coverage",
    "assessments:decisions", "assessments:evidence", "assessments:evidence_file",
    "assessments:evidence_list", "assessments:involvements", "assessments:measures",
    "assessments:occurrences", "assessments:order", "assessments:register", "assessments:risk",
    "assessments:version", "assessments:versions", "assessments:versions_compare",
    "stakeholders:risk_voices", "api_risk_voices", "reports:document",
    "reports:for_assessment", "reports:html", "reports:pdf", "reports:run",
}  # fmt: skip
READS |= {"stakeholders:scorecard", "stakeholders:scorecard_rows", "api_engagement_scorecard"}
SHARES = {"assessments:sharing", "api_grants", "api_grant"}
SYSTEM = {
    "api_moment", "api_moments", "api_system", "api_system_parties", "api_system_party",
    "api_system_version", "api_system_versions", "assessments:moment", "assessments:moments",
    "assessments:system", "assessments:system_parties", "assessments:system_version",
    "assessments:system_versions",
}  # fmt: skip
TAKES = {
    "api_export_csv", "api_export_json", "api_export_xlsx", "api_version_document",
    "assessments:export_csv", "assessments:export_json", "assessments:export_xlsx",
    "assessments:version_document",
}  # fmt: skip
EDITS = {
    "api_risk_import", "api_risk_imports", "assessments:category_closure", "assessments:confirmation",
    "assessments:details", "assessments:draft", "assessments:duplicate", "assessments:edition",
    "assessments:evidence_removal", "assessments:examples", "assessments:group_rating",
    "assessments:group_rating_removal", "assessments:group_ratings", "assessments:involvement",
    "assessments:involvement_removal", "assessments:measure", "assessments:occurrence",
    "assessments:occurrence_removal", "assessments:residual", "assessments:residual_removal",
    "assessments:right_closure", "assessments:risk_copy", "assessments:risk_edit",
    "assessments:risk_import", "assessments:risk_imports", "assessments:risk_new",
    "assessments:starting_list", "assessments:submission", "assessments:system_edit",
    "assessments:system_party",
}  # fmt: skip
APPROVES = {"assessments:decision_approval", "assessments:decision_refusal"}
# The record is internal, and so are its inputs.
LOG = {
    "stakeholders:engagement", "stakeholders:participants", "stakeholders:inputs", "stakeholders:input",
    "stakeholders:requests", "stakeholders:request", "api_engagement", "api_participants", "api_inputs",
    "api_input", "api_requests", "api_request",
    "api_consents", "api_consent", "api_collective_consents", "api_follow_ups", "api_follow_up",
    "stakeholders:consents", "stakeholders:consent", "stakeholders:collective", "stakeholders:follow_ups",
    "stakeholders:attachments", "stakeholders:attachment_file", "api_attachments", "api_attachment_file",
}  # fmt: skip
# The register of groups is the company's; the plan of an assessment is for everybody who sees that one.
GROUP = {"stakeholders:group", "api_stakeholder"}
CONTACTS = {
    "stakeholders:contacts", "api_contacts", "stakeholders:support", "api_support_list", "api_support",
    "stakeholders:initiative", "api_initiative",
}  # fmt: skip
GRID = {
    "stakeholders:for_assessment", "api_engagement_grid", "api_plan", "api_planned", "api_not_sought_list",
    "api_not_sought",
}  # fmt: skip
PLANS = {
    "stakeholders:plan", "stakeholders:planned", "stakeholders:planned_removal",
    "stakeholders:not_sought_new", "stakeholders:not_sought", "stakeholders:not_sought_removal",
}  # fmt: skip
WRITES_LOG = {
    "stakeholders:step", "stakeholders:input_link_removal", "stakeholders:request_link_removal",
    "stakeholders:consent_withdrawal",
    "stakeholders:consent_form", "stakeholders:follow_up", "reports:with_words", "reports:letter_taken_back",
    "stakeholders:group_edit", "stakeholders:contact", "stakeholders:contact_opening",
    "stakeholders:contact_erasure", "api_contact", "stakeholders:support_edit",
    "stakeholders:initiative_edit", "stakeholders:past", "api_past",
    "stakeholders:sealing", "stakeholders:input_sealing", "stakeholders:retention", "stakeholders:hold",
    "stakeholders:hold_end", "stakeholders:deletion", "stakeholders:attachment_removal", "api_retention",
    "api_hold", "stakeholders:contact_hold", "api_contact_hold",
}  # fmt: skip
# What is sealed, without a word of it: nothing is open here.
OPENS_SEALED = {"stakeholders:openings", "stakeholders:opening", "api_openings", "api_opening"}
OVERRIDES = {"stakeholders:consent_override"}
INSIDE = LOG | GROUP | CONTACTS | GRID
# What people are told leaves the house.
ANSWERS = {
    "stakeholders:feedback", "stakeholders:feedback_in", "stakeholders:feedback_as_text",
    "stakeholders:feedback_of_request", "reports:feedback_pdf", "api_feedback",
}  # fmt: skip
HISTORY = {"dashboard:assessment_history"}
# Of a case nothing: it is seen by those who were given it by name.
ANYBODY = {"remedy:concern"}
CHANNEL = {
    "remedy:channel", "remedy:channel_terms", "remedy:channel_desk", "remedy:channel_escrow",
    "remedy:channel_closing", "remedy:channel_leaving",
}  # fmt: skip
OPENS = {
    "victor": READS | SYSTEM | INSIDE,
    "ines": READS | SYSTEM | SHARES | TAKES | EDITS | INSIDE | PLANS | ANSWERS,
    "tomas": READS | SYSTEM | TAKES | APPROVES | INSIDE | OVERRIDES | OPENS_SEALED | HISTORY,
    "ada": READS | SYSTEM | TAKES | SHARES | INSIDE | HISTORY | CHANNEL,
    "elsa": READS | SYSTEM | TAKES | INSIDE | PLANS | WRITES_LOG | ANSWERS | OPENS_SEALED,
    "leila": READS | GRID | {"assessments:rating"},
    "omar": READS | TAKES | LOG | GRID | HISTORY,
}


@pytest.fixture
def rows(
    assessment: Assessment, company: Organisation, ines: User, settings: Any, tmp_path: Any,
    reviewer_grant: Any, auditor_grant: Any,
) -> dict[str, Any]:  # fmt: skip
    settings.MEDIA_ROOT = tmp_path
    risk = factories.RiskFactory.create(assessment=assessment, rights=["privacy"])
    thread = factories.thread_on(risk, by=ines, organisation=company)
    return {
        **rows_in_depth(
            assessment, risk, by=ines, approver=factories.UserFactory.create(), mark="petunia"
        ),
        **rows_of_the_log(assessment, risk, by=ines, mark="petunia"),
        **rows_of_remedy(
            company, by=factories.member(company, "administrator", name="Runner"), mark="petunia"
        ),
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
    assert opened == OPENS[name] | ANYBODY


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
