"""A person's password, and with it the key that it protects."""

from datetime import datetime

from django.db import transaction

from hrdd.accounts.actions._home import home
from hrdd.accounts.actions.keys import lose_personal_key, relock_personal_key
from hrdd.accounts.models import PersonalKey, User
from hrdd.audit.recorder import record
from hrdd.lib.envelopes import Closed


@transaction.atomic
def set_password(*, user: User, password: str, by: User, at: datetime, old: str = "") -> User:
    """Returns the person with her new password.

    Her key, if she has one, is kept when `old` opens it; whoever does not know the old password loses it.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(by=by, at=at, action="password changed", target=user, company_id=home(user))
    if key := PersonalKey.objects.filter(user=user, ended_at=None).first():
        try:
            relock_personal_key(key=key, old=old, new=password, by=by, at=at)
        except Closed:
            lose_personal_key(key=key, by=by, at=at)
    return user
