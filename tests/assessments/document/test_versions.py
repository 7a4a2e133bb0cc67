"""Approved versions: as a page, as the very bytes, and side by side."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments import document
from assessments.document import frozen
from assessments.models import Assessment, Closure, Measure, Risk, Snapshot
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.lib.canonical import canonical_json, sha256
from tests import factories
from tests.factories.documents import many_risks, snapshot

pytestmark = pytest.mark.django_db
Api = Callable[[User | None], Any]


@pytest.fixture
def first(rich: Assessment, tomas: User) -> Snapshot:
    """Returns version 1 of the rich assessment."""
    return snapshot(rich, by=tomas)


@pytest.fixture
def worked_on(rich: Assessment, first: Snapshot) -> Assessment:
    """Returns it after more work: a risk added, one re-rated, one closed, a category reopened."""
    factories.RiskFactory.create(assessment=rich, title="Forged letters", scale=5, irremediability=5)
    Risk.objects.filter(assessment=rich, number=2).update(scale=2, description="Put differently.")
    Risk.objects.filter(assessment=rich, number=4).update(standing="closed")
    Measure.objects.filter(risk__assessment=rich, title="Filter letters").update(status="done")
    Closure.objects.filter(assessment=rich, category__code="CUL").delete()
    return rich


def page(client: Client, assessment: Assessment, path: str, status: int = 200) -> str:
    answer = client.get(f"/assessments/{assessment.pk}/versions/{path}")
    assert answer.status_code == status
    return answer.content.decode()


def test_a_version_shows_what_was_approved_and_not_what_came_later(
    client: Client, worked_on: Assessment, first: Snapshot, ines: User
) -> None:
    client.force_login(ines)
    shown = page(client, worked_on, "1/")
    assert "Tomas Brandt" in shown
    assert first.sha256 in shown
    assert f"sha256sum {worked_on.reference}-version-1.json" in shown
    assert "Slow refunds" in shown
    assert "The digest was computed again just now, and is the same." in shown
    assert "Forged letters" not in shown
    assert "No output" not in page(client, worked_on, "")


def test_the_bytes_are_those_whose_digest_was_recorded_and_taking_them_is_recorded(
    client: Client, worked_on: Assessment, first: Snapshot, ines: User, api: Api
) -> None:
    client.force_login(ines)
    answer = client.get(f"/assessments/{worked_on.pk}/versions/1/document/")
    assert hashlib.sha256(answer.content).hexdigest() == first.sha256
    name = f"{worked_on.reference}-version-1.json"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    program = api(ines).get(f"/api/v1/assessments/{worked_on.pk}/versions/1/document/")
    assert program.content == answer.content
    events = Event.objects.filter(action="approved version downloaded", root_id=worked_on.pk)
    assert [event.changes["sha256"] for event in events] == [first.sha256] * 2


def test_an_approved_assessment_that_nobody_changed_exports_the_bytes_that_were_approved(
    client: Client, rich: Assessment, first: Snapshot, omar: User, ferro: Any
) -> None:
    factories.OrganisationGrantFactory.create(content_object=rich, organisation=ferro, role="auditor")
    client.force_login(omar)
    answer = client.get(f"/assessments/{rich.pk}/export/json/")
    assert sha256(answer.content) == first.sha256


def test_readers_see_a_version_but_only_some_take_it_away(
    client: Client, rich: Assessment, first: Snapshot, victor: User, leila: User, nina: User, lantern: Any
) -> None:
    factories.OrganisationGrantFactory.create(content_object=rich, organisation=lantern)
    for person in (victor, leila):
        client.force_login(person)
        page(client, rich, "1/")
        page(client, rich, "1/document/", 403)
    client.force_login(nina)
    for path in ("", "1/", "1/document/", "compare/?from=1&to=draft"):
        page(client, rich, path, 404)


def test_a_version_that_was_tampered_with_says_so(
    client: Client, rich: Assessment, tomas: User, ines: User
) -> None:
    approved = snapshot(rich, by=tomas, number=1)
    content = canonical_json(document.build(rich.pk)).replace(b"Bad jokes", b"Fun jokes")
    second = factories.ApprovalFactory.create(
        assessment=rich, number=2, submitted_by=ines, state="approved", decided_by=tomas,
        decided_at=approved.created_at,
    )  # fmt: skip
    Snapshot.objects.create(
        approval=second, assessment=rich, number=2, content=frozen.packed(content), sha256=approved.sha256,
        size=len(content), created_at=approved.created_at,
    )  # fmt: skip
    client.force_login(ines)
    assert "The digest differs" in page(client, rich, "2/")


def test_two_versions_side_by_side_tell_every_kind_of_difference(
    client: Client, worked_on: Assessment, tomas: User, ines: User
) -> None:
    client.force_login(ines)
    shown = page(client, worked_on, "compare/?from=1&to=draft")
    for said in (
        "Added (1)", "Forged letters", "Rated anew, or changed (2)", "Closed (1)", "Slow refunds",
        "Filter letters", "Under way, Tomas Brandt, 2026-12-24", "Done, Tomas Brandt", "Put differently.",
        "looked at, or still open", "it was rated anew", "1 came in above it",
    ):  # fmt: skip
        assert said.lower() in shown.lower(), said
    snapshot(worked_on, by=tomas, number=2)
    assert "The two say the same." in page(client, worked_on, "compare/?from=2&to=draft")
    assert "from “Version 1” to “Version 2”" in page(client, worked_on, "compare/?from=2&to=1")


@pytest.mark.parametrize("asked", ["", "?from=1", "?from=x&to=draft", "?from=²&to=1", "?to=draft"])
def test_an_address_that_names_no_two_versions_offers_a_choice(
    client: Client, rich: Assessment, first: Snapshot, ines: User, asked: str
) -> None:
    client.force_login(ines)
    assert "Compare two versions" in page(client, rich, f"compare/{asked}")


def test_a_version_there_is_not_is_not_found(client: Client, rich: Assessment, ines: User, api: Api) -> None:
    client.force_login(ines)
    for path in ("7/", "7/document/", "99999999999999999999/", "compare/?from=7&to=draft"):
        page(client, rich, path, 404)
        assert api(ines).get(f"/api/v1/assessments/{rich.pk}/versions/{path}").status_code == 404
    assert "Nothing approved yet" in page(client, rich, "")


def test_the_api_lists_versions_and_compares_them(
    worked_on: Assessment, first: Snapshot, ines: User, api: Api
) -> None:
    base = f"/api/v1/assessments/{worked_on.pk}/versions/"
    program = api(ines)
    [row] = program.get(base).json()["results"]
    assert (row["number"], row["approved_by"], row["sha256"]) == (1, "Tomas Brandt", first.sha256)
    assert program.get(f"{base}1/").json() == row
    found = program.get(f"{base}compare/", {"from": 1, "to": "draft"}).json()
    assert [risk["title"] for risk in found["added"]] == ["Forged letters"]
    assert [risk["reference"] for risk in found["closed"]] == ["R-4"]
    changed = next(risk for risk in found["changed"] if risk["reference"] == "R-2")
    assert {change["name"] for change in changed["rated"]} >= {"scale"}
    assert program.get(f"{base}compare/", {"from": "x"}).status_code == 422


def test_the_pages_of_many_risks_take_few_queries(
    client: Client, assessment: Assessment, ines: User, tomas: User
) -> None:
    many_risks(assessment, 300, by=ines)
    snapshot(assessment, by=tomas)
    Risk.objects.filter(assessment=assessment, number__lte=120).update(scope=5)
    client.force_login(ines)
    for path in ("", "1/", "1/?page=3", "compare/?from=1&to=draft", "compare/?from=1&to=draft&page=2"):
        with CaptureQueriesContext(connection) as captured:
            page(client, assessment, path)
        assert len(captured) <= 15, path
