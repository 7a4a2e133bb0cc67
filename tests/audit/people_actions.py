"""Every action about people, for the promise that each leaves one line of its own."""

from types import SimpleNamespace
from typing import Any

from hrdd.accounts import actions as people
from tests.factories import PASSWORD


def personal_key(h: SimpleNamespace) -> Any:
    return people.make_personal_key(user=h.ines, password=PASSWORD, **h.by)


PEOPLE_ACTIONS: Any = {
    "organisation created": lambda h: people.create_organisation(name="New", kind="company", **h.by),
    "roles set": lambda h: people.set_roles(
        user=h.ines, organisation=h.company, roles=["approver"], by=h.ada, at=h.by["at"]
    ),
    "person added": lambda h: people.introduce(email="sam@river.example", host=h.company, **h.by),
    "invited": lambda h: people.invite(email="x@y.example", organisation=h.company, roles=["viewer"], **h.by),
    "invitation withdrawn": lambda h: people.withdraw_invitation(invitation=h.invitation, **h.by),
    "invitation accepted": lambda h: people.accept_invitation(
        token=h.token, name="Mara", password="four quiet words here", at=h.by["at"]
    ),
    "API token made": lambda h: people.make_token(user=h.ines, label="another", **h.by),
    "API token withdrawn": lambda h: people.withdraw_token(token=h.api_token, **h.by),
    "own settings changed": lambda h: people.revise_person(user=h.ines, name="Inês", language="en", **h.by),
    "password changed": lambda h: people.set_password(user=h.ines, password="a new long evening", **h.by),
    "personal key made": lambda h: people.make_personal_key(user=h.ines, password=PASSWORD, **h.by),
    "personal key locked anew": lambda h: people.relock_personal_key(
        key=personal_key(h), old=PASSWORD, new="a new long evening", **h.by
    ),
    "personal key lost": lambda h: people.lose_personal_key(key=personal_key(h), **h.by),
}
