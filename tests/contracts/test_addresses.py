"""Every address, every method: what a visitor, a stranger and a guest whose time is over are answered.

Nothing of another company ever shows, nothing is changed, and nothing breaks.
"""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from assessments.models import (
    Approval,
    Assessment,
    AssessmentOrganisationGrant,
    AssessmentPersonGrant,
    Closure,
    Draft,
    GroupRating,
    Involvement,
    Measure,
    Moment,
    Occurrence,
    Party,
    Rating,
    ResidualRating,
    Risk,
    RiskDecision,
    RiskEvidence,
    RiskImport,
    Snapshot,
    System,
    SystemParty,
    SystemVersion,
)
from hrdd.accounts.actions import invite, make_personal_key, make_token
from hrdd.accounts.models import ApiToken, Invitation, Membership, Organisation, PersonalKey, User
from hrdd.audit.models import Event
from hrdd.discussions.models import Comment
from hrdd.evidence.models import Evidence
from hrdd.reports.models import Run
from tests import factories
from tests.contracts.addresses import METHODS, PUBLIC, Route, routes
from tests.contracts.depth import rows_in_depth
from tests.contracts.log_rows import rows_of_the_log, state_of_the_log
from tests.contracts.remedy_rows import rows_of_remedy, state_of_remedy
from tests.factories.reports import ready_run

MARK = "marigold"  # stands in everything that belongs to the other company
BODY = {"title": "x", "name": "x", "text": "x", "audience": "shared", "label": "x", "version": 1}


@pytest.fixture
def rows(
    company: Organisation, ines: User, ada: User, settings: Any, tmp_path: Any, monkeypatch: Any
) -> dict[str, Any]:
    """Returns ids for every address, all of rows of one company full of the mark."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("hrdd.health.PATIENCE", 0.01)
    system = factories.SystemFactory.create(company=company, name=f"Model {MARK}")
    assessment = factories.AssessmentFactory.create(
        system=system, title=f"Look at {MARK}", created_by=ines, number=77
    )
    risk = factories.RiskFactory.create(
        assessment=assessment, title=f"Harm by {MARK}", description=MARK, rights=["privacy"]
    )
    thread = factories.thread_on(risk, by=ines, organisation=company, text=f"About {MARK}")
    grant = factories.OrganisationGrantFactory.create(content_object=assessment)
    invitation, _ = invite(
        email=f"{MARK}@torvane.example", organisation=company, roles=["viewer"], by=ada, at=timezone.now()
    )
    token, _ = make_token(user=ines, label=MARK, by=ines, at=timezone.now())
    make_personal_key(user=ines, password=factories.PASSWORD, by=ines, at=timezone.now())
    return {
        **rows_in_depth(assessment, risk, by=ines, approver=ada, mark=MARK),
        **rows_of_the_log(assessment, risk, by=ines, mark=MARK),
        **rows_of_remedy(company, by=ines, mark=MARK),
        "assessments": assessment.pk, "systems": system.pk, "reports": ready_run(assessment, by=ines).pk,
        "risk_pk": risk.pk, "thread_pk": thread.pk, "comment_pk": thread.comments.get().pk,
        "grant_pk": grant.pk, "organisation_pk": company.pk, "company_pk": company.pk, "user_pk": ines.pk,
        "invitation_pk": invitation.pk, "token_pk": token.pk,
        "token": "not-the-token-of-any-letter", "uidb36": "1", "key": "no-key",
    }  # fmt: skip


@pytest.fixture
def over(rows: dict[str, Any], leila: User, lantern: Organisation) -> User:
    """Returns a reviewer whose access to the assessment is over."""
    factories.OrganisationGrantFactory.create(
        content_object=Assessment.objects.get(pk=rows["assessments"]),
        organisation=lantern,
        until=timezone.now() - timedelta(seconds=1),
    )
    return leila


def state(rows: dict[str, Any]) -> list[Any]:
    """Returns what of the company must be the same before and after."""
    company, assessment = rows["organisation_pk"], rows["assessments"]
    kept = [
        System.objects.filter(company=company),
        Assessment.objects.filter(company=company),
        Risk.objects.filter(company=company),
        SystemVersion.objects.filter(system__company=company),
        Party.objects.filter(company=company),
        SystemParty.objects.filter(system__company=company),
        Moment.objects.filter(company=company),
        Evidence.objects.filter(company=company),
        Occurrence.objects.filter(risk__company=company),
        Measure.objects.filter(risk__company=company),
        RiskDecision.objects.filter(risk__company=company),
        RiskEvidence.objects.filter(risk__company=company),
        GroupRating.objects.filter(risk__company=company),
        ResidualRating.objects.filter(risk__company=company),
        Involvement.objects.filter(risk__company=company),
        Closure.objects.filter(assessment=assessment),
        Approval.objects.filter(assessment=assessment),
        Snapshot.objects.filter(assessment=assessment),
        Draft.objects.filter(assessment=assessment),
        RiskImport.objects.filter(company=company),
        Comment.objects.filter(thread__company=company),
        Run.objects.filter(company=company),
        Rating.objects.filter(risk__company=company),
        *state_of_the_log(company),
        *state_of_remedy(company),
        Membership.objects.filter(organisation=company),
        AssessmentOrganisationGrant.objects.filter(content_object=assessment),
        AssessmentPersonGrant.objects.filter(content_object=assessment),
        ApiToken.objects.filter(label=MARK),
        PersonalKey.objects.filter(user=rows["user_pk"]),
        Invitation.objects.filter(organisation=company),
        Event.objects.filter(root_id=assessment),
        User.objects.filter(pk=rows["user_pk"]),
    ]
    return [list(found.order_by("pk").values_list()) for found in kept]


def content(answer: HttpResponseBase) -> str:
    streamed = getattr(answer, "streaming_content", None)
    raw = b"".join(streamed) if streamed else answer.content  # type: ignore[attr-defined]
    return str(raw.decode("utf-8", "replace")).lower()


def sweep(
    rows: dict[str, Any],
    visitor: Callable[[Route], dict[str, Any]],
    promise: Callable[[Route, str], set[int]],
) -> list[str]:
    """Returns what broke a promise, one line each; `visitor` makes the headers and cookies of a request."""
    broken = []
    before = state(rows)
    for route in routes():
        cache.clear()  # the throttles' memory: they are tested elsewhere
        given = visitor(route)
        client: Client = given.pop("client")
        for method in METHODS:
            body = {"data": BODY} if method == "post" else {}
            if method == "post" and route.is_api:
                body["content_type"] = "application/json"
            answer = getattr(client, method)(route.address(rows), **body, **given)
            said = f"{method.upper()} {route.name}: {answer.status_code}"
            if answer.status_code not in promise(route, method):
                broken.append(said)
            if MARK in content(answer) or MARK in str(answer.headers).lower():
                broken.append(f"{said} shows what is not theirs")
    if state(rows) != before:
        broken.append("something was changed")
    return broken


ALLOWED = {200, 201, 204, 302, 400, 403, 404, 405, 409, 415, 422, 429}


def to_anybody(route: Route) -> set[int]:
    if route.name == "api:nowhere":
        return {404}
    # Without a worker running the product is not ready, and says so.
    return ALLOWED | {503} if route.name == "readyz" else ALLOWED


def test_a_visitor_reaches_the_public_addresses_only(rows: dict[str, Any]) -> None:
    def promise(route: Route, method: str) -> set[int]:
        if route.is_public:
            return to_anybody(route)
        if route.is_api:
            return {401}
        return {404} if route.kwargs else {302}

    assert sweep(rows, lambda route: {"client": Client()}, promise) == []


def test_visitors_are_sent_to_the_sign_in_page_and_nowhere_else(rows: dict[str, Any]) -> None:
    for route in routes():
        if not (route.is_public or route.is_api or route.kwargs):
            answer = Client().get(route.address(rows))
            assert answer["Location"].startswith("/accounts/login/?next=/"), route.name


@pytest.mark.parametrize("name", ["nina", "over"])
def test_a_stranger_finds_nothing_where_the_rows_of_others_are(
    rows: dict[str, Any], name: str, request: pytest.FixtureRequest
) -> None:
    stranger: User = request.getfixturevalue(name)
    _, secret = make_token(user=stranger, label="own", by=stranger, at=timezone.now())

    def visitor(route: Route) -> dict[str, Any]:
        client = Client()
        if route.is_api:
            return {"client": client, "HTTP_AUTHORIZATION": f"Bearer {secret}"}
        client.force_login(stranger)
        return {"client": client}

    def promise(route: Route, method: str) -> set[int]:
        if route.is_public or not route.kwargs:
            return to_anybody(route)
        return {404} if method == "post" and not route.is_api else {404, 405}

    # POST reaches every row page that changes something; where only reading is known it is 405.
    broken = [
        line
        for line in sweep(rows, visitor, promise)
        if not (line.startswith("POST") and line.endswith("405"))
    ]
    assert broken == []


def test_the_public_addresses_are_those_written_down() -> None:
    assert {route.name for route in routes()} >= PUBLIC
    for route in routes():
        assert ":" in route.name or route.name, f"{route.pattern} has no name"


def test_a_body_that_is_no_json_is_told_so(rows: dict[str, Any], api: Any, ines: User) -> None:
    for route in routes():
        if route.is_api and not route.is_public:
            client = api(ines)
            answer = client.generic("POST", route.address(rows), "{broken", content_type="application/json")
            # Who may not do this at all (an analyst approves nothing) learns that first.
            assert answer.status_code in (400, 403, 404, 405), route.name
            odd = client.generic(
                "POST", route.address(rows), io.BytesIO(b"\xff").read(), content_type="text/x"
            )
            assert odd.status_code in (403, 404, 405, 415), route.name


@pytest.mark.parametrize("junk", ["[]", '"x"', "3", "null", '{"version": {}}', '{"title": []}'])
def test_an_odd_body_never_breaks_the_api(rows: dict[str, Any], api: Any, ines: User, junk: str) -> None:
    for route in routes():
        if route.is_api and not route.is_public:
            for method in ("POST", "PATCH", "PUT"):
                answer = api(ines).generic(method, route.address(rows), junk, content_type="application/json")
                assert answer.status_code < 500, (route.name, method)
