from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hrdd.accounts.models import Organisation
from hrdd.lib.models import Row
from hrdd.lib.sealing import Purpose, unseal_bytes
from remedy.proof import PublishedKey


class SigningKeyQuerySet(models.QuerySet["SigningKey"]):
    def in_use(self) -> Self:
        """Returns the keys that sign today, one of a company at most."""
        return self.filter(until_day=None)

    def published(self) -> Self:
        """Returns all keys, the oldest first: proofs outlive the keys that signed them."""
        return self.select_related("company").order_by("from_day", "id")

    def called(self, key_id: str) -> Self:
        """Returns the key that proofs call so."""
        return self.filter(key_id=key_id)


class SigningKey(Row):
    """With which a company signs proofs of complaint. Public for ever; never deleted, never another's."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "company", "key_id", "public_key", "sealed", "from_day", "until_day")

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="signing_keys")
    key_id = models.CharField(max_length=16, unique=True)
    public_key = models.BinaryField(max_length=32)
    # The private key, sealed (hrdd.lib.sealing, Purpose.PROOF): the database alone signs nothing.
    sealed = models.BinaryField()
    from_day = models.DateField(_("first day"))
    until_day = models.DateField(_("last day"), null=True, blank=True)

    objects = SigningKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company"], condition=Q(until_day=None), name="one_signing_key_in_use"
            ),
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")),
                name="a_signing_key_ends_after_it_began",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="for_good", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="the_same_key",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("company", "key_id", "public_key", "from_day"),
            ),
            pgtrigger.Protect(
                name="ended_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__until_day__isnull=False)
                & pgtrigger.Q(new__until_day__df=pgtrigger.F("old__until_day")),
            ),
        ]

    def __str__(self) -> str:
        return self.key_id

    @property
    def published(self) -> PublishedKey:
        """Returns what everybody may know of it."""
        return PublishedKey(bytes(self.public_key), self.from_day, self.until_day)

    @property
    def private(self) -> bytes:
        """Returns the private key; raises Unreadable when no secret in force opens it."""
        return unseal_bytes(self.sealed, Purpose.PROOF)
