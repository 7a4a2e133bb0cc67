"""The only way in which views and API load a root: invisible is 404, visible but forbidden is 403."""

from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from hrdd.accounts.models import Organisation, User
from hrdd.sharing.models import OrganisationGrant
from hrdd.sharing.policy import Action, Decision, State, decide
from hrdd.sharing.visibility import OUTSIDE, grant_tables


class Root(Protocol):
    """A row that access is decided on; everything else is reached through one."""

    company_id: UUID

    @property
    def shared_root(self) -> models.Model:
        """Returns the row that grants point at: itself, or what it hangs on."""

    @property
    def state(self) -> State:
        """Returns what of its status matters to the policy."""


M = TypeVar("M", bound=models.Model)


def get(model: type[M], user: Any, action: Action, *, pk: Any, rows: "models.QuerySet[M] | None" = None) -> M:
    """Returns the root; raises Http404 when she cannot see it, PermissionDenied when she may not do this.

    `rows` narrows or prepares the query (select_related and such); it starts from the model's manager.
    """
    query = model._default_manager.all() if rows is None else rows
    root = query.visible_to(user).filter(pk=pk).first()  # type: ignore[attr-defined]
    if root is None:
        raise Http404
    decision = can(user, action, root)
    if not decision:
        raise PermissionDenied(_("You can see this, but you cannot do that here: %s.") % decision.reason)
    found: M = root
    return found


def can(user: Any, action: Action, root: Root, *, on: datetime | None = None) -> Decision:
    """Returns the policy's decision for this person, action and root."""
    return decide(roles=roles_on(user, root, on=on), action=action, state=root.state)


def roles_on(user: Any, root: Root, *, on: datetime | None = None) -> frozenset[str]:
    """Returns the roles she holds on a root, through memberships and living grants (one query).

    Remembered on the root for as long as the object lives, that is for one request.
    """
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    known: dict[UUID, frozenset[str]] = root.__dict__.setdefault("_roles_of", {})
    if user.pk not in known or on:
        by_name = getattr(root, "by_name_only", False)
        inside = {
            m.role
            for m in user.standing_memberships
            if not by_name and m.organisation_id == root.company_id and m.role not in OUTSIDE
        }
        known[user.pk] = frozenset(inside) or _granted_roles(user, root.shared_root, on or timezone.now())
    return known[user.pk]


def _granted_roles(user: User, root: models.Model, on: datetime) -> frozenset[str]:
    codes = []
    for table in grant_tables(type(root)):
        whom = Q(group__user=user) if issubclass(table, OrganisationGrant) else Q(user=user)
        found = table._default_manager.filter(whom, content_object=root, until__gt=on)
        codes.append(found.values_list("permission__codename", flat=True))
    if not codes:
        return frozenset()
    return frozenset(code.removeprefix("as_") for code in codes[0].union(*codes[1:]))


def acts_for(user: User, root: Root) -> Organisation | None:
    """Returns the organisation for which she speaks on a root: the company, or an outside one, or None.

    A person who belongs to the company speaks for it, whatever else she belongs to.
    """
    own = [m.organisation for m in user.standing_memberships]
    inside = next((organisation for organisation in own if organisation.pk == root.company_id), None)
    outside = next((o for o in own if o.kind != Organisation.Kind.COMPANY), None)
    return inside or outside or next(iter(own), None)
