import hashlib
import secrets
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hrdd.accounts.models.organisation import Organisation, Role
from hrdd.lib.models import Row


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, *, on: datetime) -> Self:
        """Returns invitations that can still be accepted."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=on)

    def with_token(self, token: str) -> Self:
        """Returns the invitation whose link carries this token."""
        return self.filter(token_hash=Invitation.digest(token))


class Invitation(Row):
    """A letter that lets one person in. Only a digest of the link's token is kept."""

    PERSONAL_FIELDS: ClassVar = ("email", "invited_by")
    OTHER_FIELDS: ClassVar = (
        "id", "organisation", "roles", "token_hash", "sent_at", "expires_at", "accepted_at", "withdrawn_at",
    )  # fmt: skip

    email = models.EmailField(_("e-mail"))
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices), default=list)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("open until"))
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.email

    @property
    def company_id(self) -> object:
        """Returns the organisation this concerns."""
        return self.organisation_id

    @property
    def roles_in_words(self) -> list[str]:
        """Returns the names of the roles it gives."""
        return [str(Role(role).label) for role in self.roles]

    @staticmethod
    def new_token() -> str:
        """Returns 256 random bits for a link."""
        return secrets.token_urlsafe(32)

    @staticmethod
    def digest(token: str) -> str:
        """Returns the SHA-256 of a token, in hexadecimal; the token itself has enough entropy."""
        return hashlib.sha256(token.encode()).hexdigest()
