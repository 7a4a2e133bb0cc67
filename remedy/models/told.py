"""What was said and done in a case, in order: messages, files, steps. All of their content is locked."""

from typing import Any, ClassVar, Self
from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hrdd.lib.models import Row
from remedy.models.case import Case
from remedy.models.held import held
from remedy.states import CaseState


class Hand(models.TextChoices):
    """Whose hand it comes from; the person never learns which handler's."""

    PERSON = "person", _("The person")
    HANDLER = "handler", _("A handler")
    WORKBENCH = "workbench", _("The workbench")


class OnCase(Row):
    """A row that is reached through its case. Days and places in the order, never moments."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case: Any = None
    case_id: Any

    class Meta:
        abstract = True

    @property
    def root_id(self) -> Any:
        """Returns the case through which it is reached."""
        return self.case_id


class InOrder(models.QuerySet[Any]):
    def in_order(self) -> Self:
        """Returns rows in the order in which they came."""
        return self.order_by("place")


class Message(OnCase):
    """A word of the person or to her. Never changed; gone with its case."""

    PERSONAL_FIELDS: ClassVar = ("written_by", "sealed")
    OTHER_FIELDS: ClassVar = ("id", "case", "place", "hand", "day")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    place = models.PositiveIntegerField()
    hand = models.CharField(max_length=10, choices=Hand.choices)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    day = models.DateField()
    sealed = models.BinaryField()

    objects: ClassVar[Any] = InOrder.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "place"], name="messages_stand_in_order"),
            models.CheckConstraint(
                condition=Q(hand="handler", written_by__isnull=False)
                | ~Q(hand="handler") & Q(written_by=None),
                name="only_a_handler_signs",
            ),
        ]
        triggers = [pgtrigger.Protect(name="words_stay", operation=pgtrigger.Update), held("message")]

    def __str__(self) -> str:
        return f"message {self.place} in {self.case}"


class CaseFile(OnCase):
    """A file in a case, cleaned of what devices wrote, then locked. In the database, and not in a store: a
    store keeps the moment at which a file came. `about` holds its kind, size and digest, locked as well.
    """

    PERSONAL_FIELDS: ClassVar = ("sealed", "about")
    OTHER_FIELDS: ClassVar = ("id", "case", "place", "hand", "day")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    place = models.PositiveIntegerField()
    hand = models.CharField(max_length=10, choices=Hand.choices)
    day = models.DateField()
    about = models.BinaryField()
    sealed = models.BinaryField()

    objects: ClassVar[Any] = InOrder.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "place"], name="files_stand_in_order")]
        triggers = [pgtrigger.Protect(name="files_stay", operation=pgtrigger.Update), held("file")]

    def __str__(self) -> str:
        return f"file {self.place} in {self.case}"


class Step(OnCase):
    """A case went from one state to another: when, by whose hand, why, and what is due next."""

    PERSONAL_FIELDS: ClassVar = ("taken_by", "reason")
    OTHER_FIELDS: ClassVar = ("id", "case", "place", "hand", "day", "stage", "due_duty", "due_on")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    place = models.PositiveIntegerField()
    hand = models.CharField(max_length=10, choices=Hand.choices)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    day = models.DateField()
    stage = models.CharField(max_length=20)
    reason = models.BinaryField(null=True, blank=True)
    due_duty = models.CharField(max_length=12, blank=True)
    due_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = InOrder.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "place"], name="steps_stand_in_order")]
        triggers = [pgtrigger.Protect(name="steps_stay", operation=pgtrigger.Update), held("step")]

    def __str__(self) -> str:
        return f"{self.case}: {self.stage}"

    @property
    def case_state(self) -> CaseState:
        """Returns where the case stood from then on."""
        return CaseState(self.stage)


class Judgement(OnCase):
    """What the person thinks of what came of it, in her own words. Each time she says it anew."""

    PERSONAL_FIELDS: ClassVar = ("sealed",)
    OTHER_FIELDS: ClassVar = ("id", "case", "place", "day", "view")

    class View(models.TextChoices):
        SATISFIED = "satisfied", _("It is put right")
        PARTLY = "partly", _("It is partly put right")
        NOT = "not", _("It is not put right")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="judgements")
    place = models.PositiveIntegerField()
    day = models.DateField()
    view = models.CharField(_("what do you think of it?"), max_length=10, choices=View.choices)
    sealed = models.BinaryField()

    objects: ClassVar[Any] = InOrder.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "place"], name="judgements_stand_in_order")]
        triggers = [pgtrigger.Protect(name="judgements_stay", operation=pgtrigger.Update), held("judgement")]

    def __str__(self) -> str:
        return f"what the person thinks of {self.case}"
