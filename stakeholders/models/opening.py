"""How what is sealed opens: one asks with a reason, another agrees, and it ends by itself."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from stakeholders.models.attachment import Attachment
from stakeholders.models.hanging import OnEngagement, of_engagement
from stakeholders.models.input import Input

OPENS_FOR = timedelta(hours=1)
ASKED_FOR = timedelta(days=7)
AGREED = (
    "OLD.agreed_by_id IS NOT NULL AND (OLD.agreed_by_id, OLD.agreed_at, OLD.until)"
    " IS DISTINCT FROM (NEW.agreed_by_id, NEW.agreed_at, NEW.until)"
)
ENDED = "OLD.ended_at IS NOT NULL"


class SealedOpeningQuerySet(models.QuerySet["SealedOpening"]):
    def waiting(self, *, at: datetime) -> Self:
        """Returns openings that were asked for lately, and to which nobody agreed yet."""
        return self.filter(agreed_by=None, ended_at=None, asked_at__gt=at - ASKED_FOR)

    def running(self, *, at: datetime) -> Self:
        """Returns openings two people agreed on, whose time is not over."""
        return self.filter(ended_at=None, until__gt=at)

    def run_out(self, *, at: datetime) -> Self:
        """Returns openings whose time is over, though nobody ended them."""
        late = Q(until__lte=at) | Q(agreed_by=None, asked_at__lte=at - ASKED_FOR)
        return self.filter(late, ended_at=None)

    def in_full(self) -> Self:
        """Returns openings with their people and what they open, the latest first."""
        return self.select_related(
            "engagement", "input", "attachment", "asked_by", "agreed_by", "ended_by"
        ).order_by("-asked_at", "-id")


class SealedOpening(OnEngagement):
    """One time at which two people open a sealed record, or one sealed input or file in it."""

    PERSONAL_FIELDS: ClassVar = ("reason", "asked_by", "agreed_by", "ended_by")
    OTHER_FIELDS: ClassVar = (
        "id", "engagement", "input", "attachment", "asked_at", "agreed_at", "until", "ended_at",
    )  # fmt: skip

    engagement = of_engagement("openings")
    input = models.ForeignKey(Input, null=True, blank=True, on_delete=models.CASCADE, related_name="openings")
    attachment = models.ForeignKey(
        Attachment, null=True, blank=True, on_delete=models.CASCADE, related_name="openings"
    )
    reason = models.TextField(_("why it has to be read"), max_length=2_000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    # Nobody, where it ran out.
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SealedOpeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("asked_by")),
                name="two_people_open_what_is_sealed",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None, until=None)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False, until__isnull=False)
                & Q(until__lte=F("agreed_at") + OPENS_FOR),
                name="an_opening_ends_within_the_hour",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_opening_has_its_reason"),
            models.CheckConstraint(condition=Q(input=None) | Q(attachment=None), name="it_opens_one_thing"),
            models.UniqueConstraint(
                fields=["engagement", "input", "attachment"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="one_opening_at_a_time",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="asked_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "engagement", "input", "attachment", "reason", "asked_by", "asked_at"
                ),
            ),
            pgtrigger.Protect(
                name="agreed_once", operation=pgtrigger.Update, condition=pgtrigger.Condition(f"({AGREED})")
            ),
            pgtrigger.Protect(
                name="ended_once", operation=pgtrigger.Update, condition=pgtrigger.Condition(f"({ENDED})")
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def what(self) -> str:
        """Returns what it opens, by kind and number: never by a word of it."""
        if self.attachment_id:
            return f"{self.attachment}, {self.engagement}"
        if self.input_id:
            return _now("A sealed input in %(record)s") % {"record": self.engagement}
        return str(self.engagement)

    @property
    def opens_all(self) -> bool:
        """Returns whether it opens the whole record, with every input and file in it."""
        return self.input_id is None and self.attachment_id is None

    def is_asked(self, at: datetime) -> bool:
        """Returns whether it waits for a second person."""
        return self.agreed_by_id is None and self.ended_at is None and at < self.asked_at + ASKED_FOR

    def is_running(self, at: datetime) -> bool:
        """Returns whether its two people may read now."""
        return self.ended_at is None and self.until is not None and at < self.until

    def is_of(self, user: Any) -> bool:
        """Returns whether she is one of the two."""
        return user.pk in (self.asked_by_id, self.agreed_by_id)
