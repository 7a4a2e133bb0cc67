"""Who asks, as the person whom actions record."""

from typing import Any, Protocol

from django.core.exceptions import PermissionDenied

from hrdd.accounts.models import User


class Asked(Protocol):
    """A request of a page or of the API."""

    @property
    def user(self) -> Any: ...


def actor(request: Asked) -> User:
    """Returns the signed-in person; the middleware lets nobody else reach a view that asks."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
