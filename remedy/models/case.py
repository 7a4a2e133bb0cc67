"""A concern that somebody raised. What it says is under a key that only chosen people open."""

from datetime import date
from typing import Any, ClassVar, Self
from uuid import uuid4

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hrdd.accounts.models import Organisation
from hrdd.lib.models import Row
from hrdd.sharing.policy import Action, State
from hrdd.sharing.visibility import RootQuerySet
from remedy.deadlines import Due, Duty
from remedy.models.channel import Channel
from remedy.models.escrow import EscrowKey
from remedy.models.held import held
from remedy.states import OVER, CaseState


class Anonymity(models.TextChoices):
    """What the people who read a case may know of who raised it."""

    ANONYMOUS = "anonymous", _("Nobody knows who I am")
    CONFIDENTIAL = "confidential", _("My name stays locked; two people together can open it, with a reason")
    NAMED = "named", _("Those who handle my concern may know my name")


class CaseQuerySet(RootQuerySet):
    def readable_by(self, user: Any) -> Self:
        """Returns the cases she has taken on, and not those she is only asked to take."""
        return self.visible_to(user, Action.READ)

    def standing(self) -> Self:
        """Returns cases in which something is still owed."""
        return self.exclude(stage__in=[state.value for state in OVER])

    def most_pressing(self) -> Self:
        """Returns cases by what is due first."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "filed_on", "id")

    def over_before(self, day: date) -> Self:
        """Returns cases whose time for keeping them ends before this day."""
        return self.filter(keep_until__lt=day)


class Case(Row):
    """One concern. Days, never moments; no number, but a random name; ciphertext, but where it stands.

    `gist` is what a handler sees before she says that she is free to take it, `content` all the rest of the
    filing; both are locked with the case's key. `identity` is locked with it when the person is named, and
    wrapped for the escrow key alone when she asked for confidence.
    """

    by_name_only: ClassVar = True
    PERSONAL_FIELDS: ClassVar = ("gist", "content", "identity", "person_key", "person_wrap", "language")
    OTHER_FIELDS: ClassVar = (
        "id", "company", "channel", "reference", "code_hash", "escrow_key", "escrow_wrap", "anonymity",
        "is_urgent", "stage", "stage_on", "filed_on", "last_word_on", "due_duty", "due_on", "commitment",
        "head", "over_on", "keep_until", "erasure_asked_on", "version",
    )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="cases")
    reference = models.CharField(max_length=10, unique=True)
    code_hash = models.BinaryField(unique=True)
    person_key = models.BinaryField()
    person_wrap = models.BinaryField()
    escrow_key = models.ForeignKey(EscrowKey, on_delete=models.PROTECT, related_name="+")
    escrow_wrap = models.BinaryField()
    gist = models.BinaryField()
    content = models.BinaryField()
    identity = models.BinaryField(null=True, blank=True)
    anonymity = models.CharField(max_length=12, choices=Anonymity.choices)
    language = models.CharField(max_length=8)
    is_urgent = models.BooleanField(default=False)
    # Where it stands, one of CaseState; `state` is what the policy makes of it.
    stage = models.CharField(max_length=20, default=CaseState.RECEIVED.value)
    stage_on = models.DateField()
    filed_on = models.DateField()
    last_word_on = models.DateField()
    due_duty = models.CharField(max_length=12, blank=True)
    due_on = models.DateField(null=True, blank=True)
    # What a proof of complaint signs: of the filing, and of everything after it.
    commitment = models.CharField(max_length=64)
    head = models.CharField(max_length=64)
    over_on = models.DateField(null=True, blank=True)
    keep_until = models.DateField(null=True, blank=True)
    # She asked for it to be erased, and a legal hold stops that.
    erasure_asked_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = CaseQuerySet.as_manager()

    class Meta:
        permissions = [("as_offered", "Say whether she is free to take it"), ("as_handler", "Handle it")]
        indexes = [models.Index(fields=["company", "due_on"], name="case_by_due_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=[state.value for state in CaseState]), name="a_case_has_a_known_stage"
            ),
            models.CheckConstraint(
                condition=Q(due_on=None, due_duty="") | Q(due_on__isnull=False) & ~Q(due_duty=""),
                name="what_is_due_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(over_on=None, keep_until=None)
                | Q(over_on__isnull=False, keep_until__isnull=False),
                name="what_is_over_is_kept_for_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(anonymity="anonymous") | Q(identity=None), name="who_is_anonymous_has_no_name"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="what_was_filed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("content", "gist", "commitment", "filed_on", "code_hash"),
            ),
            held("case", key="id"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        """Returns the address of its page."""
        return reverse("remedy:case", args=[self.pk])

    @property
    def shared_root(self) -> models.Model:
        """Returns itself: grants point at cases."""
        return self

    @property
    def root_id(self) -> Any:
        """Returns its own id, under which the log keeps what happens to it."""
        return self.id

    @property
    def state(self) -> State:
        """Returns that it can be worked on: a case that is over can be taken up again."""
        return State.OPEN

    @property
    def case_state(self) -> CaseState:
        """Returns where it stands."""
        return CaseState(self.stage)

    @property
    def due(self) -> Due | None:
        """Returns what is owed next, and by which day."""
        return Due(Duty(self.due_duty), self.due_on) if self.due_on else None
