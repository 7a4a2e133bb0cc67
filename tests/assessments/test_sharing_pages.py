"""The Sharing tab and its API: letting in, and what a closed door answers."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Assessment, AssessmentOrganisationGrant, AssessmentPersonGrant, Risk
from hrdd.accounts.models import Organisation, User
from tests.factories import OrganisationGrantFactory, PersonGrantFactory

DAY = (timezone.localdate() + timedelta(days=30)).isoformat()


def tab(assessment: Assessment, rest: str = "") -> str:
    return f"/assessments/{assessment.pk}/sharing/{rest}"


def test_the_tab_says_who_can_see_it(
    client: Client, assessment: Assessment, ines: User, tomas: User,
    reviewer_grant: AssessmentOrganisationGrant,
) -> None:  # fmt: skip
    client.force_login(ines)
    html = client.get(tab(assessment)).content.decode()
    assert "Torvane AI, 2 people" in html
    assert "Lantern Rights Collective" in html
    assert "Reviewer" in html


def test_without_guests_the_tab_says_why_one_would_want_some(
    client: Client, assessment: Assessment, ines: User
) -> None:
    client.force_login(ines)
    assert "Nobody from outside can see it" in client.get(tab(assessment)).content.decode()


def test_an_organisation_is_let_in_until_the_end_of_a_day(
    client: Client, assessment: Assessment, ines: User, ferro: Organisation
) -> None:
    client.force_login(ines)
    answer = client.post(
        tab(assessment, "organisations/"),
        {"organisation-organisation": ferro.pk, "organisation-until": DAY},
        follow=True,
    )
    grant = AssessmentOrganisationGrant.objects.get()
    assert (grant.role, grant.until.isoformat()) == ("auditor", f"{DAY}T23:59:59+00:00")
    assert "Ferro Audit can see this assessment now." in answer.content.decode()


def test_a_person_is_let_in_by_her_address(client: Client, assessment: Assessment, ines: User) -> None:
    client.force_login(ines)
    sent = {"person-person": "sam@river.example", "person-role": "reviewer", "person-until": DAY}
    assert client.post(tab(assessment, "people/"), sent).status_code == 302
    assert AssessmentPersonGrant.objects.get().user.email == "sam@river.example"
    assert "(has not come in yet)" in client.get(tab(assessment)).content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"person-person": "nonsense", "person-role": "reviewer", "person-until": DAY},
        {"person-person": "sam@river.example", "person-role": "analyst", "person-until": DAY},
        {"person-person": "sam@river.example", "person-role": "reviewer", "person-until": "2020-01-01"},
        {"person-person": "ines.duarte@torvane.example", "person-role": "reviewer", "person-until": DAY},
    ],
)
def test_a_wrong_answer_comes_back_with_its_reason_and_what_was_typed(
    client: Client, assessment: Assessment, ines: User, sent: dict[str, str]
) -> None:
    client.force_login(ines)
    page = client.post(tab(assessment, "people/"), sent)
    assert page.status_code == 422
    assert 'href="#id_person-' in page.content.decode()
    assert sent.get("person-person", "") in page.content.decode()
    assert not AssessmentPersonGrant.objects.exists()
    assert not User.objects.filter(email="sam@river.example").exists()


def test_company_organisations_cannot_be_chosen(
    client: Client, assessment: Assessment, ines: User, other_company: Organisation
) -> None:
    client.force_login(ines)
    assert "Bluepier" not in client.get(tab(assessment)).content.decode()
    sent = {"organisation-organisation": other_company.pk, "organisation-until": DAY}
    assert client.post(tab(assessment, "organisations/"), sent).status_code == 422


def test_the_door_closes_at_once_for_pages_and_api(
    client: Client, api, assessment: Assessment, risk: Risk, ines: User, leila: User,
    reviewer_grant: AssessmentOrganisationGrant,
) -> None:  # fmt: skip
    guest, program = Client(), api(leila)
    guest.force_login(leila)
    pages = [f"/assessments/{assessment.pk}/", f"/assessments/{assessment.pk}/risks/{risk.pk}/"]
    addresses = [f"/api/v1/assessments/{assessment.pk}/", f"/api/v1/assessments/{assessment.pk}/risks/"]
    assert {guest.get(page).status_code for page in pages} == {200}
    assert {program.get(address).status_code for address in addresses} == {200}
    client.force_login(ines)
    client.post(tab(assessment, f"grants/{reviewer_grant.pk}/withdrawal/"))
    assert {guest.get(page).status_code for page in pages} == {404}
    assert {program.get(address).status_code for address in addresses} == {404}
    assert assessment.title not in guest.get("/assessments/").content.decode()


def test_a_grant_that_is_over_answers_404_before_the_clock_comes_round(
    api, assessment: Assessment, leila: User, reviewer_grant: AssessmentOrganisationGrant
) -> None:
    reviewer_grant.until = timezone.now()
    reviewer_grant.save()
    guest = Client()
    guest.force_login(leila)
    assert guest.get(f"/assessments/{assessment.pk}/").status_code == 404
    assert api(leila).get(f"/api/v1/assessments/{assessment.pk}/").status_code == 404


def test_only_those_who_may_share_see_the_tab(
    client: Client, assessment: Assessment, risk: Risk, victor: User, leila: User, nina: User,
    reviewer_grant: AssessmentOrganisationGrant,
) -> None:  # fmt: skip
    for person, status in ((victor, 403), (leila, 403), (nina, 404)):
        client.force_login(person)
        assert client.get(tab(assessment)).status_code == status
        assert client.post(tab(assessment, "people/")).status_code == status
        withdrawal = client.post(tab(assessment, f"grants/{reviewer_grant.pk}/withdrawal/"))
        assert withdrawal.status_code == status
    assert AssessmentOrganisationGrant.objects.exists()


def test_the_grant_of_another_assessment_is_out_of_reach(
    client: Client, assessment: Assessment, ines: User, nina: User
) -> None:
    elsewhere = OrganisationGrantFactory.create()
    client.force_login(ines)
    assert client.post(tab(assessment, f"grants/{elsewhere.pk}/withdrawal/")).status_code == 404


def test_a_closed_assessment_can_still_be_shared_and_unshared(
    client: Client, assessment: Assessment, ines: User, reviewer_grant: AssessmentOrganisationGrant
) -> None:
    assessment.status = Assessment.Status.SUPERSEDED
    assessment.save()
    client.force_login(ines)
    assert client.get(tab(assessment)).status_code == 200
    assert client.post(tab(assessment, f"grants/{reviewer_grant.pk}/withdrawal/")).status_code == 302


def test_the_tab_asks_the_database_equally_often_for_few_and_many(
    client: Client, assessment: Assessment, ines: User, django_assert_max_num_queries
) -> None:
    OrganisationGrantFactory.create_batch(8, content_object=assessment)
    PersonGrantFactory.create_batch(8, content_object=assessment)
    client.force_login(ines)
    with django_assert_max_num_queries(15):
        assert client.get(tab(assessment)).status_code == 200


# The API


def test_what_the_api_returns_it_accepts(
    api,
    assessment: Assessment,
    ines: User,
    lantern: Organisation,
    reviewer_grant: AssessmentOrganisationGrant,
) -> None:
    address = f"/api/v1/assessments/{assessment.pk}/grants/"
    [row] = api(ines).get(address).json()["results"]
    assert (row["organisation"], row["person"], row["role"]) == (str(lantern.pk), None, "reviewer")
    again = api(ines).post(address, row)
    assert again.status_code == 201
    assert {name: again.json()[name] for name in ("id", "until", "role")} == {
        "id": row["id"], "until": row["until"], "role": row["role"],
    }  # fmt: skip


def test_the_api_lets_a_person_in_and_out(api, assessment: Assessment, ines: User) -> None:
    address = f"/api/v1/assessments/{assessment.pk}/grants/"
    until = (timezone.now() + timedelta(days=5)).isoformat()
    made = api(ines).post(address, {"person": "sam@river.example", "role": "reviewer", "until": until})
    assert (made.status_code, made.json()["person"]) == (201, "sam@river.example")
    assert api(ines).get(made["Location"]).json() == made.json()
    assert api(ines).delete(made["Location"]).status_code == 204
    assert api(ines).get(made["Location"]).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({}, "non_field_errors"),
        ({"person": "sam@river.example", "role": "analyst"}, "role"),
        ({"person": "sam@river.example", "until": "2020-01-01T00:00:00Z"}, "until"),
        ({"organisation": "00000000-0000-0000-0000-000000000000"}, "organisation"),
        ({"person": "ines.duarte@torvane.example"}, "person"),
    ],
)
def test_the_api_refuses_what_the_form_refuses(
    api, assessment: Assessment, ines: User, wrong: dict[str, str], field: str
) -> None:
    until = (timezone.now() + timedelta(days=5)).isoformat()
    answer = api(ines).post(
        f"/api/v1/assessments/{assessment.pk}/grants/", {"role": "reviewer", "until": until} | wrong
    )
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert field in answer.json()["errors"]


def test_the_list_is_paged_without_losing_or_repeating_anybody(
    api, assessment: Assessment, ines: User
) -> None:
    made = [
        *OrganisationGrantFactory.create_batch(3, content_object=assessment),
        *PersonGrantFactory.create_batch(3, content_object=assessment),
    ]
    address, seen = f"/api/v1/assessments/{assessment.pk}/grants/?page_size=2", []
    while address:
        page = api(ines).get(address).json()
        assert len(page["results"]) == 2
        seen += [row["id"] for row in page["results"]]
        address = page["next"]
    assert sorted(seen) == sorted(str(grant.pk) for grant in made)
    assert api(ines).get(f"/api/v1/assessments/{assessment.pk}/grants/?cursor=x").status_code == 422


def test_the_api_shows_the_list_only_to_those_who_may_share(
    api, assessment: Assessment, victor: User, leila: User, nina: User,
    reviewer_grant: AssessmentOrganisationGrant,
) -> None:  # fmt: skip
    address = f"/api/v1/assessments/{assessment.pk}/grants/"
    assert [api(person).get(address).status_code for person in (victor, leila, nina, None)] == [
        403, 403, 404, 401,
    ]  # fmt: skip
