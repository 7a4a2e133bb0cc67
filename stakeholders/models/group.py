from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.models import System
from hrdd.accounts.models import Organisation
from hrdd.lib import countries
from hrdd.lib.models import Row
from hrdd.sharing.policy import State
from hrdd.sharing.visibility import RootQuerySet
from taxonomy.models import Group, Right


class Nearness(models.TextChoices):
    """Whose voice it is. The first two are rights holders; a proxy needs a reason."""

    AFFECTED = "affected", _("People who are or may be harmed")
    REPRESENTATIVES = "representatives", _("Those they chose to speak for them")
    PROXIES = "proxies", _("Others who know their situation: civil society, defenders, experts")
    OTHERS = "others", _("Other parties")


RIGHTS_HOLDERS = (Nearness.AFFECTED, Nearness.REPRESENTATIVES)


class StakeholderGroupQuerySet(RootQuerySet):
    def for_lists(self) -> Self:
        """Returns groups with what a list shows of them: those nearest to the harm first, by name."""
        order = models.Case(
            *(models.When(nearness=value, then=place) for place, value in enumerate(Nearness.values)),
            output_field=models.PositiveSmallIntegerField(),
        )
        return self.select_related("company").order_by(order, "name", "id")

    def rights_holders(self) -> Self:
        """Returns groups of people who may be harmed, and of those who speak for them with a mandate."""
        return self.filter(nearness__in=RIGHTS_HOLDERS)


class StakeholderGroup(Row):
    """A group of people whom a company's systems may touch, or who speak for them."""

    PERSONAL_FIELDS: ClassVar = ("created_by",)
    OTHER_FIELDS: ClassVar = (
        "id", "company", "name", "nearness", "is_indigenous", "mandate", "exposure", "barriers", "languages",
        "countries", "groups", "rights", "systems", "created_at", "version",
    )  # fmt: skip

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="stakeholder_groups")
    name = models.CharField(_("name"), max_length=200)
    nearness = models.CharField(_("whose voice it is"), max_length=20, choices=Nearness.choices)
    is_indigenous = models.BooleanField(_("an indigenous people"), default=False)
    mandate = models.TextField(_("who chose them to speak"), blank=True, max_length=5_000)
    exposure = models.TextField(_("how the system reaches them"), blank=True, max_length=10_000)
    barriers = models.TextField(_("what keeps them from being heard"), blank=True, max_length=10_000)
    # Names of languages as the people themselves use them, such as "Kiswahili".
    languages = ArrayField(
        models.CharField(max_length=60), verbose_name=_("languages"), default=list, blank=True
    )
    # ISO 3166-1 alpha-2.
    countries = ArrayField(
        models.CharField(max_length=2), verbose_name=_("countries"), default=list, blank=True
    )
    groups = models.ManyToManyField(Group, related_name="+", blank=True)
    rights = models.ManyToManyField(Right, related_name="+", blank=True)
    systems = models.ManyToManyField(System, related_name="stakeholder_groups", blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = StakeholderGroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "name"], name="one_group_per_name_and_company"),
            models.CheckConstraint(condition=~Q(name=""), name="a_group_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Returns the address of its page."""
        return reverse("stakeholders:group", args=[self.pk])

    @property
    def are_rights_holders(self) -> bool:
        """Returns whether these are people who may be harmed, or speak for them with a mandate."""
        return self.nearness in RIGHTS_HOLDERS

    @property
    def languages_in_words(self) -> str:
        """Returns the languages, one after the other."""
        return ", ".join(self.languages)

    @property
    def countries_in_words(self) -> str:
        """Returns the names of the countries."""
        return ", ".join(sorted(countries.name(code) for code in self.countries))

    @property
    def shared_root(self) -> models.Model:
        """Returns itself: outsiders see of a group what a record tells them."""
        return self

    @property
    def root_id(self) -> Any:
        """Returns its own id, under which the log keeps what happens to it."""
        return self.id

    @property
    def state(self) -> State:
        """Returns open: a group has no status."""
        return State.OPEN
