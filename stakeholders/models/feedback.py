from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stakeholders.models.hanging import OnEngagement, of_engagement
from stakeholders.models.input import Input
from stakeholders.models.request import Request


class FeedbackTextQuerySet(models.QuerySet["FeedbackText"]):
    def in_force(self) -> Self:
        """Returns the latest text per language and per thing it tells of."""
        return (
            self.order_by("language", "request_id", "input_id", "-number")
            .distinct("language", "request_id", "input_id")
            .select_related("written_by")
        )


class FeedbackText(OnEngagement):
    """What people of an engagement are told of one request, or of one thing they said, in one language.

    Append-only: who writes it anew adds a version. It holds the company's words; people's own are never
    copied into it, but read where they stand, with their consent, each time they are shown.
    """

    PERSONAL_FIELDS: ClassVar = ("said", "done", "why", "written_by")
    OTHER_FIELDS: ClassVar = (
        "id", "engagement", "language", "request", "input", "number", "based_on", "written_at",
    )  # fmt: skip

    engagement = of_engagement("feedback_texts")
    # A code such as "sw" (stakeholders.languages).
    language = models.CharField(max_length=12)
    request = models.ForeignKey(
        Request, null=True, blank=True, on_delete=models.CASCADE, related_name="feedback_texts"
    )
    input = models.ForeignKey(
        Input, null=True, blank=True, on_delete=models.CASCADE, related_name="feedback_texts"
    )
    number = models.PositiveIntegerField()
    said = models.TextField(_("you said"), max_length=5_000)
    done = models.TextField(_("we did"), blank=True, max_length=5_000)
    why = models.TextField(_("we did not, because"), blank=True, max_length=5_000)
    # A digest of the text this was written from: it says when that one has changed since.
    based_on = models.CharField(max_length=64)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = FeedbackTextQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(request__isnull=False, input=None) | Q(request=None, input__isnull=False),
                name="feedback_tells_of_one_thing",
            ),
            models.CheckConstraint(condition=~Q(said=""), name="feedback_says_what_people_said"),
            models.UniqueConstraint(
                fields=["language", "request", "number"], name="one_feedback_text_per_request_and_number"
            ),
            models.UniqueConstraint(
                fields=["language", "input", "number"], name="one_feedback_text_per_input_and_number"
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"feedback of {self.engagement.reference}, {self.language}, version {self.number}"

    @property
    def of(self) -> Any:
        """Returns the request or the input it tells of."""
        return self.request or self.input


class FeedbackTelling(OnEngagement):
    """That people of an engagement were given the feedback: when, how, in which language."""

    PERSONAL_FIELDS: ClassVar = ("told_by",)
    OTHER_FIELDS: ClassVar = (
        "id", "engagement", "language", "told_on", "told_how", "answers", "digest", "told_at",
    )  # fmt: skip

    engagement = of_engagement("feedback_tellings")
    language = models.CharField(max_length=12)
    told_on = models.DateField(_("told on"))
    told_how = models.CharField(_("how they were told"), max_length=300)
    # How many answers people heard for the first time with it.
    answers = models.PositiveIntegerField()
    # Of the plain text as it was that day: it proves what was told and keeps nobody's words.
    digest = models.CharField(max_length=64)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["-told_on", "-told_at", "id"]

    def __str__(self) -> str:
        return f"feedback of {self.engagement.reference}, {self.language}"
