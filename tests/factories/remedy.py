"""Channels, concerns, and keys. Concerns are filed through the door that people use."""

from collections.abc import Sequence
from typing import Any

from django.test import Client
from django.utils import timezone

from hrdd.accounts import actions as accounts
from hrdd.accounts import keys
from hrdd.accounts.models import Organisation, PersonalKey, User
from hrdd.audit.recorder import UNNAMED
from hrdd.lib.codes import in_groups
from remedy import actions
from remedy.codes import door
from remedy.filing import Filing
from remedy.models import Assignment, Case, Channel
from remedy.opened import Opened, opened_by_handler
from tests.factories.accounts import PASSWORD

CODE = in_groups("0123456789ABCDEZ")
WHAT = "The app drew pictures of my sister that she never agreed to."


def with_key(user: User) -> User:
    """Returns the person, who has made a key of her own; her password is PASSWORD."""
    accounts.make_personal_key(user=user, password=PASSWORD, by=user, at=timezone.now())
    return user


def open_channel(company: Organisation, *, desk: Sequence[User], escrow: Sequence[User]) -> Channel:
    """Returns the company's channel, open, with people at the desk and holders of the escrow."""
    now = timezone.now()
    by = escrow[0]
    channel = actions.make_channel(
        company=company, slug=company.name.lower().replace(" ", "-"), about="", keep_months=60, by=by, at=now
    )
    for user in desk:
        actions.seat(channel=channel, user=user, shown_as=f"{user.name}, concerns desk", by=by, at=now)
    for user in escrow:
        if not PersonalKey.objects.living().filter(user=user).exists():
            with_key(user)
    actions.make_escrow_key(channel=channel, holders=escrow, by=by, at=now)
    return actions.open_channel(channel=channel, by=by, at=now)


def filed(channel: Channel, *, code: str = CODE, **told: Any) -> Case:
    """Returns a concern that somebody raised, whose code is `code`."""
    more = {name: told.pop(name) for name in ("files", "without", "at", "language") if name in told}
    given = {"at": timezone.now(), "language": "en", **more}
    filing = Filing(**{"what": WHAT, **told})
    return actions.file_concern(channel=channel, filing=filing, door=door(code), by=UNNAMED, **given)


def taken_on(case: Case, user: User) -> Opened:
    """Returns the case, open to somebody of the desk who took it on."""
    assignment = (
        Assignment.objects.living().select_related("case__channel", "case__company").get(case=case, user=user)
    )
    if assignment.state == Assignment.State.OFFERED:
        actions.take_on(assignment=assignment, by=user, at=timezone.now())
    return opened_by_handler(assignment, private_of(user))


def private_of(user: User) -> bytes:
    """Returns her private key."""
    return keys.opened(PersonalKey.objects.living().get(user=user), PASSWORD)


def open_key(client: Client, user: User) -> Client:
    """Returns the browser, in which she signed in and opened her key."""
    client.force_login(user)
    client.post("/settings/key/unlocking/", {"password": PASSWORD})
    return client
