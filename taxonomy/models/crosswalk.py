"""How other frameworks say the same thing, nearly the same, or the opposite."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taxonomy.models.catalogue import Right
from taxonomy.models.sourced import Sourced

# The categories of harm stand in the crosswalk, too, so that other lists of risks can be mapped to them.
CATEGORIES_AS_FRAMEWORK = "btech"


class Framework(Sourced):
    """A guide, standard or law that also asks for due diligence; one row per version."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = (
        *("id", "code", "title", "short_title", "version", "issued", "binding", "url", "note", "position"),
        *Sourced.SOURCE_FIELDS,
    )

    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=200)
    short_title = models.CharField(_("short title"), max_length=40)
    version = models.CharField(_("version"), max_length=120)
    issued = models.CharField(_("issued"), max_length=10)
    binding = models.BooleanField(_("binding on those it covers"))
    url = models.URLField(_("address"), blank=True)
    note = models.TextField(_("what to know about it"))
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta(Sourced.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.short_title

    def get_absolute_url(self) -> str:
        return reverse("taxonomy:framework", args=[self.code])


class Provision(Sourced):
    """One numbered part of a framework, with a short title in our own words."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "framework", "ref", "title", "position", *Sourced.SOURCE_FIELDS)

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="provisions")
    ref = models.CharField(_("number"), max_length=30)
    title = models.CharField(_("short title"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"))
    rights = models.ManyToManyField(Right, related_name="provisions", blank=True)

    class Meta(Sourced.Meta):
        ordering = ["framework__position", "position"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["framework", "ref"], name="one_provision_per_number"),
        ]

    def __str__(self) -> str:
        return self.ref


class MappingQuerySet(models.QuerySet["Mapping"]):
    def with_ends(self) -> Self:
        """Returns mappings with both provisions and their frameworks at hand."""
        return self.select_related("a__framework", "b__framework")

    def touching(self, framework: Framework) -> Self:
        """Returns mappings that begin or end in this framework."""
        return self.filter(models.Q(a__framework=framework) | models.Q(b__framework=framework))

    def of_category(self, code: str) -> Self:
        """Returns mappings that end in the category of this code, whatever the edition."""
        return self.filter(b__framework__code=CATEGORIES_AS_FRAMEWORK, b__ref=code)


class Mapping(Sourced):
    """One line of the crosswalk, read from `a` to `b`: "a is broader than b"."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "a", "b", "relation", "note", *Sourced.SOURCE_FIELDS)

    class Relation(models.TextChoices):
        EQUAL = "equal", _("asks the same as")
        BROADER = "broader", _("asks more than")
        NARROWER = "narrower", _("asks less than")
        RELATED = "related", _("is related to")
        DIVERGES = "diverges", _("diverges from")

        @property
        def turned(self) -> "Mapping.Relation":
            """Returns the same relation read from `b` to `a`."""
            swapped = {self.BROADER: self.NARROWER, self.NARROWER: self.BROADER}
            return swapped.get(self, self)

    a = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="mappings")
    b = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="mapped_from")
    relation = models.CharField(_("relation"), max_length=10, choices=Relation.choices)
    note = models.TextField(_("note"), blank=True)

    objects = MappingQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["a__framework__position", "a__position", "b__framework__position", "b__position"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["a", "b"], name="one_mapping_per_pair"),
            models.CheckConstraint(
                condition=~models.Q(a=models.F("b")), name="a_mapping_joins_two_provisions"
            ),
        ]

    def __str__(self) -> str:
        return self.get_relation_display()


class Gap(Sourced):
    """What a framework does not ask for, said out loud: an empty cell is easily overlooked."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "framework", "missing", "note", *Sourced.SOURCE_FIELDS)

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="gaps")
    missing = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="gaps")
    note = models.TextField(_("note"))

    class Meta(Sourced.Meta):
        ordering = ["framework__position", "missing__position"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["framework", "missing"], name="one_gap_per_framework_and_provision"
            ),
        ]

    def __str__(self) -> str:
        return self.note
