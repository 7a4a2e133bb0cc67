from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hrdd.accounts.models import Organisation
from hrdd.lib.models import Row
from hrdd.sharing.policy import State
from hrdd.sharing.visibility import RootQuerySet


class System(Row):
    """An AI system of a company: what is assessed."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "company", "name", "kind", "description", "created_at", "version")

    class Kind(models.TextChoices):
        FOUNDATION_MODEL = "foundation_model", _("Foundation model")
        FINE_TUNE = "fine_tune", _("Fine-tuned model")
        APPLICATION = "application", _("Application")
        DATA_SET = "data_set", _("Data set")

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="systems")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.APPLICATION)
    description = models.TextField(_("what it does, and for whom"), blank=True, max_length=20_000)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = RootQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["company", "name"], name="one_system_per_name_and_company")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shared_root(self) -> models.Model:
        """Returns itself: a system is shared only through its assessments."""
        return self

    @property
    def state(self) -> State:
        """Returns open: a system has no status of its own."""
        return State.OPEN
