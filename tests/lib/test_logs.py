"""What the log tells of people without an account: no address, no path, no hour, no word."""

import io
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from hrdd.lib.logs import PRIVATE, NothingOfVisitors
from remedy.models import Channel
from tests.contracts.addresses import routes
from tests.factories.remedy import CODE

HOME = "203.0.113.77"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Returns what the product's own handler writes."""
    [handler] = [
        handler
        for handler in logging.getLogger().handlers
        if any(isinstance(one, NothingOfVisitors) for one in handler.filters)
    ]
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


def visitor() -> Client:
    return Client(REMOTE_ADDR=HOME, raise_request_exception=False)


def test_no_other_handler_writes_what_happens_in_requests() -> None:
    for name in ("django", "django.request", "django.server", "django.security"):
        assert logging.getLogger(name).handlers == []
        assert logging.getLogger(name).propagate


def test_the_log_does_tell_of_other_pages(db: None, log: io.StringIO) -> None:
    visitor().get("/nowhere-at-all/")
    assert "/nowhere-at-all/" in log.getvalue()


@pytest.mark.parametrize(
    "send",
    [
        lambda c: c.get("/raise/nobody/"),
        lambda c: c.get("/raise/nobody/at/all"),
        lambda c: c.get("/raise"),
        lambda c: c.put("/raise/inbox/"),
        lambda c: c.post("/raise/inbox/", {"code": "wrong"}),
        lambda c: c.post("/raise/inbox/", {f"field{number}": "x" for number in range(3_000)}),
        lambda c: c.get("/consent/nothing/"),
        lambda c: c.get("/raise/", headers={"Host": "another.example"}),
    ],
)
def test_what_goes_wrong_by_a_visitors_hand_leaves_no_line(db: None, log: io.StringIO, send: Any) -> None:
    answer = send(visitor())
    assert answer.status_code < 500
    assert log.getvalue() == ""


def test_what_breaks_by_ours_says_where_and_on_which_day_and_no_more(
    channel: Channel, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(code: str) -> None:
        raise ValueError(code.lower())

    monkeypatch.setattr("remedy.intake.inbox.door", breaks)
    answer = visitor().post("/raise/inbox/?language=fr", {"code": CODE})
    assert answer.status_code == 500
    written = log.getvalue()
    assert "ValueError" in written
    assert 'remedy/intake/inbox.py", line' in written
    today = f"{datetime.now().astimezone():%Y-%m-%d}"
    assert written.startswith(f"{today} 00:00:00,000 ERROR")
    for secret in (CODE, "/raise", "inbox/?", "language=fr", HOME, CODE.lower(), "POST"):
        assert secret not in written, secret


def test_what_others_log_while_such_a_page_is_made_is_held_back_too(
    channel: Channel, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def noisy(code: str) -> None:
        logging.getLogger("somebody.else").warning("a visitor typed %s", code)
        logging.getLogger("somebody.else").error("a visitor typed %s", code)
        raise ValueError

    monkeypatch.setattr("remedy.intake.inbox.door", noisy)
    visitor().post("/raise/inbox/", {"code": CODE})
    assert CODE not in log.getvalue()
    lines = [line for line in log.getvalue().splitlines() if "somebody.else" in line]
    assert len(lines) == 1
    assert " 00:00:00,000 ERROR somebody.else" in lines[0]


def test_every_page_for_people_without_an_account_is_among_them() -> None:
    without_account = [
        f"/{route.pattern}" for route in routes() if route.pattern.startswith(("raise", "consent"))
    ]
    assert len(without_account) > 10
    assert all(pattern.startswith(PRIVATE) for pattern in without_account)
