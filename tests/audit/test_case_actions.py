"""What is done with cases leaves its line where it belongs: on the case alone, or with the company."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from hrdd.accounts.actions import lose_personal_key
from hrdd.accounts.models import PersonalKey, User
from hrdd.audit.models import Event
from hrdd.audit.presenters import PHRASES
from remedy import actions
from remedy.models import Channel, EscrowUse, Leave
from tests import factories

private_of = factories.remedy.private_of


@pytest.fixture
def here(channel: Channel, amara: User, bilal: User, tomas: User, ada: User, ines: User) -> SimpleNamespace:
    """Returns a case that Amara handles and Bilal is asked to take, and who holds the escrow."""
    case = factories.filed(channel)
    opened = factories.taken_on(case, amara)
    carla = factories.with_key(factories.member(channel.company, "case_handler", name="Carla Rossi"))
    actions.seat(channel=channel, user=carla, shown_as="Carla", by=ada, at=timezone.now())
    return SimpleNamespace(**locals(), at=timezone.now())


def new_key(h: SimpleNamespace, user: User) -> User:
    lose_personal_key(key=PersonalKey.objects.living().get(user=user), by=user, at=h.at)
    return factories.with_key(user)


def asked(h: SimpleNamespace) -> EscrowUse:
    new_key(h, h.bilal)
    return actions.ask_escrow(
        case=h.case, purpose="case", recipient=h.bilal, reason="A new password.", private=private_of(h.tomas),
        by=h.tomas, at=h.at,
    )  # fmt: skip


def agreed(h: SimpleNamespace) -> EscrowUse:
    return actions.agree_escrow(use=asked(h), private=private_of(h.ada), by=h.ada, at=h.at)


def part(h: SimpleNamespace) -> EscrowUse:
    three = [h.tomas, h.ada, factories.with_key(h.ines)]
    key = actions.make_escrow_key(channel=h.channel, holders=three, by=h.ada, at=h.at)
    new_key(h, h.ines)
    return actions.reshare_escrow(
        key=key, holder=h.ines, reason="A new password.", private=private_of(h.tomas), by=h.tomas, at=h.at
    )


def away(h: SimpleNamespace) -> Leave:
    today = timezone.localdate()
    return actions.go_on_leave(
        channel=h.channel, deputy=h.carla, from_day=today, until_day=today + timedelta(days=3),
        private=private_of(h.amara), by=h.amara, at=h.at,
    )  # fmt: skip


def newly_locked(h: SimpleNamespace) -> None:
    holders = [h.ada, factories.with_key(h.ines)]
    actions.make_escrow_key(channel=h.channel, holders=holders, by=h.ada, at=h.at)
    actions.rewrap_escrow(opened=h.opened, by=h.amara, at=h.at)


def given_again(h: SimpleNamespace) -> None:
    new_key(h, h.bilal)
    hers = h.case.assignments.get(user=h.bilal)
    actions.rewrap_for(opened=h.opened, assignment=hers, by=h.amara, at=h.at)


ON_THE_CASE: dict[str, Callable[[Any], Any]] = {
    "case handed over": lambda h: actions.hand_over(opened=h.opened, whom=h.carla, by=h.amara, at=h.at),
    "case offered": lambda h: actions.ask_to_take(opened=h.opened, whom=h.carla, by=h.amara, at=h.at),
    "case given again": given_again,
    "case locked for the new escrow key": newly_locked,
    "deputy ended": lambda h: actions.come_back(leave=away(h), by=h.amara, at=h.at),
    "escrow asked for": asked,
    "escrow used": agreed,
    "escrow turned down": lambda h: actions.turn_down(use=asked(h), by=h.ada, at=h.at),
    "escrow not answered": lambda h: actions.let_escrow_lapse(use=asked(h), by=h.ada, at=h.at),
    "identity closed again": lambda h: actions.close_identity(use=agreed(h), by=h.ada, at=h.at),
}
OF_THE_COMPANY: dict[str, Callable[[Any], Any]] = {
    "escrow key used": agreed,
    "escrow part asked for": part,
    "went on leave": away,
    "cases given to the deputy": lambda h: actions.give_to_deputy(
        leave=away(h), private=private_of(h.amara), by=h.amara, at=h.at
    ),
    "came back from leave": lambda h: actions.come_back(leave=away(h), by=h.amara, at=h.at),
}


@pytest.mark.parametrize("action", ON_THE_CASE)
def test_it_stands_on_the_case_and_in_no_company_s_log(here: SimpleNamespace, action: str) -> None:
    ON_THE_CASE[action](here)
    [event] = Event.objects.filter(action=action)
    assert (event.company_id, event.root_id) == (None, here.case.pk)
    assert action in PHRASES


@pytest.mark.parametrize("action", OF_THE_COMPANY)
def test_the_company_reads_that_it_happened_and_of_no_case(here: SimpleNamespace, action: str) -> None:
    OF_THE_COMPANY[action](here)
    [event] = Event.objects.filter(action=action)
    assert event.company_id == here.channel.company_id
    said = str(vars(event))
    assert here.case.reference not in said
    assert str(here.case.pk) not in said
    assert action in PHRASES
