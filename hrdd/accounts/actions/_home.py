"""Whose history a person's own acts belong to. Nothing here is a write."""

from uuid import UUID

from hrdd.accounts.models import User
from hrdd.audit.recorder import Product


def home(person: User | Product) -> UUID | None:
    """Returns the organisation she came to first, of those she is still in."""
    if not isinstance(person, User):
        return None
    return next((m.organisation_id for m in person.standing_memberships), None)
