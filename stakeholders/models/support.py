"""What lets people take part as equals, and what lasts beyond one meeting (practices P5.2 and P5.3)."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hrdd.accounts.models import Organisation
from hrdd.lib.models import Row
from hrdd.sharing.policy import State
from hrdd.sharing.visibility import RootQuerySet
from stakeholders.models.engagement import Known
from stakeholders.models.group import StakeholderGroup


class SupportQuerySet(models.QuerySet["Support"]):
    def of_companies(self, companies: Any) -> Self:
        """Returns what these companies gave, the latest first."""
        related = self.filter(group__company__in=companies).select_related("group")
        return related.order_by("-given_on", "-id")

    def totals(self) -> Any:
        """Returns kind, currency and what was given of it altogether; amounts nobody named do not count."""
        named = self.exclude(amount=None).order_by("kind", "currency")
        return named.values("kind", "currency").annotate(total=Sum("amount"))


class Support(Row):
    """What the company gave a group so that it could take part, or a fund for its own work.

    Never in return for views: a fund says who decides on its use, that its receivers may speak freely, and
    how it ends. The database holds that.
    """

    PERSONAL_FIELDS: ClassVar = ("created_by",)
    OTHER_FIELDS: ClassVar = (
        "id", "group", "kind", "what", "amount", "currency", "given_on", "until", "decides",
        "may_speak", "ends_how", "created_at", "version",
    )  # fmt: skip

    class Kind(models.TextChoices):
        COSTS = "costs", _("Travel, meals, child care")
        TIME = "time", _("Pay for people’s time")
        INTERPRETING = "interpreting", _("Interpreting and translation")
        ACCESS = "access", _("Access: devices, data, places without barriers")
        TRAINING = "training", _("Training people asked for")
        ADVICE = "advice", _("Experts or lawyers of their own choice")
        FUND = "fund", _("A fund for their own work")

    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="support")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    what = models.TextField(_("what was given"), max_length=5_000)
    # In whole units of the currency (ISO 4217); null where it was not money, or nobody said.
    amount = models.PositiveIntegerField(_("amount"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    given_on = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    decides = models.TextField(_("who decides how it is used"), blank=True, max_length=2_000)
    may_speak = models.CharField(
        _("may they publish and criticise freely"), max_length=10, choices=Known.choices, blank=True
    )
    ends_how = models.TextField(_("how it may end"), blank=True, max_length=2_000)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = SupportQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="fund") | ~Q(decides="") & ~Q(may_speak="") & ~Q(ends_how=""),
                name="a_fund_has_its_terms",
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | ~Q(currency=""), name="an_amount_has_its_currency"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(given_on__lte=F("until")), name="support_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.group}"

    @property
    def company_id(self) -> Any:
        """Returns the company that gave it."""
        return self.group.company_id

    @property
    def root_id(self) -> Any:
        """Returns the group through which it is reached."""
        return self.group_id


class InitiativeQuerySet(RootQuerySet):
    def for_lists(self) -> Self:
        """Returns initiatives, those whose target comes next first, then those with a result."""
        return self.select_related("company").order_by(
            F("result_on").desc(nulls_first=True), "target_on", "id"
        )


class Initiative(Row):
    """What the company does together with others: who sits in it, what by when, and what came of it.

    A dated result counts, not a pledge (P4.3, P5.3).
    """

    PERSONAL_FIELDS: ClassVar = ("created_by",)
    OTHER_FIELDS: ClassVar = (
        "id", "company", "title", "aim", "partners", "seats", "civil_seats", "contribution", "target",
        "target_on", "result", "result_on", "created_at", "version",
    )  # fmt: skip

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="initiatives")
    title = models.CharField(_("title"), max_length=300)
    aim = models.TextField(_("which harm it is about"), max_length=5_000)
    partners = models.TextField(_("with whom"), max_length=5_000)
    seats = models.PositiveSmallIntegerField(_("seats in all"), null=True, blank=True)
    civil_seats = models.PositiveSmallIntegerField(
        _("of them for affected people and civil society"), null=True, blank=True
    )
    contribution = models.TextField(_("what the company puts in"), blank=True, max_length=5_000)
    target = models.TextField(_("what is to be reached"), max_length=5_000)
    target_on = models.DateField(_("by when"))
    result = models.TextField(_("what came of it"), blank=True, max_length=5_000)
    result_on = models.DateField(_("on"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seats=None) | Q(civil_seats=None) | Q(civil_seats__lte=F("seats")),
                name="no_more_civil_seats_than_seats",
            ),
            models.CheckConstraint(
                condition=Q(result="", result_on=None) | ~Q(result="") & Q(result_on__isnull=False),
                name="a_result_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Returns the address of its page."""
        return reverse("stakeholders:initiative", args=[self.pk])

    @property
    def shared_root(self) -> models.Model:
        """Returns itself: what a company does with others is its own people's to read."""
        return self

    @property
    def root_id(self) -> Any:
        """Returns its own id, under which the log keeps what happens to it."""
        return self.id

    @property
    def state(self) -> State:
        """Returns open: an initiative has no status."""
        return State.OPEN
