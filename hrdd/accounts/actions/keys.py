"""The key that opens the cases a person was given.

Made with her password, kept when she changes that one, lost when it is reset.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hrdd.accounts import keys
from hrdd.accounts.actions._home import home
from hrdd.accounts.models import PersonalKey, User
from hrdd.audit.recorder import record
from hrdd.lib.errors import Refused

OPENS = ("salt", "sealed", "rounds", "memory")


@transaction.atomic
def make_personal_key(*, user: User, password: str, by: User, at: datetime) -> PersonalKey:
    """Returns her new key, locked with the password she signs in with.

    Raises Refused when that is not her password, and when she has a key already.
    """
    locked = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not locked.check_password(password):
        raise Refused(_("This is not your password."), fields={"password": [_("This is not your password.")]})
    if PersonalKey.objects.filter(user=locked, ended_at=None).exists():
        raise Refused(_("You have a key already."))
    made = keys.made(password)
    opens = {name: getattr(made.locked, name) for name in OPENS}
    key = PersonalKey.objects.create(user=locked, public_key=made.public, made_at=at, **opens)
    record(by=by, at=at, action="personal key made", target=key, company_id=home(user))
    return key


@transaction.atomic
def relock_personal_key(*, key: PersonalKey, old: str, new: str, by: User, at: datetime) -> PersonalKey:
    """Returns the same key, which only the new password opens; raises Closed when the old one does not."""
    locked = PersonalKey.objects.select_for_update(of=["self"]).select_related("user").get(pk=key.pk)
    relocked = keys.relocked(locked, old=old, new=new)
    for name in OPENS:
        setattr(locked, name, getattr(relocked, name))
    locked.save(update_fields=OPENS)
    record(by=by, at=at, action="personal key locked anew", target=locked, company_id=home(locked.user))
    return locked


@transaction.atomic
def lose_personal_key(
    *, key: PersonalKey, by: User, at: datetime,
    reason: PersonalKey.EndReason = PersonalKey.EndReason.PASSWORD_RESET,
) -> PersonalKey:  # fmt: skip
    """Returns the key, ended: nothing opens it any more, and what was wrapped for it stays closed."""
    locked = PersonalKey.objects.select_for_update(of=["self"]).select_related("user").get(pk=key.pk)
    if locked.ended_at:
        raise Refused(_("This key has ended already."))
    locked.ended_at, locked.end_reason, locked.sealed = at, reason, None
    locked.save(update_fields=["ended_at", "end_reason", "sealed"])
    record(
        by=by, at=at, action="personal key lost", target=locked, company_id=home(locked.user),
        changes={"because": str(reason.label)},
    )  # fmt: skip
    return locked
