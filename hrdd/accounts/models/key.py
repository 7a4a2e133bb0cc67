from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hrdd.lib.models import Row


class PersonalKeyQuerySet(models.QuerySet["PersonalKey"]):
    def living(self) -> Self:
        """Returns keys that can still be opened, of people who may still sign in."""
        return self.filter(ended_at=None, user__is_active=True)


class PersonalKey(Row):
    """A pair of keys: things are wrapped for the public one, her password opens the private one.

    `rounds` and `memory` say how hard the password was stretched, so that the setting may grow later. The row
    of a key that ended stays, because what was wrapped names it; what opened it is gone.
    """

    PERSONAL_FIELDS: ClassVar = ("user", "public_key")
    OTHER_FIELDS: ClassVar = (
        "id", "salt", "sealed", "rounds", "memory", "made_at", "ended_at", "end_reason",
    )  # fmt: skip

    class EndReason(models.TextChoices):
        PASSWORD_RESET = "password_reset", _("the password was reset")
        RENEWED = "renewed", _("a new key took its place")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="personal_keys")
    public_key = models.BinaryField(max_length=32)
    salt = models.BinaryField(max_length=16)
    sealed = models.BinaryField(null=True, blank=True)
    rounds = models.PositiveIntegerField()
    memory = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=EndReason.choices, blank=True)

    objects = PersonalKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(ended_at=None), name="one_living_key_per_person"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, end_reason="", sealed__isnull=False)
                | (models.Q(ended_at__isnull=False, sealed=None) & ~models.Q(end_reason="")),
                name="a_living_key_opens_and_an_ended_one_does_not",
            ),
        ]

    def __str__(self) -> str:
        return f"key of {self.user}"
