"""A reviewer's own rating: beside the company's, with reasons, one per person, open to her alone."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment, Rating, Risk
from hrdd.accounts.models import Organisation, User
from hrdd.audit.models import Event

pytestmark = pytest.mark.django_db
GRADES = {
    "scale": "5", "scope": "unknown", "irremediability": "2", "scale_reason": "We know three families.",
    "scope_reason": "Nobody counts.", "irremediability_reason": "Some was restored.",
}  # fmt: skip


def rating(risk: Risk) -> str:
    return reverse("assessments:rating", args=[risk.assessment_id, risk.pk])


@pytest.fixture
def reviewer(client: Client, leila: User, reviewer_grant: object) -> Client:
    client.force_login(leila)
    return client


def test_it_is_kept_under_her_name_and_organisation(
    reviewer: Client, risk: Risk, leila: User, lantern: Organisation
) -> None:
    page = reviewer.post(rating(risk), GRADES, follow=True)
    assert "Lantern Rights Collective" in page.text
    assert "differs from the company" in page.text
    kept = Rating.objects.get()
    assert (kept.author, kept.organisation, kept.side, kept.scope) == (leila, lantern, "reviewer", None)
    assert Event.objects.get(action="rated as reviewer").changes["scale"] == 5


def test_rating_again_changes_hers_and_adds_none(reviewer: Client, risk: Risk) -> None:
    reviewer.post(rating(risk), GRADES)
    page = reviewer.get(rating(risk))
    assert page.context["form"]["scope"].value() == "unknown"
    assert "Nobody counts." in page.text
    reviewer.post(rating(risk), {**GRADES, "scale": "4"})
    kept = Rating.objects.get()
    assert (kept.scale, kept.version) == (4, 2)


def test_without_reasons_it_is_refused_and_kept_on_the_page(reviewer: Client, risk: Risk) -> None:
    page = reviewer.post(rating(risk), {**GRADES, "scope_reason": ""})
    assert page.status_code == 422
    assert 'href="#id_scope_reason"' in page.text
    assert "We know three families." in page.text
    assert not Rating.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("ines", 403), ("victor", 403), ("nina", 404), ("omar", 404)])
def test_nobody_else_rates_as_reviewer(
    request: pytest.FixtureRequest, client: Client, risk: Risk, who: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.post(rating(risk), GRADES).status_code == status


def test_a_closed_assessment_takes_no_more_ratings(
    reviewer: Client, assessment: Assessment, risk: Risk
) -> None:
    assessment.status = Assessment.Status.SUPERSEDED
    assessment.save(update_fields=["status"])
    assert reviewer.post(rating(risk), GRADES).status_code == 403
