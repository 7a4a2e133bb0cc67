from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hrdd.lib.models import Row
from stakeholders import consent
from stakeholders.consent import Answer, Collective, Said
from stakeholders.models.contact import Contact
from stakeholders.models.group import StakeholderGroup
from stakeholders.models.hanging import OnEngagement, of_engagement
from stakeholders.models.hold import held


class Use(models.TextChoices):
    """What may be done, each with a yes of its own (stakeholders.consent)."""

    ATTEND = consent.Use.ATTEND.value, _("Take part")
    RECORD = consent.Use.RECORD.value, _("Write down or record what is said")
    QUOTE = consent.Use.QUOTE.value, _("Use the person’s own words in reports")
    PUBLISH = consent.Use.PUBLISH.value, _("Publish those words")
    NAME = consent.Use.NAME.value, _("Say who said it")
    SHARE = consent.Use.SHARE.value, _("Pass the words on to other organisations")


class UseAnswer(models.TextChoices):
    GIVEN = Answer.GIVEN.value, _("Yes")
    WITHHELD = Answer.WITHHELD.value, _("No")
    WITHDRAWN = Answer.WITHDRAWN.value, _("Taken back")


class CollectiveState(models.TextChoices):
    GIVEN = Collective.GIVEN.value, _("Given")
    WITHHELD = Collective.WITHHELD.value, _("Withheld")
    CONDITIONAL = Collective.CONDITIONAL.value, _("Given under conditions")
    ONGOING = Collective.ONGOING.value, _("Still being decided")
    NOT_SOUGHT = Collective.NOT_SOUGHT.value, _("Not sought")


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_full(self) -> Self:
        """Returns consents with each answer, in the order in which they were given."""
        return self.select_related("contact", "group").prefetch_related("uses").order_by("given_on", "id")

    def with_code(self, digests: Iterable[str], *, on: date) -> Self:
        """Returns the consent of a code that still holds, by its digests (stakeholders.codes)."""
        return self.filter(code_digest__in=[digest for digest in digests if digest], code_until__gte=on)


class Consent(OnEngagement):
    """What one participant agreed to. She is called by a pseudonym; her code opens it to her alone."""

    PERSONAL_FIELDS: ClassVar = ("called", "contact", "created_by", "code_hash", "code_digest")
    OTHER_FIELDS: ClassVar = (
        "id", "engagement", "group", "given_on", "language", "is_child", "guardian_agreed", "child_agreed",
        "code_until", "created_at", "version",
    )  # fmt: skip

    engagement = of_engagement("consents")
    group = models.ForeignKey(
        StakeholderGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="consents"
    )
    called = models.CharField(_("what she is called here"), max_length=100)
    given_on = models.DateField(_("asked on"))
    language = models.CharField(_("in which language"), max_length=100)
    is_child = models.BooleanField(_("under 18"), default=False)
    guardian_agreed = models.BooleanField(_("the guardian agreed"), null=True, blank=True)
    child_agreed = models.BooleanField(_("the child agreed"), null=True, blank=True)
    # A slow hash of the code with which she looks at her consent and takes it back, and a keyed digest to
    # find it by: the database alone gives neither the code nor a way to try codes (stakeholders.codes).
    code_hash = models.CharField(max_length=200, blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    code_until = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "called"], name="one_consent_per_participant"),
            models.UniqueConstraint(
                fields=["code_digest"], condition=~Q(code_digest=""), name="one_consent_per_code"
            ),
            models.CheckConstraint(
                condition=Q(code_hash="", code_digest="", code_until=None)
                | ~Q(code_hash="") & ~Q(code_digest="") & Q(code_until__isnull=False),
                name="a_code_is_whole",
            ),
        ]
        triggers = [held("consent")]

    def __str__(self) -> str:
        return self.called

    @property
    def said(self) -> tuple[Said, ...]:
        """Returns her answers as the rules read them; reads `uses`, which lists prefetch.

        A child's yes counts when the guardian and the child both agreed.
        """
        if not self.stands_for_herself:
            return ()
        return tuple(use.said for use in self.uses.all())

    def allows(self, use: consent.Use, *, on: date) -> bool:
        """Returns whether this use of what she said is allowed on a day."""
        return consent.allows(self.said, use, on=on)

    @property
    def stands_for_herself(self) -> bool:
        """Returns whether her own answers count: of a child's only when guardian and child agreed."""
        return not self.is_child or bool(self.guardian_agreed and self.child_agreed)

    @property
    def answers(self) -> dict[str, "ConsentUse"]:
        """Returns use -> its answer, for the uses that have one; reads `uses`, which lists prefetch."""
        return {use.use: use for use in self.uses.all()}

    @property
    def has_a_code(self) -> bool:
        """Returns whether she was given a code."""
        return bool(self.code_hash)


class ConsentUse(Row):
    """The answer to one use. No row, no yes."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = (
        "id", "consent", "use", "answer", "scope", "expires_on", "withdrawn_at", "withdrawn_how",
    )  # fmt: skip

    class How(models.TextChoices):
        """Who took it back."""

        IN_PERSON = "told_us", _("The participant told us")
        CODE = "code", _("The participant, with her code")
        GUARDIAN = "guardian", _("The guardian")

    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="uses")
    use = models.CharField(max_length=10, choices=Use.choices)
    answer = models.CharField(max_length=10, choices=UseAnswer.choices)
    scope = models.CharField(_("for what, or under which condition"), max_length=500, blank=True)
    expires_on = models.DateField(_("until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_how = models.CharField(max_length=10, choices=How.choices, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["consent", "use"], name="one_answer_per_use"),
            models.CheckConstraint(
                condition=Q(answer="withdrawn", withdrawn_at__isnull=False)
                | ~Q(answer="withdrawn") & Q(withdrawn_at=None),
                name="what_was_taken_back_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_use_display()}: {self.get_answer_display()}"

    @property
    def is_given(self) -> bool:
        """Returns whether she said yes and did not take it back; it may have run out."""
        return self.answer == UseAnswer.GIVEN

    @property
    def said(self) -> Said:
        """Returns the answer as the rules read it."""
        return Said(consent.Use(self.use), Answer(self.answer), self.expires_on)

    @property
    def company_id(self) -> Any:
        """Returns the company whose log this stands in."""
        return self.consent.company_id

    @property
    def root_id(self) -> Any:
        """Returns the engagement through which it is reached."""
        return self.consent.engagement_id


class CollectiveConsent(OnEngagement):
    """Free, prior and informed consent of an indigenous people, as it stood at this engagement."""

    PERSONAL_FIELDS: ClassVar = ("said_by",)
    OTHER_FIELDS: ClassVar = (
        "id", "engagement", "group", "state", "conditions", "reason", "how_decided", "decided_on", "said_at",
        "version",
    )  # fmt: skip

    engagement = of_engagement("collective_consents")
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="collective_consents")
    state = models.CharField(max_length=12, choices=CollectiveState.choices)
    conditions = models.TextField(_("under which conditions"), blank=True, max_length=5_000)
    reason = models.TextField(_("why"), blank=True, max_length=5_000)
    how_decided = models.TextField(_("how the people decided"), blank=True, max_length=5_000)
    decided_on = models.DateField(_("on"), null=True, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "group"], name="one_collective_answer"),
            models.CheckConstraint(
                condition=~Q(state="conditional") | ~Q(conditions=""), name="conditions_are_named"
            ),
            models.CheckConstraint(
                condition=~Q(state="not_sought") | ~Q(reason=""), name="not_sought_consent_has_its_reason"
            ),
        ]
        triggers = [held("collective")]

    def __str__(self) -> str:
        return f"{self.group}: {self.get_state_display()}"
