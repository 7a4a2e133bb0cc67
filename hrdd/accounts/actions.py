"""Every write about people and organisations."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from hrdd.accounts.models import ApiToken, Invitation, Membership, Organisation, Role, User
from hrdd.audit.recorder import PRODUCT, Product, changed, record
from hrdd.lib.errors import Refused

INVITATION_DAYS = 14


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


@transaction.atomic
def introduce(*, email: str, host: Organisation, by: User, at: datetime) -> User:
    """Returns the person with this address, made now if nobody has it, at the wish of `host`.

    Someone made like this can be given things, but only comes in through an invitation: no password yet.
    """
    if known := User.objects.by_email(email):
        return known
    user = User.objects.create_user(email=email, name=email.strip().lower())
    record(by=by, at=at, action="person added", target=user, company_id=host.id)
    return user


@transaction.atomic
def invite(
    *, email: str, organisation: Organisation | None, roles: Collection[str], by: User | Product,
    at: datetime, host: Organisation | None = None,
) -> tuple[Invitation, str]:  # fmt: skip
    """Returns the invitation and the token of its link, which is kept nowhere.

    Earlier open invitations of the same address to the same organisation stop working. Without an
    organisation it lets in someone who stands alone, such as a single reviewer; `host` is who wishes it.
    """
    if organisation and (unknown := set(roles) - {str(role) for role in organisation.roles}):
        raise Refused(_("This organisation has no such role."), fields={"roles": sorted(unknown)})
    earlier = Invitation.objects.open(on=at).filter(email__iexact=email, organisation=organisation)
    earlier.update(withdrawn_at=at)
    token = Invitation.new_token()
    invitation = Invitation.objects.create(
        email=email.strip().lower(),
        organisation=organisation,
        roles=sorted(roles),
        token_hash=Invitation.digest(token),
        invited_by=by if isinstance(by, User) else None,
        sent_at=at,
        expires_at=at + timedelta(days=INVITATION_DAYS),
    )
    inviting = organisation or host
    record(
        by=by, at=at, action="invited", target=invitation, company_id=inviting.id if inviting else None,
        changes={"roles": [[], sorted(roles)]},
    )  # fmt: skip
    return invitation, token


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """Returns the invitation, which no longer opens the door."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at:
        raise Refused(_("This invitation was accepted already."))
    locked.withdrawn_at = locked.withdrawn_at or at
    locked.save(update_fields=["withdrawn_at"])
    record(by=by, at=at, action="invitation withdrawn", target=locked)
    return locked


@transaction.atomic
def accept_invitation(*, token: str, name: str, password: str, at: datetime) -> User:
    """Returns the person who may now sign in with this password.

    Raises Refused when the link is wrong, used, withdrawn or too old: always with the same words. A
    person who has a password already keeps it and her name; only her roles grow.
    """
    invitation = Invitation.objects.select_for_update().open(on=at).with_token(token).first()
    if not invitation:
        raise Refused(_("This link does not work any more. Ask for a new invitation."))
    user = User.objects.by_email(invitation.email)
    if user is None:
        user = User.objects.create_user(email=invitation.email, name=name, password=password)
    elif not user.has_usable_password():
        user.name = name
        user.set_password(password)
        user.save(update_fields=["name", "password"])
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    if invitation.organisation:
        held = Membership.objects.standing().filter(user=user, organisation=invitation.organisation)
        roles = {*invitation.roles, *held.values_list("role", flat=True)}
        set_roles(user=user, organisation=invitation.organisation, roles=roles, by=PRODUCT, at=at)
    record(by=user, at=at, action="invitation accepted", target=invitation)
    return user


@transaction.atomic
def make_token(*, user: User, label: str, by: User | Product, at: datetime) -> tuple[ApiToken, str]:
    """Returns the token's row and the token itself, which is kept nowhere."""
    secret = ApiToken.new_token()
    token = ApiToken.objects.create(
        user=user, label=label, token_hash=ApiToken.digest(secret), start=secret[:9], made_at=at
    )
    record(by=by, at=at, action="API token made", target=token, company_id=_home(user))
    return token, secret


@transaction.atomic
def withdraw_token(*, token: ApiToken, by: User, at: datetime) -> ApiToken:
    """Returns the token, which opens nothing any more."""
    locked = ApiToken.objects.select_for_update(of=["self"]).get(pk=token.pk)
    locked.withdrawn_at = locked.withdrawn_at or at
    locked.save(update_fields=["withdrawn_at"])
    record(by=by, at=at, action="API token withdrawn", target=locked, company_id=_home(by))
    return locked


@transaction.atomic
def revise_person(*, user: User, name: str, language: str, by: User, at: datetime) -> User:
    """Returns the person with the name and language she chose."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    changes = changed(locked, {"name": name, "language": language})
    locked.name, locked.language = name, language
    locked.save(update_fields=["name", "language"])
    record(by=by, at=at, action="own settings changed", target=locked, company_id=_home(by), changes=changes)
    return locked


@transaction.atomic
def note_sign_in(*, user: User, at: datetime) -> User:
    """Returns the person, once the log says that she signed in."""
    record(by=user, at=at, action="signed in", target=user, company_id=_home(user))
    return user


@transaction.atomic
def note_sign_out(*, user: User, at: datetime) -> User:
    """Returns the person, once the log says that she signed out."""
    record(by=user, at=at, action="signed out", target=user, company_id=_home(user))
    return user


@transaction.atomic
def note_failed_sign_in(*, user: User, at: datetime) -> User:
    """Returns the person whose address was tried with a wrong password; who tried is not known."""
    record(by=PRODUCT, at=at, action="sign-in failed", target=user, company_id=_home(user))
    return user


@transaction.atomic
def set_password(*, user: User, password: str, by: User, at: datetime) -> User:
    """Returns the person with her new password."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(by=by, at=at, action="password changed", target=user, company_id=_home(user))
    return user


def _home(person: User | Product) -> UUID | None:
    if not isinstance(person, User):
        return None
    return next((m.organisation_id for m in person.standing_memberships), None)
