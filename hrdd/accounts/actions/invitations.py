"""Letters that let somebody in."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from hrdd.accounts.actions.organisations import set_roles
from hrdd.accounts.models import Invitation, Membership, Organisation, User
from hrdd.audit.recorder import PRODUCT, Product, record
from hrdd.lib.errors import Refused

INVITATION_DAYS = 14


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
