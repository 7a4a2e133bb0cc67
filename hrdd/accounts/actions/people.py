"""A person: added before she comes in, and what she says of herself."""

from datetime import datetime

from django.db import transaction

from hrdd.accounts.actions._home import home
from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import changed, record


@transaction.atomic
def introduce(*, email: str, host: Organisation, by: User, at: datetime) -> User:
    """Returns the person with this address, made now if nobody has it, at the wish of `host`.

    Someone made like this can be given things, but only comes in through an invitation: no password yet.
    """
    if known := User.objects.by_email(email):
        return known
    user = User.objects.create_user(email=email, name=email.strip().lower())
    record(by=by, at=at, action="person added", target=user, company_id=host.id)
    return user


@transaction.atomic
def revise_person(*, user: User, name: str, language: str, by: User, at: datetime) -> User:
    """Returns the person with the name and language she chose."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    changes = changed(locked, {"name": name, "language": language})
    locked.name, locked.language = name, language
    locked.save(update_fields=["name", "language"])
    record(by=by, at=at, action="own settings changed", target=locked, company_id=home(by), changes=changes)
    return locked
