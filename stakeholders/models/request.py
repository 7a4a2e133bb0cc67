from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.models import Measure, Risk, RiskDecision
from hrdd.lib.models import Row
from stakeholders.models.hanging import LINKED, OnEngagement, of_engagement
from stakeholders.models.hold import held
from stakeholders.models.input import Input, InputLink


class RequestQuerySet(models.QuerySet["Request"]):
    def open(self) -> Self:
        """Returns requests that nobody answered yet."""
        return self.filter(answer="")

    def untold(self) -> Self:
        """Returns answers that the people who asked have not heard."""
        return self.exclude(answer="").filter(told_on=None)

    def in_full(self) -> Self:
        """Returns requests with who answered, and what they, and the input they come from, are linked to."""
        own = models.Prefetch("links", RequestLink.objects.select_related(*LINKED))
        of_input = models.Prefetch("input__links", InputLink.objects.select_related(*LINKED))
        return self.select_related("answered_by", "input").prefetch_related(own, of_input)


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

    @property
    def waits_for_a_change(self) -> bool:
        """Returns whether it was accepted, at least in part, and nobody named the change that followed."""
        return self.answer in (self.Answer.ACCEPTED, self.Answer.PARTLY) and self.change is None


class RequestLink(Row):
    """What a request is about: a risk, a measure or a decision. It calls no rating into question."""

    PERSONAL_FIELDS: ClassVar = ("linked_by",)
    OTHER_FIELDS: ClassVar = ("id", "request", "risk", "measure", "decision", "linked_at", "version")

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="links")
    risk = models.ForeignKey(
        Risk, null=True, blank=True, on_delete=models.CASCADE, related_name="request_links"
    )
    measure = models.ForeignKey(
        Measure, null=True, blank=True, on_delete=models.CASCADE, related_name="request_links"
    )
    decision = models.ForeignKey(
        RiskDecision, null=True, blank=True, on_delete=models.CASCADE, related_name="request_links"
    )
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["linked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(risk__isnull=False, measure=None, decision=None)
                | Q(risk=None, measure__isnull=False, decision=None)
                | Q(risk=None, measure=None, decision__isnull=False),
                name="a_request_is_linked_to_one_thing",
            ),
            models.UniqueConstraint(fields=["request", "risk"], name="one_request_link_per_risk"),
            models.UniqueConstraint(fields=["request", "measure"], name="one_request_link_per_measure"),
            models.UniqueConstraint(fields=["request", "decision"], name="one_request_link_per_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.request} on {self.target}"

    @property
    def target(self) -> Any:
        """Returns what it is about."""
        return self.risk or self.measure or self.decision

    @property
    def as_list(self) -> list[Self]:
        """Returns itself alone, for the template that names links one after the other."""
        return [self]

    @property
    def about(self) -> Risk:
        """Returns the risk it is about, or about whose measure or decision it is."""
        found: Risk = self.risk or self.target.risk
        return found

    @property
    def company_id(self) -> Any:
        """Returns the company whose log this stands in."""
        return self.request.company_id

    @property
    def root_id(self) -> Any:
        """Returns the engagement through which it is reached."""
        return self.request.engagement_id
