"""Pages of cases ask the database as often for many rows as for few, and a whole classroom can file."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hrdd.accounts.models import User
from hrdd.audit.recorder import UNNAMED
from hrdd.lib.codes import new_code
from remedy import actions
from remedy.codes import door
from remedy.models import Case, Channel
from remedy.opened import Opened, opened_by_person
from tests import factories


def counted(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert act().status_code == 200
    return len(queries)


def talk(case: Case, opened: Opened, amara: User, *, times: int) -> None:
    for at in range(times):
        case.refresh_from_db()
        own = opened_by_person(case, door(factories.CODE).pair.private)
        actions.write_as_person(opened=own, text=f"Word {at}", by=UNNAMED, at=timezone.now())
        actions.write_to_person(opened=opened, text=f"Answer {at}", by=amara, at=timezone.now())


def test_the_list_asks_as_often_for_many_cases_as_for_few(channel: Channel, amara: User) -> None:
    client = factories.open_key(Client(), amara)
    for _ in range(2):
        factories.taken_on(factories.filed(channel, code=new_code()), amara)
    few = counted(lambda: client.get("/cases/"))
    for _ in range(8):
        factories.filed(channel, code=new_code())
        factories.taken_on(factories.filed(channel, code=new_code()), amara)
    assert counted(lambda: client.get("/cases/")) == few
    assert few <= 15


def test_a_case_asks_as_often_for_much_talk_as_for_little(channel: Channel, amara: User) -> None:
    client = factories.open_key(Client(), amara)
    case = factories.filed(channel)
    opened = factories.taken_on(case, amara)
    talk(case, opened, amara, times=1)
    few = counted(lambda: client.get(f"/cases/{case.pk}/"))
    talk(case, opened, amara, times=6)
    assert counted(lambda: client.get(f"/cases/{case.pk}/")) == few


def test_her_page_asks_as_often_for_much_talk_as_for_little(channel: Channel, amara: User) -> None:
    case = factories.filed(channel)
    opened = factories.taken_on(case, amara)
    talk(case, opened, amara, times=1)
    few = counted(lambda: Client().post("/raise/inbox/", {"code": factories.CODE}))
    talk(case, opened, amara, times=6)
    assert counted(lambda: Client().post("/raise/inbox/", {"code": factories.CODE})) == few
    assert few <= 15


@pytest.mark.parametrize("address", ["203.0.113.7"])
def test_twenty_people_behind_one_address_can_all_file_and_come_back(channel: Channel, address: str) -> None:
    told = {"what": "It drew us.", "anonymity": "anonymous", "at": "3", "next": "1", "language": "en"}
    codes = []
    for _ in range(20):
        page = Client(REMOTE_ADDR=address).post(f"/raise/{channel.slug}/", told)
        assert page.status_code == 200
        codes.append(page.context["code"])
    assert len(set(codes)) == 20
    for code in codes:
        # Each mistypes once: the check sign tells it from a guess.
        Client(REMOTE_ADDR=address).post("/raise/inbox/", {"code": f"{code[:-1]}#"})
        assert (
            "It drew us."
            in Client(REMOTE_ADDR=address).post("/raise/inbox/", {"code": code}).content.decode()
        )
