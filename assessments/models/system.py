from typing import Any, ClassVar, Self

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.models.value_chain import Position, Stage, in_words, several
from hrdd.accounts.models import Organisation
from hrdd.lib import countries
from hrdd.lib.models import Row
from hrdd.sharing.policy import State
from hrdd.sharing.visibility import RootQuerySet
from taxonomy.models import Group


class SystemQuerySet(RootQuerySet):
    def for_lists(self) -> Self:
        """Returns systems with what a list shows of them, by name."""
        return self.select_related("company").order_by("name", "id")

    def with_counts(self) -> Self:
        """Adds `version_count`, `assessment_count` and `open_moment_count` to each."""
        return self.annotate(
            version_count=_count_of("SystemVersion"),
            assessment_count=_count_of("Assessment"),
            open_moment_count=_count_of("Moment", assessment=None, waived_at=None),
        )


def _count_of(name: str, **only: Any) -> Coalesce:
    """Returns the number of rows of a model on each system, counted apart so that none multiplies another."""
    rows = apps.get_model("assessments", name)._default_manager.filter(system=OuterRef("pk"), **only)
    counted = rows.order_by().values("system").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


class System(Row):
    """An AI system of a company: what is assessed."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = (
        "id", "company", "name", "kind", "description", "modalities", "lifecycle_stage", "release_channels",
        "positions", "countries", "groups", "created_at", "version",
    )  # fmt: skip

    class Kind(models.TextChoices):
        FOUNDATION_MODEL = "foundation_model", _("Foundation model")
        FINE_TUNE = "fine_tune", _("Fine-tuned model")
        APPLICATION = "application", _("Application")
        DATA_SET = "data_set", _("Data set")

    class Modality(models.TextChoices):
        TEXT = "text", _("Text")
        IMAGE = "image", _("Images")
        AUDIO = "audio", _("Voice and sound")
        VIDEO = "video", _("Video")
        CODE = "code", _("Program code")
        ACTIONS = "actions", _("Acting on its own (an agent)")
        OTHER = "other", _("Something else")

    class Channel(models.TextChoices):
        INTERNAL = "internal", _("Inside the company only")
        TRIAL = "trial", _("A trial with chosen users")
        PRODUCT = "product", _("A product or app for people")
        INTERFACE = "interface", _("An interface for other companies")
        BUILT_IN = "built_in", _("Built into the product of another company")
        OPEN_WEIGHTS = "open_weights", _("Weights or data that anyone can download")

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="systems")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.APPLICATION)
    description = models.TextField(_("what it does, and for whom"), blank=True, max_length=20_000)
    modalities = several(_("what goes in and comes out"), Modality.choices)
    lifecycle_stage = models.CharField(_("lifecycle stage"), max_length=30, choices=Stage.choices, blank=True)
    release_channels = several(_("how it reaches people"), Channel.choices)
    positions = several(_("where we stand in the value chain"), Position.choices)
    # ISO 3166-1 alpha-2.
    countries = ArrayField(
        models.CharField(max_length=2), verbose_name=_("countries"), default=list, blank=True
    )
    groups = models.ManyToManyField(Group, related_name="+", blank=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = SystemQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["company", "name"], name="one_system_per_name_and_company")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Returns the address of its page."""
        return reverse("assessments:system", args=[self.pk])

    @property
    def modalities_in_words(self) -> str:
        """Returns what goes in and comes out, as people say it."""
        return in_words(self.modalities, self.Modality)

    @property
    def release_channels_in_words(self) -> str:
        """Returns how it reaches people, as people say it."""
        return in_words(self.release_channels, self.Channel)

    @property
    def positions_in_words(self) -> str:
        """Returns where the company stands in the value chain, as people say it."""
        return in_words(self.positions, Position)

    @property
    def countries_in_words(self) -> str:
        """Returns the names of its countries."""
        return ", ".join(sorted(countries.name(code) for code in self.countries))

    @property
    def shared_root(self) -> models.Model:
        """Returns itself: a system is shared only through its assessments."""
        return self

    @property
    def root_id(self) -> object:
        """Returns its own id, under which the log keeps what happens to it."""
        return self.id

    @property
    def state(self) -> State:
        """Returns open: a system has no status of its own."""
        return State.OPEN


class SystemVersion(Row):
    """One released or planned state of a system; an assessment names the one it looked at."""

    PERSONAL_FIELDS: ClassVar = ("created_by",)
    OTHER_FIELDS: ClassVar = ("id", "system", "name", "released_on", "changes", "created_at", "version")

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="versions")
    name = models.CharField(_("version"), max_length=100)
    released_on = models.DateField(_("released on"), null=True, blank=True)
    changes = models.TextField(_("what is new for people"), blank=True, max_length=10_000)
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["system", "name"], name="one_version_per_name_and_system")
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.name}"

    def get_absolute_url(self) -> str:
        """Returns the address of its page."""
        return reverse("assessments:system_version", args=[self.system_id, self.pk])

    @property
    def company_id(self) -> object:
        """Returns the company whose system this is."""
        return self.system.company_id

    @property
    def root_id(self) -> object:
        """Returns the system through which it is reached."""
        return self.system_id
