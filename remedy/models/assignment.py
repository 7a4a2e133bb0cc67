"""Who handles a case. A grant by name lets her see it; a wrap of its key lets her read it."""

from typing import ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hrdd.accounts.models import PersonalKey
from hrdd.sharing.models import PersonGrant
from remedy.models.case import Case
from remedy.models.told import OnCase


class CaseGrant(PersonGrant):
    """One case, open to one person by name. It is given and taken by assignments alone.

    Its identifier and its moment are those of a day, so that neither tells when somebody raised a concern.
    """

    PERSONAL_FIELDS: ClassVar = ("user", "given_by")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    content_object = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="grants")
    given_by = models.ForeignKey(  # type: ignore[assignment]  # nobody, on the day it came
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(PersonGrant.Meta):
        indexes = [models.Index(fields=["user", "until"], name="case_grant_by_user")]

    @property
    def company_id(self) -> object:
        """Returns the company of the case."""
        return self.content_object.company_id

    @property
    def root_id(self) -> object:
        """Returns the case."""
        return self.content_object_id


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def living(self) -> Self:
        """Returns assignments that are offered or taken."""
        return self.filter(ended_on=None)

    def with_people(self) -> Self:
        """Returns assignments with who they are of, those longest there first."""
        return self.select_related("user", "instead_of").order_by("offered_on", "id")

    def taken(self) -> Self:
        """Returns assignments of people who said that they are free, and handle the case."""
        return self.filter(ended_on=None, state=Assignment.State.TAKEN)

    def able(self) -> Self:
        """Returns assignments that open the case to somebody: with a key that is not lost."""
        return self.filter(ended_on=None, personal_key__ended_at=None, user__is_active=True)

    def with_a_new_key(self) -> Self:
        """Returns living assignments whose key is lost, and of whom a new one is there."""
        keys = PersonalKey.objects.living().filter(user=OuterRef("user"))
        return self.filter(Exists(keys), ended_on=None, personal_key__ended_at__isnull=False)


class Assignment(OnCase):
    """A case is offered to somebody, and hers once she said that nothing stands in her way.

    Who declines or steps back leaves no reason. `wrap` is the case's key for her personal key; it is gone
    with the assignment.
    """

    PERSONAL_FIELDS: ClassVar = ("user", "offered_by", "instead_of", "wrap")
    OTHER_FIELDS: ClassVar = (
        "id", "case", "personal_key", "state", "offered_on", "stated_on", "until", "ended_on",
    )  # fmt: skip

    class State(models.TextChoices):
        OFFERED = "offered", _("Asked")
        TAKEN = "taken", _("Handles it")
        STEPPED_BACK = "stepped_back", _("Does not handle it")
        ENDED = "ended", _("Handled it")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assignments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.OFFERED)
    # Nobody, where the channel itself offered it on the day it came.
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    offered_on = models.DateField()
    stated_on = models.DateField(null=True, blank=True)
    # Whose deputy she is, and until when. Without a day she takes the case over for good.
    instead_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    until = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    personal_key = models.ForeignKey(
        "accounts.PersonalKey", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    wrap = models.BinaryField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"], condition=Q(ended_on=None), name="one_living_assignment_each"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(wrap=None), name="no_key_for_who_handles_it_no_more"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("offered", "taken"), ended_on=None)
                | Q(state__in=("stepped_back", "ended"), ended_on__isnull=False),
                name="an_assignment_lives_or_has_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} on {self.case}"

    @property
    def is_deputy(self) -> bool:
        """Returns whether she stands in for somebody who is away."""
        return self.instead_of_id is not None and self.until is not None

    @property
    def takes_over(self) -> bool:
        """Returns whether somebody hands the case over to her: that one's time ends when she takes it on."""
        return self.instead_of_id is not None and self.until is None
