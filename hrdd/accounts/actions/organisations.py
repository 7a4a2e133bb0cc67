"""Organisations, and who has which role in them."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from hrdd.accounts.models import Membership, Organisation, Role, User
from hrdd.audit.recorder import Product, record
from hrdd.lib.errors import Refused


@transaction.atomic
def create_organisation(*, name: str, kind: str, by: User | Product, at: datetime) -> Organisation:
    """Returns the new organisation with its (empty) group."""
    organisation = Organisation(name=name, kind=kind)
    organisation.group = Group.objects.create(name=f"organisation {organisation.id}")
    organisation.save(force_insert=True)
    record(by=by, at=at, action="organisation created", target=organisation, changes={"kind": kind})
    return organisation


@transaction.atomic
def set_roles(
    *, user: User, organisation: Organisation, roles: Collection[str], by: User | Product, at: datetime
) -> list[Membership]:
    """Returns her standing memberships after giving exactly these roles; none means she leaves.

    Raises Refused for a role the organisation's kind does not have, and when nobody would be left to
    administer it.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if unknown := set(roles) - {str(role) for role in organisation.roles}:
        raise Refused(_("This organisation has no such role."), fields={"roles": sorted(unknown)})
    standing = {m.role: m for m in Membership.objects.standing().filter(user=user, organisation=organisation)}
    if Role.ADMINISTRATOR in standing and Role.ADMINISTRATOR not in roles:
        _refuse_without_administrator(organisation=organisation, leaving=user)
    before = sorted(standing)
    Membership.objects.filter(pk__in=[m.pk for r, m in standing.items() if r not in roles]).update(
        ended_at=at
    )
    Membership.objects.bulk_create(
        Membership(user=user, organisation=organisation, role=role, started_at=at)
        for role in roles
        if role not in standing
    )
    if roles:
        user.groups.add(organisation.group)
    else:
        user.groups.remove(organisation.group)
    user.__dict__.pop("standing_memberships", None)
    record(
        by=by, at=at, action="roles set", target=user, company_id=organisation.id,
        changes={"roles": [before, sorted(roles)]},
    )  # fmt: skip
    return list(Membership.objects.standing().filter(user=user, organisation=organisation))


def _refuse_without_administrator(*, organisation: Organisation, leaving: User) -> None:
    others = Membership.objects.standing().filter(
        organisation=organisation, role=Role.ADMINISTRATOR, user__is_active=True
    )
    if not others.exclude(user=leaving).exists():
        raise Refused(_("Someone must stay administrator. Give the role to another person first."))
