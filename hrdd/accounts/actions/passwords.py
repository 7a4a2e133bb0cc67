"""A person's password."""

from datetime import datetime

from django.db import transaction

from hrdd.accounts.actions._home import home
from hrdd.accounts.models import User
from hrdd.audit.recorder import record


@transaction.atomic
def set_password(*, user: User, password: str, by: User, at: datetime) -> User:
    """Returns the person with her new password."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(by=by, at=at, action="password changed", target=user, company_id=home(user))
    return user
