from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hrdd.lib.models import Row
from stakeholders.models.group import StakeholderGroup
from stakeholders.models.hold import RUNNING, held


class ContactQuerySet(models.QuerySet["Contact"]):
    def by_pseudonym(self) -> Self:
        """Returns contacts without their identity, in the order of their pseudonyms."""
        return self.defer("identity").select_related("group").order_by("called", "number")


class Contact(Row):
    """One person or office that the company can reach. Everywhere she is called by a pseudonym.

    Who she is stands in `identity`, sealed with a key outside the database (hrdd.lib.sealing). Only the
    action that opens it reads it, and the log keeps who did, when and why.
    """

    PERSONAL_FIELDS: ClassVar = ("identity", "called", "wishes", "created_by")
    OTHER_FIELDS: ClassVar = (
        "id", "group", "number", "channel", "do_not_contact", "retain_until", "erased_at", "created_at",
        "version",
    )  # fmt: skip

    class Channel(models.TextChoices):
        """How she wants to be reached; the address itself is sealed."""

        MESSAGE = "message", _("By message")
        PHONE = "phone", _("By phone")
        MAIL = "mail", _("By e-mail")
        LETTER = "letter", _("By letter")
        THROUGH = "through", _("Through someone she trusts")
        IN_PERSON = "in_person", _("In person only")

    group = models.ForeignKey(StakeholderGroup, on_delete=models.CASCADE, related_name="contacts")
    called = models.CharField(_("what she is called here"), max_length=100)
    number = models.PositiveIntegerField()
    identity = models.BinaryField(null=True, blank=True)
    channel = models.CharField(_("how to reach her"), max_length=20, choices=Channel.choices, blank=True)
    wishes = models.TextField(_("what to mind when reaching her"), blank=True, max_length=2_000)
    do_not_contact = models.BooleanField(_("do not contact"), default=False)
    retain_until = models.DateField(_("keep until"), null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "called", "number"], name="one_contact_per_pseudonym"),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(identity=None), name="an_erased_contact_has_no_identity"
            ),
        ]
        triggers = [
            held("contact", column="contact_id", key="id"),
            pgtrigger.Trigger(
                name="held_identity",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__identity__isnull=False, new__identity__isnull=True),
                func=f"IF {RUNNING.format(column='contact_id', key='id')} THEN "
                "RAISE EXCEPTION 'a legal hold stops this deletion'; END IF; RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.called} {self.number}"

    @property
    def company_id(self) -> Any:
        """Returns the company whose contact she is."""
        return self.group.company_id

    @property
    def root_id(self) -> Any:
        """Returns the group through which she is reached."""
        return self.group_id
