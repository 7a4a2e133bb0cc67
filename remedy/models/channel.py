"""A company's channel, who reads what comes through it, and who stands in for whom."""

from datetime import date
from typing import Any, ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hrdd.accounts.models import Organisation
from hrdd.lib.models import Row
from hrdd.sharing.policy import State
from hrdd.sharing.visibility import RootQuerySet


class ChannelQuerySet(RootQuerySet):
    def open(self) -> Self:
        """Returns channels that take concerns, with their companies, by name."""
        return self.filter(is_open=True).select_related("company").order_by("company__name")


class Channel(Row):
    """Where people raise concerns with one company: the way in, and the terms it gives itself.

    `keep_months` is how long a case is kept once it is over.
    """

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "company", "slug", "is_open", "about", "keep_months", "version")

    company = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="channel")
    slug = models.SlugField(_("name in the address"), max_length=40, unique=True)
    is_open = models.BooleanField(_("takes concerns"), default=False)
    about = models.TextField(_("who you are, in a sentence or two"), blank=True, max_length=500)
    keep_months = models.PositiveSmallIntegerField(_("months a case is kept once it is over"), default=60)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = ChannelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(keep_months__gte=1) & Q(keep_months__lte=240), name="cases_are_kept_for_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"channel of {self.company}"

    @property
    def shared_root(self) -> models.Model:
        """Returns itself; nobody outside is let into one."""
        return self

    @property
    def state(self) -> State:
        """Returns that it can be worked on."""
        return State.OPEN


class DeskQuerySet(models.QuerySet["DeskMember"]):
    def serving(self) -> Self:
        """Returns who reads what comes in, those longest there first."""
        return self.filter(left_on=None).select_related("user").order_by("joined_on", "id")


class DeskMember(Row):
    """A person who reads concerns. `shown_as` is what those who raise one are told about her."""

    PERSONAL_FIELDS: ClassVar = ("user", "shown_as")
    OTHER_FIELDS: ClassVar = ("id", "channel", "joined_on", "left_on")

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="desk")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    shown_as = models.CharField(_("shown to people as"), max_length=120)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    objects = DeskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "user"], condition=Q(left_on=None), name="at_the_desk_once"
            )
        ]

    def __str__(self) -> str:
        return self.shown_as

    @property
    def company_id(self) -> Any:
        """Returns the company of the channel."""
        return self.channel.company_id


class LeaveQuerySet(models.QuerySet["Leave"]):
    def running(self, *, on: date) -> Self:
        """Returns who is away on this day, each with her deputy."""
        return self.filter(from_day__lte=on, until_day__gte=on, ended_on=None).select_related(
            "user", "deputy"
        )

    def living(self) -> Self:
        """Returns leaves that run or are still to come, each with her deputy."""
        return self.filter(ended_on=None).select_related("user", "deputy").order_by("from_day", "id")

    def over(self, *, on: date) -> Self:
        """Returns leaves whose last day is behind, and that nobody has ended."""
        return self.filter(ended_on=None, until_day__lt=on)


class Leave(Row):
    """Somebody is away, and a deputy takes over her clocks until she is back."""

    PERSONAL_FIELDS: ClassVar = ("user", "deputy")
    OTHER_FIELDS: ClassVar = ("id", "channel", "from_day", "until_day", "ended_on")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="leaves")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    from_day = models.DateField(_("from"))
    until_day = models.DateField(_("last day away"))
    ended_on = models.DateField(null=True, blank=True)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_day__gte=F("from_day")), name="a_leave_ends_after_it_began"
            ),
            models.CheckConstraint(condition=~Q(user=F("deputy")), name="a_deputy_is_somebody_else"),
            models.UniqueConstraint(
                fields=["channel", "user"], condition=Q(ended_on=None), name="one_leave_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"leave of {self.user}"

    @property
    def company_id(self) -> Any:
        """Returns the company of the channel."""
        return self.channel.company_id
