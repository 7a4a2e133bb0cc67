from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment, System
from assessments.models.value_chain import Stage
from hrdd.accounts.models import Organisation, User
from hrdd.lib.models import Row
from hrdd.sharing.policy import Action, State
from hrdd.sharing.visibility import RootQuerySet, company_ids, granted
from stakeholders.confidentiality import Level
from stakeholders.models.group import StakeholderGroup
from stakeholders.models.hanging import OnEngagement, of_engagement
from stakeholders.models.hold import held
from stakeholders.sealed import is_empty


class Method(models.TextChoices):
    IN_PERSON = "in_person", _("Meeting in person")
    REMOTE = "remote", _("Call or video meeting")
    INTERVIEW = "interview", _("Interview, one by one")
    SURVEY = "survey", _("Survey")
    PANEL = "panel", _("Standing panel")
    WRITTEN = "written", _("In writing")


class ConfidentialityLevel(models.TextChoices):
    """Who reads it (stakeholders.confidentiality)."""

    PUBLIC = Level.PUBLIC.value, _("Public: everyone who can see the assessment")
    INTERNAL = Level.INTERNAL.value, _("Internal: the company, and auditors it lets in")
    RESTRICTED = Level.RESTRICTED.value, _("Restricted: engagement leads")
    SEALED = Level.SEALED.value, _("Sealed: two people together, each time with a reason")


class Known(models.TextChoices):
    """An answer to a question that may not have been asked yet."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("In part")
    NO = "no", _("No")


class Reprisal(models.TextChoices):
    """How likely it is that somebody harms people because they spoke."""

    LOW = "low", _("Low: we asked, and see no sign")
    MEDIUM = "medium", _("Medium: it has happened to people like them")
    HIGH = "high", _("High: there are threats, or it happened to them")
    UNKNOWN = "unknown", _("We do not know: treated as high")


# What one has to be allowed, to know of records of these levels.
READERS = (
    (Action.VIEW, [Level.PUBLIC.value]),
    (Action.READ_INTERNAL, [Level.INTERNAL.value]),
    (Action.READ_RESTRICTED, [Level.RESTRICTED.value, Level.SEALED.value]),
)


class EngagementQuerySet(RootQuerySet):
    def visible_to(self, user: Any, action: Action = Action.VIEW, *, on: Any = None) -> Self:
        """Returns the records she may know of, by their level (stakeholders.confidentiality).

        Of sealed ones engagement leads know that they exist; what they hold opens to two people only.
        """
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        seen = Q(pk__in=())
        able = set(company_ids(user, action))
        for needed, levels in READERS:
            seen |= Q(company_id__in=able & set(company_ids(user, needed)), level__in=levels)
            if action is Action.VIEW:
                for rows in granted(Assessment, user, needed, on or timezone.now()):
                    seen |= Q(assessment_id__in=rows, level__in=levels)
        return self.filter(seen)

    def unsealed(self) -> Self:
        """Returns records that count: what is sealed is in no number, no grid and no file."""
        return self.exclude(level=Level.SEALED.value)

    def for_lists(self) -> Self:
        """Returns records with what a list shows of them, the latest first."""
        related = self.select_related("company", "assessment", "system")
        return related.order_by(F("held_on").desc(nulls_first=True), "-number")


class Engagement(Row):
    """One time at which people were, or will be, heard: a meeting, a round of interviews, a survey."""

    PERSONAL_FIELDS: ClassVar = ("created_by", "agreed_channel", "sealed")
    OTHER_FIELDS: ClassVar = (
        "id", "company", "assessment", "system", "number", "title", "purpose", "decision", "stage", "method",
        "status", "level", "held_on", "held_until", "place", "information_given", "information_language",
        "informed_on", "can_still_change", "how_chosen", "who_was_missing", "mandate", "independence",
        "proxy_reason", "costs_covered", "costs_note", "languages", "interpreter", "accessibility",
        "place_chosen_by", "safer_option", "reprisal", "reprisal_sources", "reprisal_mitigation",
        "reprisal_rated_on", "do_not_contact", "summary", "disagreements", "red_lines", "retain_until",
        "next_request_number", "created_at", "recorded_at", "version",
    )  # fmt: skip

    class Status(models.TextChoices):
        DRAFT = "draft", _("Being prepared")
        RECORDED = "recorded", _("On record")

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="engagements")
    assessment = models.ForeignKey(
        Assessment, null=True, blank=True, on_delete=models.PROTECT, related_name="engagements"
    )
    system = models.ForeignKey(
        System, null=True, blank=True, on_delete=models.PROTECT, related_name="engagements"
    )
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=300)
    purpose = models.TextField(_("what it is for"), blank=True, max_length=10_000)
    decision = models.TextField(_("the decision it can still change"), blank=True, max_length=5_000)
    stage = models.CharField(_("lifecycle stage"), max_length=30, choices=Stage.choices)
    method = models.CharField(_("method"), max_length=20, choices=Method.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    level = models.CharField(
        _("who reads it"),
        max_length=10,
        choices=ConfidentialityLevel.choices,
        default=ConfidentialityLevel.RESTRICTED,
    )
    held_on = models.DateField(_("first day"), null=True, blank=True)
    held_until = models.DateField(_("last day"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    # Before
    information_given = models.TextField(_("what people were told beforehand"), blank=True, max_length=10_000)
    information_language = models.CharField(_("in which language"), max_length=100, blank=True)
    informed_on = models.DateField(_("when they were told"), null=True, blank=True)
    can_still_change = models.CharField(
        _("can it still change the decision"), max_length=10, choices=Known.choices, blank=True
    )
    # Who
    how_chosen = models.TextField(_("how people were chosen"), blank=True, max_length=5_000)
    who_was_missing = models.TextField(_("who was missing, and why"), blank=True, max_length=5_000)
    mandate = models.TextField(_("who gave representatives their mandate"), blank=True, max_length=5_000)
    independence = models.TextField(
        _("how independent they are of the company"), blank=True, max_length=5_000
    )
    proxy_reason = models.TextField(_("why not the people themselves"), blank=True, max_length=5_000)
    costs_covered = models.CharField(_("costs covered"), max_length=10, choices=Known.choices, blank=True)
    costs_note = models.TextField(_("what was covered"), blank=True, max_length=5_000)
    # Access
    languages = ArrayField(
        models.CharField(max_length=60), verbose_name=_("languages"), default=list, blank=True
    )
    interpreter = models.CharField(_("interpreter"), max_length=10, choices=Known.choices, blank=True)
    accessibility = models.TextField(_("access needs and how they were met"), blank=True, max_length=5_000)
    place_chosen_by = models.CharField(_("who chose the place"), max_length=300, blank=True)
    safer_option = models.TextField(_("women-only or child-safe option"), blank=True, max_length=5_000)
    # Safety
    reprisal = models.CharField(_("risk of reprisal"), max_length=10, choices=Reprisal.choices, blank=True)
    reprisal_sources = models.TextField(_("from whom"), blank=True, max_length=5_000)
    reprisal_mitigation = models.TextField(_("what is done about it"), blank=True, max_length=5_000)
    reprisal_rated_on = models.DateField(_("rated on"), null=True, blank=True)
    agreed_channel = models.CharField(_("how people agreed to be reached"), max_length=300, blank=True)
    do_not_contact = models.BooleanField(_("do not contact"), default=False)
    # Content that may be shared; views in people's own words are inputs, with levels of their own.
    summary = models.TextField(_("summary that may be shared"), blank=True, max_length=20_000)
    disagreements = models.TextField(_("where people disagreed"), blank=True, max_length=10_000)
    red_lines = models.TextField(_("what they will not accept"), blank=True, max_length=10_000)
    retain_until = models.DateField(_("keep until"), null=True, blank=True)
    next_request_number = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    # From here on nothing is overwritten: a change is a correction with a reason.
    recorded_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    # All that a sealed record holds (stakeholders.sealed); its own columns are empty then.
    sealed = models.BinaryField(null=True, blank=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "number"], name="one_engagement_per_number"),
            models.CheckConstraint(
                condition=Q(held_until=None) | Q(held_on__lte=F("held_until")), name="it_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(status="draft")
                | Q(recorded_at__isnull=False, held_on__isnull=False)
                | Q(level="sealed", recorded_at__isnull=False),
                name="what_is_on_record_was_held",
            ),
            models.CheckConstraint(
                condition=Q(level="sealed", sealed__isnull=False, **is_empty("engagement"))
                | ~Q(level="sealed") & Q(sealed=None) & ~Q(title=""),
                name="a_sealed_record_says_nothing",
            ),
        ]
        indexes = [models.Index(fields=["company", "-held_on"], name="engagement_by_company")]
        triggers = [held("record", key="id")]

    def __str__(self) -> str:
        # The log keeps this for good, and a title tells what it is about: so it names the number only.
        return _("Sealed record %(number)s") % {"number": self.number} if self.is_sealed else self.reference

    @property
    def name(self) -> str:
        """Returns what those who may read it call it: reference and title; of a sealed one its number."""
        return str(self) if self.is_sealed else f"{self.reference} {self.title}"

    @property
    def heading(self) -> str:
        """Returns its title, or what a sealed one is called."""
        return str(self) if self.is_sealed else self.title

    @property
    def is_sealed(self) -> bool:
        """Returns whether it opens to two people together only."""
        return self.level == Level.SEALED

    def get_absolute_url(self) -> str:
        """Returns the address of its page."""
        return reverse("stakeholders:engagement", args=[self.pk])

    @property
    def reference(self) -> str:
        """Returns the short name for people, such as E-7."""
        return f"E-{self.number}"

    @property
    def languages_in_words(self) -> str:
        """Returns the languages that were spoken, with commas between."""
        return ", ".join(self.languages)

    @property
    def is_on_record(self) -> bool:
        """Returns whether a change has to be a correction with a reason."""
        return self.status == self.Status.RECORDED

    @property
    def shared_root(self) -> models.Model:
        """Returns the assessment it belongs to, whose guests see its public records; else itself."""
        return self.assessment or self

    @property
    def root_id(self) -> Any:
        """Returns its own id, under which the log keeps what happens to it."""
        return self.id

    @property
    def state(self) -> State:
        """Returns open: people may add to a record for as long as it is kept."""
        return State.OPEN


class Participation(OnEngagement):
    """How many people of a group took part. Numbers only; who they were is nobody's business here."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "engagement", "group", "people", "women", "children", "note", "version")

    engagement = of_engagement("participations")
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="participations")
    people = models.PositiveIntegerField(_("how many people"), null=True, blank=True)
    women = models.PositiveIntegerField(_("of them women"), null=True, blank=True)
    children = models.PositiveIntegerField(_("of them under 18"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["group__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "group"], name="one_line_per_group"),
            models.CheckConstraint(
                condition=(Q(women=None) | Q(people=None) | Q(women__lte=F("people")))
                & (Q(children=None) | Q(people=None) | Q(children__lte=F("people"))),
                name="parts_are_no_more_than_the_whole",
            ),
        ]
        triggers = [held("participation")]

    def __str__(self) -> str:
        return f"{self.group} in {self.engagement}"
