"""Home, for those who handle concerns and those who hold the escrow: what waits, and no word of a case."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hrdd.accounts.actions import lose_personal_key
from hrdd.accounts.models import PersonalKey
from remedy import actions
from remedy.models import Case, Channel
from tests import factories

WHAT = factories.remedy.WHAT


def home(user) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_people_in_danger_come_first(channel: Channel, amara) -> None:
    calm = factories.filed(channel)
    urgent = factories.filed(channel, code="another", danger="yes")
    page = home(amara)
    assert page.index(f"Take on {urgent}") < page.index(f"Take on {calm}")
    assert "Somebody may be in danger" in page
    assert WHAT not in page


def test_what_is_due_within_three_days_or_was_missed(channel: Channel, amara) -> None:
    case = factories.filed(channel)
    factories.taken_on(case, amara)
    today = timezone.localdate()
    for days, said in ((30, None), (2, "in 2 days"), (-4, "4 days late")):
        Case.objects.update(due_on=today + timedelta(days=days))
        page = home(amara)
        assert (f"{case}: Tell the person that it was received" in page) == bool(said)
        assert (said or WHAT + "x") in page or said is None


def test_a_handler_without_a_key_is_told_to_make_one(company) -> None:
    new = factories.member(company, "case_handler", name="New")
    assert "Make your key for cases" in home(new)
    assert "Make your key for cases" not in home(factories.with_key(new))


def test_holders_see_what_waits_for_a_second_person_and_what_nobody_handles(
    channel: Channel, amara, bilal, tomas, ada, ines
) -> None:
    case = factories.filed(channel)
    for user in (amara, bilal):
        lose_personal_key(key=PersonalKey.objects.living().get(user=user), by=user, at=timezone.now())
    assert "1 case nobody handles" in home(ada)
    assert "nobody handles" not in home(ines)
    factories.with_key(amara)
    actions.ask_escrow(
        case=case, purpose="case", recipient=amara, reason="A new password.", by=tomas, at=timezone.now(),
        private=factories.remedy.private_of(tomas),
    )  # fmt: skip
    assert "Tomas Brandt asks to use the escrow key" in home(ada)
    assert "asks to use the escrow key" not in home(tomas)
    assert str(case) not in home(ada)


@pytest.mark.parametrize("role", ["amara", "ada"])
def test_home_asks_as_often_for_many_cases_as_for_few(
    channel: Channel, role: str, request: pytest.FixtureRequest
) -> None:
    client = Client()
    client.force_login(request.getfixturevalue(role))

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/").status_code == 200
        return len(captured)

    factories.filed(channel)
    few = asked()
    for n in range(6):
        factories.filed(channel, code=f"code {n}")
    assert asked() <= few <= 15


def test_the_menu_shows_cases_to_handlers_and_the_channel_to_administrators(
    channel: Channel, amara, ada, ines
) -> None:
    assert 'href="/cases/"' in home(amara)
    assert 'href="/channels/"' not in home(amara)
    assert 'href="/channels/"' in home(ada)
    for other in (ada, ines):
        assert 'href="/cases/"' not in home(other)
