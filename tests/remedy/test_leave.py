"""Leave: a deputy takes over what somebody handles, in one action, and gives it back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hrdd.lib.errors import Refused
from remedy import actions
from remedy.clock import end_leaves
from remedy.models import Assignment, Channel, Leave
from remedy.readers import left_over
from tests import factories

private_of = factories.remedy.private_of


def away(channel: Channel, who, deputy, *, days: int = 7, starts: int = 0) -> Leave:
    today = timezone.localdate()
    return actions.go_on_leave(
        channel=channel, deputy=deputy, from_day=today + timedelta(days=starts),
        until_day=today + timedelta(days=days), private=private_of(who), by=who, at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def carla(channel: Channel):
    user = factories.member(
        channel.company, "case_handler", name="Carla Rossi", email="carla@torvane.example"
    )
    return factories.with_key(user)


def test_the_deputy_takes_over_cases_and_clocks(channel: Channel, amara, carla, client: Client) -> None:
    case = factories.filed(channel)
    factories.taken_on(case, amara)
    leave = away(channel, amara, carla)
    offered = case.assignments.get(user=carla)
    assert (offered.instead_of, offered.until) == (amara, leave.until_day)
    assert factories.taken_on(case, carla).filing.what == factories.remedy.WHAT
    page = factories.open_key(client, carla).get("/cases/").content.decode()
    assert case.reference in page
    assert "as deputy of Amara Njeri" in page
    assert str(case.due_on.day) in page


def test_what_comes_in_meanwhile_is_offered_to_the_deputy(channel: Channel, amara, bilal, carla) -> None:
    away(channel, amara, carla)
    case = factories.filed(channel)
    assert set(case.assignments.values_list("user__name", flat=True)) == {"Carla Rossi", "Bilal Rahmani"}
    assert case.assignments.get(user=carla).instead_of == amara


def test_coming_back_ends_the_deputy_and_leaves_what_only_she_can_open(
    channel: Channel, amara, bilal, carla
) -> None:
    before = factories.filed(channel)
    leave = away(channel, amara, carla)
    meanwhile = factories.filed(channel, code="another")
    actions.come_back(leave=leave, by=amara, at=timezone.now())
    ended = before.assignments.get(user=carla)
    assert (ended.state, ended.wrap) == (Assignment.State.ENDED, None)
    kept = meanwhile.assignments.get(user=carla)
    assert (kept.ended_on, kept.instead_of, kept.until) == (None, None, None)


def test_a_leave_that_is_over_ends_by_itself(channel: Channel, amara, carla) -> None:
    case = factories.filed(channel)
    leave = away(channel, amara, carla)
    assert end_leaves() == 0
    today = timezone.localdate()
    Leave.objects.update(from_day=today - timedelta(days=9), until_day=today - timedelta(days=1))
    assert end_leaves() == 1
    leave.refresh_from_db()
    assert leave.ended_on == today
    assert not case.assignments.living().filter(user=carla).exists()


def test_a_deputy_gets_no_case_from_which_she_is_kept(channel: Channel, amara, bilal, client: Client) -> None:
    """Because the person excluded her, or because she stepped back; the page names the reference alone."""
    excluded = factories.filed(channel, without=[channel.desk.get(user=bilal).pk])
    stepped = factories.filed(channel, code="another")
    actions.step_back(assignment=stepped.assignments.get(user=bilal), by=bilal, at=timezone.now())
    leave = away(channel, amara, bilal)
    for case in (excluded, stepped):
        assert not case.assignments.living().filter(user=bilal).exists()
    assert {row.case for row in left_over(leave)} == {excluded, stepped}
    page = factories.open_key(client, amara).get("/cases/leave/").content.decode()
    assert excluded.reference in page
    assert stepped.reference in page
    assert "need somebody else" in page


def test_a_leave_that_is_still_to_come_takes_what_came_since(channel: Channel, amara, carla) -> None:
    leave = away(channel, amara, carla, starts=3)
    case = factories.filed(channel)
    assert not case.assignments.filter(user=carla).exists()
    given = actions.give_to_deputy(leave=leave, private=private_of(amara), by=amara, at=timezone.now())
    assert given == 1
    assert case.assignments.get(user=carla).instead_of == amara


def test_who_cannot_read_is_no_deputy(channel: Channel, amara, bilal, carla, victor, ada) -> None:
    for nobody in (victor, ada, amara):
        with pytest.raises(Refused):
            away(channel, amara, nobody)
    away(channel, bilal, carla)
    with pytest.raises(Refused, match="away herself"):
        away(channel, amara, bilal)


def test_the_pages_carry_a_leave_from_saying_so_to_coming_back(
    channel: Channel, amara, bilal, carla, client: Client
) -> None:
    case = factories.filed(channel)
    browser = factories.open_key(client, amara)
    today = timezone.localdate()
    data = {
        "channel": channel.pk, "deputy": carla.pk, "from_day": today.isoformat(),
        "until_day": (today + timedelta(days=5)).isoformat(),
    }  # fmt: skip
    assert browser.post("/cases/leave/", {**data, "until_day": "nonsense"}).status_code == 422
    assert browser.post("/cases/leave/", data).status_code == 302
    leave = Leave.objects.get()
    assert case.assignments.filter(user=carla).exists()
    assert "Carla Rossi" in browser.get("/cases/leave/").content.decode()
    stranger = factories.open_key(Client(), bilal)
    assert stranger.post(f"/cases/leave/{leave.pk}/return/").status_code == 404
    assert browser.post(f"/cases/leave/{leave.pk}/return/").status_code == 302
    leave.refresh_from_db()
    assert leave.ended_on == today
