"""People of a company, for the choices of who reads, stands in, or holds the escrow."""

from typing import Any

from django.db.models import QuerySet

from hrdd.accounts.models import Membership, User


def people_of(company_id: Any, role: str = "") -> QuerySet[User]:
    """Returns people who belong to the company today, in this role or in any, by name."""
    standing = Membership.objects.standing().filter(organisation=company_id)
    if role:
        standing = standing.filter(role=role)
    return User.objects.filter(pk__in=standing.values("user"), is_active=True).order_by("name", "id")
