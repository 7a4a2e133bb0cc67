from django.db import models
from django.utils.translation import gettext_lazy as _

from hrdd.lib.models import Row


class Provenance(models.TextChoices):
    """How far a row can be trusted: read in the text itself, read about it, or said by the workbench."""

    OFFICIAL = "official", _("Read in the source itself")
    SECONDARY = "secondary", _("From reports about the source")
    WORKBENCH = "workbench", _("The workbench's own")


class Sourced(Row):
    """A row of the taxonomy: it says where it comes from, and when somebody last held it against that."""

    SOURCE_FIELDS = ("source", "source_version", "source_date", "provenance", "checked_on")

    source = models.CharField(_("source"), max_length=200)
    source_version = models.CharField(_("version of the source"), max_length=120)
    # A year, a month or a day, as exactly as it is known (ISO 8601).
    source_date = models.CharField(_("date of the source"), max_length=10)
    provenance = models.CharField(_("provenance"), max_length=12, choices=Provenance.choices)
    checked_on = models.DateField(_("last compared with the source on"))

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(source="") & ~models.Q(source_version=""),
                name="%(class)s_names_its_source",
            ),
            models.CheckConstraint(
                condition=models.Q(source_date__regex=r"^\d{4}(-\d{2}){0,2}$"),
                name="%(class)s_dates_its_source",
            ),
            models.CheckConstraint(
                condition=models.Q(provenance__in=Provenance.values), name="%(class)s_knows_its_provenance"
            ),
        ]
