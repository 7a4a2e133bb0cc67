"""Tokens with which a program acts as a person."""

from datetime import datetime

from django.db import transaction

from hrdd.accounts.actions._home import home
from hrdd.accounts.models import ApiToken, User
from hrdd.audit.recorder import Product, record


@transaction.atomic
def make_token(*, user: User, label: str, by: User | Product, at: datetime) -> tuple[ApiToken, str]:
    """Returns the token's row and the token itself, which is kept nowhere."""
    secret = ApiToken.new_token()
    token = ApiToken.objects.create(
        user=user, label=label, token_hash=ApiToken.digest(secret), start=secret[:9], made_at=at
    )
    record(by=by, at=at, action="API token made", target=token, company_id=home(user))
    return token, secret


@transaction.atomic
def withdraw_token(*, token: ApiToken, by: User, at: datetime) -> ApiToken:
    """Returns the token, which opens nothing any more."""
    locked = ApiToken.objects.select_for_update(of=["self"]).get(pk=token.pk)
    locked.withdrawn_at = locked.withdrawn_at or at
    locked.save(update_fields=["withdrawn_at"])
    record(by=by, at=at, action="API token withdrawn", target=locked, company_id=home(by))
    return locked
