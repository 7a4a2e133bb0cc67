"""What happens at the door."""

from datetime import datetime

from django.db import transaction

from hrdd.accounts.actions._home import home
from hrdd.accounts.models import User
from hrdd.audit.recorder import PRODUCT, record


@transaction.atomic
def note_sign_in(*, user: User, at: datetime) -> User:
    """Returns the person, once the log says that she signed in."""
    record(by=user, at=at, action="signed in", target=user, company_id=home(user))
    return user


@transaction.atomic
def note_sign_out(*, user: User, at: datetime) -> User:
    """Returns the person, once the log says that she signed out."""
    record(by=user, at=at, action="signed out", target=user, company_id=home(user))
    return user


@transaction.atomic
def note_failed_sign_in(*, user: User, at: datetime) -> User:
    """Returns the person whose address was tried with a wrong password; who tried is not known."""
    record(by=PRODUCT, at=at, action="sign-in failed", target=user, company_id=home(user))
    return user
