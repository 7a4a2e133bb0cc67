from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from assessments.models import Measure, Risk, RiskDecision
from hrdd.lib.models import Row
from stakeholders.confidentiality import Level
from stakeholders.consent import IN_REPORT, Use, words_may_go
from stakeholders.models.consent import Consent, ConsentUse, UseAnswer
from stakeholders.models.engagement import ConfidentialityLevel
from stakeholders.models.group import RIGHTS_HOLDERS, StakeholderGroup
from stakeholders.models.hanging import LINKED, OnEngagement, of_engagement
from stakeholders.models.hold import held
from stakeholders.sealed import is_empty

GRADE = range(1, 6)


class InputQuerySet(models.QuerySet["Input"]):
    def at_levels(self, levels: Any) -> Self:
        """Returns inputs of these levels."""
        return self.filter(level__in=[Level(level).value for level in levels])

    def of_rights_holders(self) -> Self:
        """Returns what people who may be harmed said, or those they chose to speak for them."""
        return self.filter(group__nearness__in=RIGHTS_HOLDERS)

    def quotable(self, *, on: date, needed: Iterable[Use] = IN_REPORT, overridden: bool = True) -> Self:
        """Returns inputs whose own words may go out on a day (stakeholders.consent.words_may_go, in SQL).

        Without `overridden`, only those to whose use people said yes themselves.
        """
        return self.exclude(words="")._consented(on=on, needed=needed, overridden=overridden)

    def explained(self, *, on: date, needed: Iterable[Use] = IN_REPORT) -> Self:
        """Returns inputs of which it may go out why it is that severe to people (`reason_may_go`, in SQL)."""
        agreed = self.model._default_manager.all()._consented(on=on, needed=needed, overridden=True)
        return self.filter(Q(words="", consent=None) | Q(pk__in=agreed.values("pk")))

    def _consented(self, *, on: date, needed: Iterable[Use], overridden: bool) -> Self:
        own = ConsentUse.objects.filter(consent=OuterRef("consent"))
        holds = Q(expires_on=None) | Q(expires_on__gte=on)
        of_age = Q(consent__is_child=False) | Q(consent__guardian_agreed=True, consent__child_agreed=True)
        override = Exists(ConsentOverride.objects.in_force().filter(input=OuterRef("pk")))
        found = self.filter(Q(consent=None) | of_age)
        for use in needed:
            of_use = own.filter(use=use.value)
            yes = Exists(of_use.filter(holds, answer=UseAnswer.GIVEN))
            no = Exists(of_use.filter(answer__in=(UseAnswer.WITHHELD, UseAnswer.WITHDRAWN)))
            found = found.filter(Q(yes) | Q(override) & ~Q(no) if overridden else Q(yes))
        return found

    def in_full(self) -> Self:
        """Returns inputs with who said them, under which consent, and what they are linked to."""
        links = models.Prefetch("links", InputLink.objects.select_related(*LINKED))
        return self.select_related("group", "consent").prefetch_related("consent__uses", "overrides", links)


class Input(OnEngagement):
    """One thing that people said. Never edited by the company: a correction is a new version with a reason.

    `words` are theirs and go out only with a consent to quote; `told` is how the company puts it without
    anyone's words.
    """

    PERSONAL_FIELDS: ClassVar = ("words", "translation", "created_by", "sealed")
    OTHER_FIELDS: ClassVar = (
        "id", "engagement", "group", "consent", "kind", "told", "language", "level", "scale", "scope",
        "irremediability", "severity_words", "created_at", "version",
    )  # fmt: skip

    class Kind(models.TextChoices):
        VIEW = "view", _("A view or an experience")
        CONCERN = "concern", _("A harm they see or fear")
        SEVERITY = "severity", _("How severe it is to them")
        RED_LINE = "red_line", _("What they will not accept")
        PROPOSAL = "proposal", _("What they propose")

    engagement = of_engagement("inputs")
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="inputs")
    consent = models.ForeignKey(
        Consent, null=True, blank=True, on_delete=models.PROTECT, related_name="inputs"
    )
    kind = models.CharField(_("what it is"), max_length=10, choices=Kind.choices)
    words = models.TextField(_("in their own words"), blank=True, max_length=20_000)
    language = models.CharField(_("in which language"), max_length=100, blank=True)
    translation = models.TextField(_("translated"), blank=True, max_length=20_000)
    told = models.TextField(_("told without anyone’s words"), blank=True, max_length=10_000)
    level = models.CharField(
        _("who reads it"),
        max_length=10,
        choices=ConfidentialityLevel.choices,
        default=ConfidentialityLevel.RESTRICTED,
    )
    # Their own rating, 1 to 5 as in assessments.severity; null where they did not say.
    scale = models.PositiveSmallIntegerField(_("scale"), null=True, blank=True)
    scope = models.PositiveSmallIntegerField(_("scope"), null=True, blank=True)
    irremediability = models.PositiveSmallIntegerField(_("irremediability"), null=True, blank=True)
    severity_words = models.TextField(_("why it is that severe to them"), blank=True, max_length=5_000)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    # All that a sealed input says (stakeholders.sealed); its own columns are empty then.
    sealed = models.BinaryField(null=True, blank=True)
    # Whether the one who reads may read the words, and why it is that severe to them, too: nobody, until a
    # page found out that she may.
    shows_words = False
    shows_reason = False
    # Whether reports may hold the words today; for those who read them, so that nobody quotes by habit.
    may_be_quoted = False

    objects = InputQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") | ~Q(told="") | Q(level="sealed"), name="an_input_says_something"
            ),
            models.CheckConstraint(
                condition=Q(level="sealed", sealed__isnull=False, **is_empty("input"))
                | ~Q(level="sealed") & Q(sealed=None),
                name="a_sealed_input_says_nothing",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__in": list(GRADE)}),
                    name=f"input_{name}_is_1_to_5",
                )
                for name in ("scale", "scope", "irremediability")
            ),
        ]
        triggers = [held("input")]

    def __str__(self) -> str:
        return "sealed input" if self.is_sealed else f"input of {self.group}"

    @property
    def is_sealed(self) -> bool:
        """Returns whether it opens to two people together only."""
        return self.level == Level.SEALED

    def words_may_go(self, needed: Iterable[Use], *, on: date) -> bool:
        """Returns whether the words may go out; reads `consent`, its `uses` and `overrides` (`in_full`)."""
        return bool(self.words) and self._agreed(needed, on=on)

    def reason_may_go(self, needed: Iterable[Use], *, on: date) -> bool:
        """Returns whether it may go out why it is that severe to them: as their words, where somebody spoke
        for herself; as what is told, where nobody did. The numbers are nobody's words."""
        return (not self.words and self.consent is None) or self._agreed(needed, on=on)

    def _agreed(self, needed: Iterable[Use], *, on: date) -> bool:
        if self.consent and not self.consent.stands_for_herself:
            return False
        overridden = any(one.ended_at is None for one in self.overrides.all())
        said = self.consent.said if self.consent else ()
        return words_may_go(said, needed, on=on, overridden=overridden)


class ConsentOverrideQuerySet(models.QuerySet["ConsentOverride"]):
    def in_force(self) -> Self:
        """Returns overrides that were not ended."""
        return self.filter(ended_at=None)


class ConsentOverride(Row):
    """Words that go out though nobody answered whether they may: by an approver, with a reason.

    The reason stands beside them in reports. It never stands against a no (stakeholders.consent).
    """

    PERSONAL_FIELDS: ClassVar = ("made_by", "ended_by")
    OTHER_FIELDS: ClassVar = ("id", "input", "reason", "made_at", "ended_at")

    input = models.ForeignKey(Input, on_delete=models.CASCADE, related_name="overrides")
    reason = models.TextField(_("why the words are used without consent"), max_length=5_000)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentOverrideQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["input"], condition=Q(ended_at=None), name="one_override_in_force"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_override_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"override for {self.input}"

    @property
    def company_id(self) -> Any:
        """Returns the company whose log this stands in."""
        return self.input.company_id

    @property
    def root_id(self) -> Any:
        """Returns the engagement through which it is reached."""
        return self.input.engagement_id


class InputLink(Row):
    """What an input is about: a risk, a measure or a decision."""

    PERSONAL_FIELDS: ClassVar = ("linked_by",)
    OTHER_FIELDS: ClassVar = ("id", "input", "risk", "measure", "decision", "linked_at", "version")

    input = models.ForeignKey(Input, on_delete=models.CASCADE, related_name="links")
    risk = models.ForeignKey(
        Risk, null=True, blank=True, on_delete=models.CASCADE, related_name="input_links"
    )
    measure = models.ForeignKey(
        Measure, null=True, blank=True, on_delete=models.CASCADE, related_name="input_links"
    )
    decision = models.ForeignKey(
        RiskDecision, null=True, blank=True, on_delete=models.CASCADE, related_name="input_links"
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
                name="an_input_is_linked_to_one_thing",
            ),
            models.UniqueConstraint(fields=["input", "risk"], name="one_link_per_risk"),
            models.UniqueConstraint(fields=["input", "measure"], name="one_link_per_measure"),
            models.UniqueConstraint(fields=["input", "decision"], name="one_link_per_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.input} on {self.target}"

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
        return self.input.company_id

    @property
    def root_id(self) -> Any:
        """Returns the engagement through which it is reached."""
        return self.input.engagement_id
