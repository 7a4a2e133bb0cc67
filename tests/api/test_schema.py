"""The OpenAPI description: valid, complete, and written without guessing."""

import pytest
from django.core.management import call_command
from django.test import Client

pytestmark = pytest.mark.django_db

# The resources other programs rely on, with their methods.
RESOURCES = {
    "taxonomy/categories/": {"get"},
    "taxonomy/rights/": {"get"},
    "taxonomy/examples/": {"get"},
    "systems/": {"get", "post"},
    "systems/{id}/": {"get", "patch"},
    "assessments/": {"get", "post"},
    "assessments/{id}/": {"get", "patch"},
    "assessments/{id}/risks/": {"get", "post"},
    "assessments/{id}/risks/{risk_pk}/": {"get", "put", "patch"},
    "assessments/{id}/risks/{risk_pk}/comments/": {"get", "post"},
    "assessments/{id}/coverage/": {"get"},
    "assessments/{id}/closures/": {"get", "post"},
    "assessments/{id}/closures/{closure_pk}/": {"get", "patch", "delete"},
    "assessments/{id}/edition/": {"post"},
    "assessments/{id}/checks/": {"get"},
    "assessments/{id}/submission/": {"post"},
    "assessments/{id}/withdrawal/": {"post"},
    "assessments/{id}/approvals/": {"get"},
    "assessments/{id}/approvals/{approval_pk}/": {"get"},
    "assessments/{id}/approvals/{approval_pk}/approval/": {"post"},
    "assessments/{id}/approvals/{approval_pk}/return/": {"post"},
    "assessments/{id}/risks/{risk_pk}/group-ratings/": {"get", "post"},
    "assessments/{id}/risks/{risk_pk}/group-ratings/{group_rating_pk}/": {"get", "put"},
    "assessments/{id}/risks/{risk_pk}/involvements/": {"get", "post"},
    "assessments/{id}/risks/{risk_pk}/involvements/{party_pk}/": {"get", "put"},
    "assessments/{id}/risks/{risk_pk}/residual/": {"get", "put"},
    "assessments/{id}/grants/": {"get", "post"},
    "assessments/{id}/reports/": {"get", "post"},
    "stakeholders/": {"get", "post"},
    "stakeholders/{id}/": {"get", "patch"},
    "stakeholders/{id}/contacts/": {"get", "post"},
    "stakeholders/{id}/contacts/{contact_pk}/": {"get", "patch"},
    "stakeholders/{id}/contacts/{contact_pk}/openings/": {"post"},
    "stakeholders/{id}/contacts/{contact_pk}/erasure/": {"post"},
    "assessments/{id}/engagement/": {"get"},
    "assessments/{id}/engagement/plan/": {"get", "post"},
    "assessments/{id}/engagement/plan/{planned_pk}/": {"get", "patch"},
    "assessments/{id}/engagement/plan/{planned_pk}/removal/": {"post"},
    "assessments/{id}/engagement/not-sought/": {"get", "post"},
    "assessments/{id}/engagement/not-sought/{not_sought_pk}/": {"get", "patch"},
    "assessments/{id}/engagement/not-sought/{not_sought_pk}/removal/": {"post"},
    "portfolio/risks/": {"get"},
    "portfolio/measures/": {"get"},
    "reports/{id}/": {"get"},
    "reports/{id}/pdf/": {"get"},
    "reports/{id}/document/": {"get"},
}


def test_it_is_valid_and_made_without_a_warning() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, file="/dev/null")


@pytest.mark.parametrize("path", RESOURCES)
def test_every_resource_is_described_with_its_methods(client: Client, path: str) -> None:
    paths = client.get("/api/v1/schema/?format=json").json()["paths"]
    assert RESOURCES[path] <= set(paths[f"/api/v1/{path}"])


def test_a_page_of_risks_is_described_as_it_comes(client: Client) -> None:
    told = client.get("/api/v1/schema/?format=json").json()
    listed = told["paths"]["/api/v1/assessments/{id}/risks/"]["get"]["responses"]["200"]
    page = listed["content"]["application/json"]["schema"]
    page = told["components"]["schemas"][page["$ref"].rsplit("/", 1)[-1]] if "$ref" in page else page
    assert set(page["properties"]) == {"next", "previous", "results"}
