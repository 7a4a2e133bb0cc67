"""What nobody means to send: no address breaks on it, whoever sends it."""

import json
import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.core.cache import cache
from django.test import Client

from hrdd.accounts.models import User
from tests.contracts.addresses import Route, routes
from tests.contracts.test_addresses import rows  # noqa: F401  # a fixture

TEXTS = (
    "title", "description", "name", "text", "label", "moment", "source", "other_right", "system_name",
    "reasons", "scale_reason", "scope_reason", "irremediability_reason", "involvement_reason",
    "likelihood_reason", "what", "place", "people", "note", "says", "quotation", "url", "changes", "reason",
    "new_version", "tension_note", "measure_title", "continues", "risk", "mandate", "exposure", "barriers",
    "called", "wishes", "reach", "notes", "proxy_reason", "attend_scope", "conditions", "how_decided",
    "reason_of_change", "decides", "ends_how", "aim", "partners", "contribution", "target", "result", "said",
    "done", "why", "told_how",
)  # fmt: skip
# What lets the texts through to where they are kept, unless it is odd itself.
CHOICES = {
    "audience": "shared", "nature": "potential", "scale": "3", "scope": "3", "irremediability": "3",
    "likelihood": "3", "category": "PRI", "primary_right": "privacy", "rights": "privacy",
    "groups": "children", "involvement": "", "version": "1", "kind": "application", "status": "draft",
    "edition": "btech-2023", "roles": "viewer", "email": "a@b.example", "language": "en",
    "role": "reviewer", "person": "a@b.example", "person-person": "a@b.example",
    "person-role": "reviewer", "person-until": "2099-01-01", "until": "2099-01-01", "organisation": "",
    "organisation-organisation": "", "system": "", "thread": "", "password": "x", "login": "a@b.example",
    "oldpassword": "x", "password1": "x", "password2": "x", "delay_makes_irremediable": "",
    "happened_on": "2020-01-01", "precision": "day", "country": "NO", "claim_status": "reported",
    "due_on": "2099-01-01", "owner": "", "standing": "deferred", "ground": "order", "approver": "",
    "stance": "counters", "about": "whole", "read_on": "2020-01-01", "expected_by": "2099-01-01",
    "released_on": "2099-01-01", "countries": "BR", "modalities": "text", "positions": "build_use",
    "relation": "supplier", "party": "", "release_channels": "product", "lifecycle_stage": "deploy",
    "system_version": "", "answers": "", "assessment": "", "confidence": "low",
    "rights_in_tension": "privacy", "enabled": "yes", "foreseeable": "no", "mitigation": "weak",
    "group": "women_girls", "position": "hardware", "targets": "", "digest": "0" * 64,
    "btech-2023-supplement-version": "1", "draft": "", "example": "PRI-2", "all": "1", "apply": "1",
    "add_groups": "children", "nearness": "affected", "languages": "Kiswahili", "systems": "",
    "stage": "deploy", "method": "panel", "planned_on": "2099-01-01", "budget": "1", "currency": "EUR",
    "engagement": "", "channel": "phone", "retain_until": "2099-01-01", "do_not_contact": "",
    "attend": "given", "attend_until": "2099-01-01", "is_child": "",
    "guardian_agreed": "", "child_agreed": "", "uses": "attend", "how": "told_us", "state": "withheld",
    "decided_on": "2020-01-01", "done_on": "2020-01-01", "outcome": "safe", "readers": "inside", "code": "0",
    "amount": "1", "given_on": "2020-01-01", "may_speak": "yes", "seats": "2",
    "civil_seats": "1", "target_on": "2099-01-01", "result_on": "2020-01-01",
    "measure": "", "decision": "", "change": "", "told_on": "2020-01-01", "input": "", "attachment": "",
    "rule": "on_request", "sure": "on", "level": "internal", "names_people": "",
}  # fmt: skip
ODD = {
    "nul": "a\x00b",
    "superscript": "²",
    "endless number": "9" * 5000,
    "half a character": "\ud800",
    "right to left": "\u202eevil",
    "long": "x" * 45_000,
    "markup": "<script>alert(1)</script>{{ 7|add:7 }}%s%(x)s",
}
QUERY = (
    "page",
    "page_size",
    "cursor",
    "after",
    "of",
    "company",
    "q",
    "category",
    "nature",
    "band",
    "next",
    "edition",
    "standing",
    "since",
    "show",
    "moment",
    "system",
    "draft",
    "example",
    "kind",
    "from",
    "to",
    "group",
    "stage",
    "month",
    "country",
    "language",
)


@pytest.fixture(autouse=True)
def nothing_kept_of_requests() -> Iterator[None]:
    """Logs nothing: each line of the log would keep its request, and with it gigabytes of odd input."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def posts(client: Any, route: Route, address: str, said: dict[str, str]) -> Any:
    if route.is_api:
        return client.generic("POST", address, json.dumps(said), content_type="application/json")
    raw = "&".join(f"{name}={quote(text, errors='surrogatepass')}" for name, text in said.items())
    return client.post(address, raw, content_type="application/x-www-form-urlencoded")


def is_taken_away(answer: Any) -> bool:
    """Returns whether a browser saves the answer and never shows it, whatever it believes it to be."""
    is_attachment = answer.headers.get("Content-Disposition", "").startswith("attachment")
    is_page = "html" in answer.headers.get("Content-Type", "")
    return is_attachment and not is_page and answer.headers.get("X-Content-Type-Options") == "nosniff"


@pytest.mark.parametrize("kind", ODD)
def test_odd_input_is_refused_or_kept_and_never_breaks_anything(
    rows: dict[str, Any],  # noqa: F811
    kind: str,
    ines: User,
    api: Any,
) -> None:
    odd, broken = ODD[kind], []
    program = api(ines)
    program.raise_request_exception = False
    for route in routes():
        if route.is_public:
            continue
        cache.clear()
        browser = Client(raise_request_exception=False)
        browser.force_login(ines)
        client, address = (program if route.is_api else browser), route.address(rows)
        answers = {
            "texts": posts(client, route, address, CHOICES | dict.fromkeys(TEXTS, odd)),
            "choices": posts(client, route, address, dict.fromkeys((*TEXTS, *CHOICES), odd)),
            "query": client.get(f"{address}?" + urlencode(dict.fromkeys(QUERY, odd), errors="replace")),
        }
        broken += [f"{route.name}, {part}" for part, told in answers.items() if told.status_code >= 500]
        # What is taken away as a file (JSON, CSV) keeps texts as they are: no browser shows it as a page.
        taken = {part for part, told in answers.items() if is_taken_away(told)}
        shown = b"".join(getattr(told, "content", b"") for part, told in answers.items() if part not in taken)
        assert b"<script>alert" not in shown or route.is_api, route.name
    assert broken == []


def test_odd_queries_never_break_the_public_pages(rows: dict[str, Any]) -> None:  # noqa: F811
    for route in routes():
        if route.is_public and route.name != "readyz":
            for kind, odd in ODD.items():
                cache.clear()
                asked = f"{route.address(rows)}?" + urlencode(dict.fromkeys(QUERY, odd), errors="replace")
                assert Client().get(asked).status_code < 500, (route.name, kind)
