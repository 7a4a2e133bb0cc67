"""Which rows a person can see: the one place where memberships and grants become SQL."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hrdd.accounts.models import User
from hrdd.sharing.models import OrganisationGrant, PersonGrant
from hrdd.sharing.policy import Action, roles_that_may

OUTSIDE = frozenset({"reviewer", "auditor"})
# What people are by name on one root, and never by a membership.
BY_NAME = OUTSIDE | {"offered", "handler"}


def grant_tables(model: type[models.Model]) -> list[type[models.Model]]:
    """Returns the grant tables that point at this model."""
    return [
        relation.related_model
        for relation in model._meta.related_objects
        if isinstance(relation.related_model, type)
        and issubclass(relation.related_model, OrganisationGrant | PersonGrant)
    ]


def company_ids(user: User, action: Action = Action.VIEW) -> list[Any]:
    """Returns the organisations in which a role of hers allows the action on the organisation's own roots."""
    able = roles_that_may(action) - BY_NAME
    return sorted({m.organisation_id for m in user.standing_memberships if m.role in able}, key=str)


def granted(
    model: type[models.Model], user: User, action: Action, on: datetime
) -> list[models.QuerySet[Any]]:
    """Returns one query of root ids per grant table: what living grants open to her for this action."""
    codenames = [f"as_{role}" for role in roles_that_may(action) & BY_NAME]
    queries = []
    for table in grant_tables(model):
        whom = Q(group__user=user) if issubclass(table, OrganisationGrant) else Q(user=user)
        rows = table._default_manager.filter(whom, until__gt=on, permission__codename__in=codenames)
        queries.append(rows.values("content_object_id"))
    return queries


class RootQuerySet(models.QuerySet[Any]):
    """Rows that are loaded by who may see them: a company's own, and what was shared.

    Of a model that says `by_name_only`, nothing is a company's own: only grants open it.
    """

    def visible_to(self, user: Any, action: Action = Action.VIEW, *, on: datetime | None = None) -> Self:
        """Returns the rows on which she may do this at all (their state is judged by the policy)."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        by_name = getattr(self.model, "by_name_only", False)
        seen = Q(pk__in=[]) if by_name else Q(company_id__in=company_ids(user, action))
        for rows in granted(self.model, user, action, on or timezone.now()):
            seen |= Q(pk__in=rows)
        return self.filter(seen)
