"""Submitting, taking back, approving and returning over the API: as on screen, and refused as on screen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from assessments import actions
from assessments.approved import content
from assessments.models import Approval, Assessment, Snapshot
from hrdd.accounts.models import Membership, User
from tests import factories
from tests.factories.depth import complete

pytestmark = pytest.mark.django_db
Api = Callable[[User | None], Any]
REASON = "Say who was asked about R-1."


@pytest.fixture
def whole(assessment: Assessment) -> Assessment:
    return complete(assessment)


@pytest.fixture
def base(assessment: Assessment) -> str:
    return f"/api/v1/assessments/{assessment.pk}/"


@pytest.fixture
def submitted(whole: Assessment, ines: User) -> Approval:
    return actions.submit(assessment=whole, note="Please look at R-1.", by=ines, at=timezone.now())


@pytest.fixture
def one(base: str, submitted: Approval) -> str:
    return f"{base}approvals/{submitted.pk}/"


def status(assessment: Assessment) -> str:
    return str(Assessment.objects.get(pk=assessment.pk).status)


def test_a_version_goes_from_submission_to_approval(
    api: Api, base: str, whole: Assessment, ines: User, tomas: User
) -> None:
    made = api(ines).post(f"{base}submission/", {"note": "Please look at R-1."})
    assert made.status_code == 201
    row = made.json()
    assert (row["number"], row["state"], row["submitted_by"]) == (1, "submitted", "Ines Duarte")
    assert (row["note"], row["decided_by"], row["digest"]) == ("Please look at R-1.", None, None)
    assert status(whole) == "in_review"
    one = f"{base}approvals/{row['id']}/"
    digest = api(tomas).get(one).json()["content_digest"]
    assert digest == content(whole.pk).digest
    approved = api(tomas).post(f"{one}approval/", {"digest": digest})
    assert approved.status_code == 200
    assert (approved.json()["state"], approved.json()["decided_by"]) == ("approved", "Tomas Brandt")
    assert approved.json()["digest"] == digest == Snapshot.objects.get().sha256
    assert status(whole) == "approved"
    assert [found["id"] for found in api(ines).get(f"{base}approvals/").json()["results"]] == [row["id"]]


def test_what_the_checks_call_an_error_stops_it_and_is_named(
    api: Api, base: str, assessment: Assessment, ines: User
) -> None:
    refused = api(ines).post(f"{base}submission/", {})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["checks"])
    assert any("version" in line for line in refused.json()["errors"]["checks"])
    assert not Approval.objects.exists()
    assert status(assessment) == "draft"


def test_it_is_taken_back_and_submitted_again(
    api: Api, base: str, submitted: Approval, whole: Assessment, ines: User, tomas: User
) -> None:
    assert api(tomas).post(f"{base}withdrawal/").status_code == 403, "only those who may submit take it back"
    back = api(ines).post(f"{base}withdrawal/")
    assert (back.status_code, back.json()["state"], back.json()["decided_by"]) == (
        200, "taken_back", "Ines Duarte",
    )  # fmt: skip
    assert status(whole) == "draft"
    assert api(ines).post(f"{base}withdrawal/").status_code == 403
    assert api(ines).post(f"{base}submission/", {}).status_code == 201
    states = [row["state"] for row in api(ines).get(f"{base}approvals/").json()["results"]]
    assert states == ["submitted", "taken_back"]


def test_it_is_returned_with_a_reason_and_never_without(
    api: Api, one: str, whole: Assessment, tomas: User, ines: User
) -> None:
    for sent in ({}, {"reason": " "}, {"reason": "\x00"}):
        refused = api(tomas).post(f"{one}return/", sent)
        assert (refused.status_code, list(refused.json()["errors"])) == (422, ["reason"])
    assert status(whole) == "in_review"
    returned = api(tomas).post(f"{one}return/", {"reason": REASON})
    assert (returned.json()["state"], returned.json()["reason"]) == ("returned", REASON)
    assert status(whole) == "draft"
    assert api(ines).get(one).json()["reason"] == REASON


def test_what_is_decided_is_not_decided_again(
    api: Api, one: str, submitted: Approval, whole: Assessment, tomas: User
) -> None:
    digest = content(whole.pk).digest
    api(tomas).post(f"{one}return/", {"reason": REASON})
    for rest, sent in (("approval/", {"digest": digest}), ("return/", {"reason": "Again."})):
        late = api(tomas).post(one + rest, sent)
        assert (late.status_code, list(late.json()["errors"])) == (422, ["non_field_errors"])
    submitted.refresh_from_db()
    assert (submitted.state, submitted.reason) == ("returned", REASON)


def test_content_that_is_no_longer_what_was_read_is_not_approved(
    api: Api, one: str, whole: Assessment, tomas: User
) -> None:
    late = api(tomas).post(f"{one}approval/", {"digest": "0" * 64})
    assert late.status_code == 409
    assert late.json()["current"]["content_digest"] == content(whole.pk).digest
    assert late.json()["yours"] == {"digest": "0" * 64}
    assert api(tomas).post(f"{one}approval/", {}).status_code == 422
    assert (status(whole), Snapshot.objects.exists()) == ("in_review", False)


def approver_too(person: User) -> User:
    [first, *_others] = person.memberships.all()
    Membership.objects.create(
        user=person, organisation=first.organisation, role="approver", started_at=timezone.now()
    )
    return User.objects.get(pk=person.pk)


def test_the_submitter_never_approves_even_with_the_role(
    api: Api, one: str, whole: Assessment, ines: User
) -> None:
    both = api(approver_too(ines))
    for rest, sent in (("approval/", {"digest": content(whole.pk).digest}), ("return/", {"reason": REASON})):
        refused = both.post(one + rest, sent)
        assert refused.status_code == 422
        assert "submitted it yourself" in refused.json()["errors"]["non_field_errors"][0]
    assert status(whole) == "in_review"


def test_nor_does_its_only_author(api: Api, one: str, whole: Assessment, victor: User) -> None:
    whole.risks.update(created_by=victor, updated_by=victor)
    refused = api(approver_too(victor)).post(f"{one}approval/", {"digest": content(whole.pk).digest})
    assert refused.status_code == 422
    assert "alone wrote it" in refused.json()["errors"]["non_field_errors"][0]


@pytest.mark.parametrize("name", ["victor", "leila", "omar", "ines", "ada"])
def test_only_approvers_decide(
    api: Api, one: str, name: str, request: pytest.FixtureRequest, whole: Assessment, reviewer_grant: Any,
    auditor_grant: Any,
) -> None:  # fmt: skip
    person = api(request.getfixturevalue(name))
    assert person.get(one).status_code == 200
    assert person.post(f"{one}approval/", {"digest": content(whole.pk).digest}).status_code == 403
    assert person.post(f"{one}return/", {"reason": REASON}).status_code == 403
    assert status(whole) == "in_review"


@pytest.mark.parametrize("name", ["victor", "leila", "omar", "tomas", "ada"])
def test_only_analysts_submit(
    api: Api, base: str, name: str, request: pytest.FixtureRequest, whole: Assessment, reviewer_grant: Any,
    auditor_grant: Any,
) -> None:  # fmt: skip
    person = api(request.getfixturevalue(name))
    assert person.get(f"{base}approvals/").status_code == 200
    assert person.post(f"{base}submission/", {}).status_code == 403
    assert person.post(f"{base}withdrawal/").status_code == 403
    assert status(whole) == "draft"


def test_a_reviewer_sees_the_states_and_not_what_was_said_inside(
    api: Api, one: str, base: str, leila: User, omar: User, reviewer_grant: Any, auditor_grant: Any
) -> None:
    [listed] = api(leila).get(f"{base}approvals/").json()["results"]
    assert (listed["state"], listed["note"]) == ("submitted", "")
    assert api(leila).get(one).json()["note"] == ""
    assert api(omar).get(one).json()["note"] == "Please look at R-1."


def test_outsiders_find_nothing_and_visitors_are_asked_who_they_are(
    api: Api, base: str, one: str, whole: Assessment, nina: User
) -> None:
    calls = [("get", f"{base}approvals/"), ("get", one), ("post", f"{base}submission/")]
    calls += [("post", f"{base}withdrawal/"), ("post", f"{one}approval/"), ("post", f"{one}return/")]
    for method, address in calls:
        sent = {"digest": content(whole.pk).digest, "reason": REASON}
        assert getattr(api(nina), method)(address, sent).status_code == 404, address
        assert getattr(api(None), method)(address, sent).status_code == 401, address
    assert status(whole) == "in_review"


def test_a_submission_is_reached_through_its_own_assessment_only(
    api: Api, submitted: Approval, assessment: Assessment, tomas: User
) -> None:
    other = factories.AssessmentFactory.create(system=assessment.system)
    elsewhere = f"/api/v1/assessments/{other.pk}/approvals/{submitted.pk}/"
    assert api(tomas).get(elsewhere).status_code == 404
    assert api(tomas).post(f"{elsewhere}return/", {"reason": REASON}).status_code == 404
