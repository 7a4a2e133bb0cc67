"""What every page knows about who looks at it."""

from typing import Any

from django.http import HttpRequest

from hrdd.accounts.models import Role, User


def person(request: HttpRequest) -> dict[str, Any]:
    """Returns her memberships in words for the rail; nothing for a visitor, and no query for either."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    return {"memberships": lambda: user.standing_memberships, "is_administrator": lambda: administers(user)}


def administers(user: User) -> bool:
    """Returns whether she is administrator of any organisation."""
    return any(m.role == Role.ADMINISTRATOR for m in user.standing_memberships)
