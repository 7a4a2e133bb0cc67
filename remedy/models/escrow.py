"""The company's second way to its cases: a key that two people use together, and every use of it."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hrdd.accounts.models import Organisation
from hrdd.lib.models import Row


class EscrowKeyQuerySet(models.QuerySet["EscrowKey"]):
    def in_use(self) -> Self:
        """Returns the keys for which cases are wrapped today."""
        return self.filter(ended_at=None)

    def held_by(self, user: Any) -> Self:
        """Returns the keys of her own companies of which she holds a part, those that ended too."""
        own = {membership.organisation_id for membership in user.standing_memberships}
        held = EscrowShare.objects.filter(holder=user).values("key")
        return self.filter(pk__in=held, company__in=own).select_related("company")


class EscrowKey(Row):
    """A key for which every case of a company is wrapped. Nobody holds its private half alone."""

    PERSONAL_FIELDS: ClassVar = ("made_by",)
    OTHER_FIELDS: ClassVar = ("id", "company", "public_key", "made_at", "ended_at")

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="escrow_keys")
    public_key = models.BinaryField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = EscrowKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company"], condition=Q(ended_at=None), name="one_escrow_key_in_use"
            )
        ]

    def __str__(self) -> str:
        return f"escrow key of {self.company}"


class EscrowShare(Row):
    """What one holder keeps for use together with one other: half of the private key, wrapped for her."""

    PERSONAL_FIELDS: ClassVar = ("holder", "partner", "sealed")
    OTHER_FIELDS: ClassVar = ("id", "key", "personal_key")

    key = models.ForeignKey(EscrowKey, on_delete=models.CASCADE, related_name="shares")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    personal_key = models.ForeignKey("accounts.PersonalKey", on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "holder", "partner"], name="one_share_per_pair"),
            models.CheckConstraint(condition=~Q(holder=F("partner")), name="escrow_takes_two"),
        ]

    def __str__(self) -> str:
        return f"share of {self.holder} with {self.partner}"

    @property
    def company_id(self) -> Any:
        """Returns the company of the key."""
        return self.key.company_id


# How long the second person has to agree, and how long an opened identity stays readable.
WAITS_FOR = timedelta(days=7)
OPENS_FOR = timedelta(hours=1)


class EscrowUseQuerySet(models.QuerySet["EscrowUse"]):
    def waiting(self, *, at: datetime) -> Self:
        """Returns uses that somebody asked for and nobody agreed to yet."""
        return self.filter(agreed_at=None, ended_at=None, asked_at__gt=at - WAITS_FOR)

    def lapsed(self, *, at: datetime) -> Self:
        """Returns uses that nobody answered in time."""
        return self.filter(agreed_at=None, ended_at=None, asked_at__lte=at - WAITS_FOR)

    def of_holder(self, user: Any) -> Self:
        """Returns uses of keys of which she holds a part."""
        return self.filter(key__in=EscrowShare.objects.filter(holder=user).values("key"))

    def readable(self, *, at: datetime) -> Self:
        """Returns uses by which who a person is lies open, for this hour."""
        return self.filter(result__isnull=False, until__gt=at)

    def with_people(self) -> Self:
        """Returns uses with everybody they name, those longest there first."""
        return self.select_related("asked_by", "agreed_by", "recipient", "case", "key__company").order_by(
            "asked_at", "id"
        )


class EscrowUse(Row):
    """One use of the escrow key: who asked for what and why, who agreed, what came of it.

    A use about a case names it; one that makes the halves of a holder anew (RESHARE) names none. While it
    waits, the asker's halves lie beside it, each wrapped for one partner (EscrowHalf).
    """

    PERSONAL_FIELDS: ClassVar = ("asked_by", "agreed_by", "recipient", "reason", "result")
    OTHER_FIELDS: ClassVar = (
        "id", "key", "case", "purpose", "asked_at", "agreed_at", "ended_at", "until", "result_key",
    )  # fmt: skip

    class Purpose(models.TextChoices):
        CASE = "case", _("Give a handler a case whose key she has lost or never had")
        IDENTITY = "identity", _("Open who a person is who asked for confidence, to one who handles her case")
        RESHARE = "reshare", _("Give a holder who lost her key her part again")

    key = models.ForeignKey(EscrowKey, on_delete=models.PROTECT, related_name="uses")
    case = models.ForeignKey(
        "remedy.Case", null=True, blank=True, on_delete=models.CASCADE, related_name="escrow_uses"
    )
    purpose = models.CharField(_("what for"), max_length=10, choices=Purpose.choices)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("why"), max_length=2_000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    # When it was turned down, taken back, or nobody answered in time.
    ended_at = models.DateTimeField(null=True, blank=True)
    # An opened identity, wrapped for its recipient's key alone, until its hour is over.
    result = models.BinaryField(null=True, blank=True)
    result_key = models.ForeignKey(
        "accounts.PersonalKey", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    until = models.DateTimeField(null=True, blank=True)

    objects = EscrowUseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="escrow_use_has_its_reason"),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(asked_by=F("agreed_by")), name="escrow_use_takes_two"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                name="who_agreed_did_so_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(purpose="reshare", case=None) | ~Q(purpose="reshare") & Q(case__isnull=False),
                name="escrow_use_names_its_case",
            ),
            models.CheckConstraint(
                condition=Q(result=None) | Q(purpose="identity", until__isnull=False),
                name="an_opened_identity_closes_again",
            ),
        ]

    def __str__(self) -> str:
        return f"use of the {self.key}"

    @property
    def company_id(self) -> Any:
        """Returns the company of the key."""
        return self.key.company_id

    @property
    def root_id(self) -> Any:
        """Returns the case, where it is about one."""
        return self.case_id

    @property
    def lapses_at(self) -> datetime:
        """Returns until when the second person can agree."""
        return self.asked_at + WAITS_FOR


class EscrowHalf(Row):
    """The asker's half for one partner, handed on to her alone; gone as soon as the use is over."""

    PERSONAL_FIELDS: ClassVar = ("partner", "sealed")
    OTHER_FIELDS: ClassVar = ("id", "use", "personal_key")

    use = models.ForeignKey(EscrowUse, on_delete=models.CASCADE, related_name="halves")
    partner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    personal_key = models.ForeignKey("accounts.PersonalKey", on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["use", "partner"], name="one_half_for_each_partner"),
        ]

    def __str__(self) -> str:
        return f"half for {self.partner}"

    @property
    def company_id(self) -> Any:
        """Returns the company of the key."""
        return self.use.key.company_id
