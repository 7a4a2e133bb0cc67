from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stakeholders.models.hanging import OnEngagement, of_engagement
from stakeholders.models.hold import held
from stakeholders.models.input import Input


class RequestQuerySet(models.QuerySet["Request"]):
    def open(self) -> Self:
        """Returns requests that nobody answered yet."""
        return self.filter(answer="")

    def untold(self) -> Self:
        """Returns answers that the people who asked have not heard."""
        return self.exclude(answer="").filter(told_on=None)


class Request(OnEngagement):
    """What people asked the company to do. Each one gets an answer, and people are told."""

    PERSONAL_FIELDS: ClassVar = ("created_by", "answered_by")
    OTHER_FIELDS: ClassVar = (
        "id", "engagement", "input", "number", "text", "answer", "reason", "answered_at", "told_on",
        "told_how", "reply", "replied_on", "change", "created_at", "version",
    )  # fmt: skip

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        PARTLY = "partly", _("Accepted in part")
        DECLINED = "declined", _("Declined")

    engagement = of_engagement("requests")
    input = models.ForeignKey(Input, null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    number = models.PositiveIntegerField()
    text = models.TextField(_("what they ask for"), max_length=10_000)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True)
    reason = models.TextField(_("why"), blank=True, max_length=10_000)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    told_on = models.DateField(_("told on"), null=True, blank=True)
    told_how = models.CharField(_("how they were told"), max_length=300, blank=True)
    reply = models.TextField(_("what they said to the answer"), blank=True, max_length=10_000)
    replied_on = models.DateField(_("on"), null=True, blank=True)
    # The event of the log in which the change was made (hrdd.audit keeps no foreign keys).
    change = models.UUIDField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "number"], name="one_request_per_number"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | ~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False),
                name="an_answer_has_someone_behind_it",
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=("partly", "declined")) | ~Q(reason=""), name="a_no_has_its_reason"
            ),
            models.CheckConstraint(
                condition=Q(told_on=None) | ~Q(answer=""), name="people_are_told_an_answer"
            ),
            models.CheckConstraint(
                condition=Q(replied_on=None) | Q(told_on__lte=F("replied_on")), name="a_reply_comes_after"
            ),
        ]
        triggers = [held("request")]

    def __str__(self) -> str:
        return f"{self.reference} of {self.engagement.reference}"

    @property
    def reference(self) -> str:
        """Returns the short name for people, such as Q-3, inside its engagement."""
        return f"Q-{self.number}"

    @property
    def is_open(self) -> Any:
        """Returns whether it still waits for an answer."""
        return not self.answer
