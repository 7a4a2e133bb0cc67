import hashlib
import secrets
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hrdd.lib.models import Row


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def live(self) -> Self:
        """Returns tokens that have not been withdrawn, of people who may still sign in."""
        return self.filter(withdrawn_at=None, user__is_active=True)


class ApiToken(Row):
    """A key to the API that acts as its owner. Only a digest is kept; the token is shown once."""

    PERSONAL_FIELDS: ClassVar = ("user", "label")
    OTHER_FIELDS: ClassVar = ("id", "token_hash", "start", "made_at", "withdrawn_at")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    label = models.CharField(_("what it is for"), max_length=100)
    token_hash = models.CharField(max_length=64, unique=True)
    start = models.CharField(max_length=12)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.label} ({self.start}…)"

    @staticmethod
    def new_token() -> str:
        """Returns 256 random bits with a prefix that secret scanners can know."""
        return "hrdd_" + secrets.token_urlsafe(32)

    @staticmethod
    def digest(token: str) -> str:
        """Returns the SHA-256 of a token, in hexadecimal; the token itself has enough entropy."""
        return hashlib.sha256(token.encode()).hexdigest()
