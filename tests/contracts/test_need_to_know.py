"""Whoever does not handle a case cannot tell that it is there: every page is the same with it and without.

Two worlds are compared, one with a case that is filed, taken on and worked on, one without. Every address
that can be read is read by every role; but for tokens that are new with each request, answers are the same to
the byte. So are the letters that were sent. The one exception by design: holders of the escrow see cases that
nobody handles.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import UNNAMED
from remedy import actions
from remedy.codes import door
from remedy.models import Case, Channel
from remedy.opened import opened_by_person
from remedy.states import CaseState
from tests import factories
from tests.contracts.addresses import routes
from tests.contracts.depth import rows_in_depth
from tests.contracts.log_rows import rows_of_the_log
from tests.factories.remedy import CODE
from tests.factories.reports import ready_run

OF_A_REQUEST = (
    rb'name="csrfmiddlewaretoken" value="[^"]+"',
    rb'"X-CSRFToken": ?"[^"]+"',
    rb'name="code" value="[^"]+"',  # a fresh code in each form by which a concern is raised
    rb'name="draft" value="[^"]+"',
    rb"DTSTAMP:[0-9TZ]+",
    # Of an export of hers in this very look, the log keeps the moment, an id that tells it, and a digest.
    rb'id="event-[^"]+"',
    rb'<time datetime="[^"]+T[^"]+">[^<]+</time>',
    rb"\b[0-9a-f]{64}\b",  # of a file that names its moment; the file itself is compared
)
# They know no company.
SAME_FOR_ALL = ("taxonomy:", "api:schema", "api-", "healthz", "readyz")
CLOCKS = ("Content-Digest", "Repr-Digest", "Expires", "Last-Modified", "Content-Length")
ROLES = (
    "ada", "tomas", "ines", "elsa", "victor", "dora", "bilal", "leila", "omar", "nina",
)  # fmt: skip


class Undone(Exception):
    """Takes a world back."""


@contextmanager
def a_world() -> Iterator[None]:
    """Takes back whatever happened inside, as if it had not."""
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        cache.clear()


@pytest.fixture
def dora(company: Organisation) -> User:
    """Returns a case handler who does not sit at the desk."""
    user = factories.member(company, "case_handler", name="Dora Ilves", email="dora.ilves@torvane.example")
    return factories.with_key(user)


@pytest.fixture
def rows(
    company: Organisation, assessment: Any, ines: User, ada: User, channel: Channel, reviewer_grant: Any,
    auditor_grant: Any, settings: Any, tmp_path: Any, monkeypatch: Any,
) -> dict[str, Any]:  # fmt: skip
    """Returns ids for addresses; of a company at work, with a channel."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("hrdd.health.PATIENCE", 0.01)
    risk = factories.RiskFactory.create(assessment=assessment, rights=["privacy"])
    thread = factories.thread_on(risk, by=ines, organisation=company)
    return {
        **rows_in_depth(assessment, risk, by=ines, approver=ada, mark="petunia"),
        **rows_of_the_log(assessment, risk, by=ines, mark="petunia"),
        "assessments": assessment.pk, "systems": assessment.system_id, "risk_pk": risk.pk,
        "reports": ready_run(assessment, by=ines).pk, "thread_pk": thread.pk,
        "comment_pk": thread.comments.get().pk, "grant_pk": reviewer_grant.pk,
        "organisation_pk": company.pk, "user_pk": ines.pk, "slug": channel.slug,
    }  # fmt: skip


def work_on_a_case(channel: Channel, amara: User, bilal: User) -> Case:
    """Returns a case that bilal must not see: filed, taken on, answered, objected to, withdrawn, judged."""
    now = timezone.now()
    case = factories.filed(channel, danger="yes", without=[channel.desk.get(user=bilal).pk])
    opened = factories.taken_on(case, amara)
    hers = opened_by_person(case, door(CODE).pair.private)
    actions.write_as_person(opened=hers, text="More.", by=UNNAMED, at=now)
    actions.write_to_person(opened=opened, text="Thank you.", by=amara, at=now)
    for to in (CaseState.ACKNOWLEDGED, CaseState.SCREENED, CaseState.DECLINED):
        version = Case.objects.get(pk=case.pk).version
        actions.move_case(
            opened=opened, to=to, reason="R", message="M", expected_version=version, by=amara, at=now
        )
    actions.appeal(opened=hers, text="No.", by=UNNAMED, at=now)
    actions.withdraw_concern(opened=hers, pressed="yes", text="", by=UNNAMED, at=now)
    actions.judge_outcome(opened=hers, view="not", text="", by=UNNAMED, at=now)
    actions.hold_case(opened=opened, reason="A court.", by=amara, at=now)
    return case


@dataclass
class Eyes:
    """What somebody reads with: her browser, with her key open if she has one, a program with her token."""

    browser: Client
    program: Any

    @classmethod
    def of(cls, person: User, api: Any) -> "Eyes":
        """Returns them; made before there are two worlds, so that they tell none from the other."""
        return cls(factories.open_key(Client(), person), api(person))

    def see(self, rows: Mapping[str, Any], *, but: Collection[str] = ()) -> dict[str, bytes]:
        """Returns route -> all that is answered there; none of the routes that are left out."""
        found: dict[str, bytes] = {}
        for route in routes():
            if route.name in but or route.name.startswith(SAME_FOR_ALL):
                continue
            with suppress(KeyError):  # an address of which there is no row here
                address = route.address(rows)
                cache.clear()
                found[route.name] = whole((self.program if route.is_api else self.browser).get(address))
        return found


def whole(answer: HttpResponseBase) -> bytes:
    """Returns status, headers and content of an answer."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    if body.startswith(b"PK"):
        body = unpacked(body)
    for pattern in OF_A_REQUEST:
        body = re.sub(pattern, b"", body)
    kept = {name: value for name, value in answer.items() if name not in CLOCKS}
    return f"{answer.status_code} {sorted(kept.items())}\n".encode() + body


def unpacked(table: bytes) -> bytes:
    """Returns what is in a table of a spreadsheet, without the moment at which it was made."""
    with ZipFile(BytesIO(table)) as parts:
        names = sorted(name for name in parts.namelist() if name != "docProps/core.xml")
        return b"".join(name.encode() + parts.read(name) for name in names)


def different(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Returns the routes whose answers differ."""
    return sorted(name for name in other if one[name] != other[name])


@pytest.mark.parametrize("name", ROLES)
def test_who_does_not_handle_it_sees_the_same_with_it_and_without(
    name: str, rows: dict[str, Any], channel: Channel, amara: User, bilal: User, api: Any, request: Any
) -> None:
    eyes = Eyes.of(request.getfixturevalue(name), api)
    never = uuid4()
    with a_world():
        without = eyes.see(rows | {"cases": never, "file_pk": never})
    writes = {route for route, answer in without.items() if answer.startswith(b"405 ")}
    with a_world():
        case = work_on_a_case(channel, amara, bilal)
        with_it = eyes.see(rows | {"cases": case.pk, "file_pk": never}, but=writes)
    # What names the case named one that never was.
    as_if = {
        route: answer.replace(str(case.pk).encode(), str(never).encode()) for route, answer in with_it.items()
    }
    assert different(without, as_if) == []
    assert len(as_if) > 250
    assert {"remedy:case", "remedy:cases", "remedy:case_numbers", "dashboard:home"} <= as_if.keys()


def test_letters_go_to_those_who_are_asked_and_to_nobody_else(
    channel: Channel, amara: User, bilal: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        work_on_a_case(channel, amara, bilal)
    told = {address for letter in mail.outbox for address in letter.recipients()}
    assert told <= {amara.email}


def test_the_comparison_would_find_a_page_that_tells(
    rows: dict[str, Any], channel: Channel, amara: User, bilal: User, api: Any
) -> None:
    eyes = Eyes.of(amara, api)
    with a_world():
        without = eyes.see(rows)
    with a_world():
        work_on_a_case(channel, amara, bilal)
        with_it = eyes.see(rows)
    assert different(without, with_it) == ["remedy:cases"]
