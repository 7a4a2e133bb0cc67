"""Grants to outsiders: django-guardian object permissions with direct foreign keys, and an end date.

Abstract: the root that is shared declares the concrete tables, with `content_object` as a foreign key.
A grant that is withdrawn or over is deleted (the log keeps it), so that nothing can read it as living.
"""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.managers import GroupObjectPermissionManager, UserObjectPermissionManager
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from hrdd.lib.models import new_id


class GrantQuerySet(models.QuerySet[Any]):
    def live(self, *, on: datetime) -> Self:
        """Returns grants that still open something."""
        return self.filter(until__gt=on)

    def over(self, *, on: datetime) -> Self:
        """Returns grants past their end."""
        return self.filter(until__lte=on)


class GrantTerms(models.Model):
    """What a grant says besides to whom: until when, by whom, since when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    until = models.DateTimeField(_("until"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def role(self) -> str:
        """Returns "reviewer" or "auditor": what the permission's code name says after "as_"."""
        return str(self.permission.codename).removeprefix("as_")  # type: ignore[attr-defined]


class OrganisationGrants(GroupObjectPermissionManager.from_queryset(GrantQuerySet)):  # type: ignore[misc]
    pass


class PersonGrants(UserObjectPermissionManager.from_queryset(GrantQuerySet)):  # type: ignore[misc]
    pass


class OrganisationGrant(GrantTerms, GroupObjectPermissionBase):
    PERSONAL_FIELDS: ClassVar = ("given_by",)
    OTHER_FIELDS: ClassVar = ("id", "permission", "group", "content_object", "until", "given_at")

    objects: ClassVar[Any] = OrganisationGrants()

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.group.organisation} as {self.role}"

    @property
    def recipient(self) -> str:
        """Returns the organisation's name."""
        return str(self.group.organisation)


class PersonGrant(GrantTerms, UserObjectPermissionBase):
    PERSONAL_FIELDS: ClassVar = ("user", "given_by")
    OTHER_FIELDS: ClassVar = ("id", "permission", "content_object", "until", "given_at")

    objects: ClassVar[Any] = PersonGrants()

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.user} as {self.role}"

    @property
    def recipient(self) -> str:
        """Returns the person's name."""
        return str(self.user)
