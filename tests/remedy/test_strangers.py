"""The addresses of channels, cases and the escrow: strangers find nothing, and junk breaks nothing."""

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.contracts.addresses import routes
from tests.contracts.case_rows import rows_of_remedy, state_of_remedy

MARK = "marigold"
OWN = ("cases", "channels", "escrow")
ROUTES = [route for route in routes() if route.name.startswith("remedy:") and route.prefix in OWN]


@pytest.fixture
def rows(company, ada) -> dict[str, Any]:
    return {**rows_of_remedy(company, by=ada, mark=MARK), "file_pk": company.pk}


def state(company) -> list[Any]:
    return [list(found.order_by("pk").values_list()) for found in state_of_remedy(company)]


def test_a_stranger_finds_no_row_of_another_company(rows: dict[str, Any], company, nina) -> None:
    client = factories.open_key(Client(), factories.with_key(nina))
    before = state(company)
    for route in ROUTES:
        if not route.kwargs:
            continue
        address = route.address(rows)
        assert client.get(address).status_code == 404, route.name
        assert client.post(address, {"free": "1", "reason": "x"}).status_code in (404, 405), route.name
    assert state(company) == before


def test_a_visitor_is_sent_to_the_door(rows: dict[str, Any]) -> None:
    for route in ROUTES:
        answer = Client().get(route.address(rows))
        assert answer.status_code == (404 if route.kwargs else 302), route.name


@pytest.mark.parametrize("junk", ["\x00", "'\"><script>", "9" * 400, "٣", "null"])
@pytest.mark.parametrize("who", ["ada", "amara"])
def test_junk_breaks_nothing(
    rows: dict[str, Any], who: str, junk: str, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    client = factories.open_key(Client(), user)
    names = (
        "company", "slug", "about", "keep_months", "version", "user", "shown_as", "holders", "channel",
        "deputy", "from_day", "until_day", "reference", "purpose", "whom", "reason", "key",
    )  # fmt: skip
    for route in ROUTES:
        address = route.address(rows)
        for answer in (
            client.get(address, {"company": junk, "case": junk}),
            client.post(address, dict.fromkeys(names, junk)),
        ):
            assert answer.status_code < 500, route.name
            assert b"<script>alert" not in answer.content
