from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.models.hanging import OnRisk, of_risk
from hrdd.lib import countries


class Occurrence(OnRisk):
    """A time at which the harm happened. A potential risk may hold some: what happened once can again."""

    PERSONAL_FIELDS: ClassVar = ("created_by", "what")
    OTHER_FIELDS: ClassVar = (
        "id", "risk", "happened_on", "precision", "country", "place", "people", "source", "claim_status",
        "created_at", "version",
    )  # fmt: skip

    class Precision(models.TextChoices):
        DAY = "day", _("On that day")
        MONTH = "month", _("In that month")
        YEAR = "year", _("In that year")

    class ClaimStatus(models.TextChoices):
        """How sure it is, in the words in which it may be told."""

        ALLEGED = "alleged", _("Alleged")
        REPORTED = "reported", _("Reported")
        SELF_ACKNOWLEDGED = "self_acknowledged", _("Acknowledged by the company")
        REGULATOR_FINDING = "regulator_finding", _("Found by a regulator")
        COURT_FINDING = "court_finding", _("Found by a court")
        SETTLED = "settled_no_admission", _("Settled without admission")
        DISPUTED = "disputed", _("Disputed")

    risk = of_risk("occurrences")
    what = models.TextField(_("what happened"), max_length=10_000)
    happened_on = models.DateField(_("when"), null=True, blank=True)
    precision = models.CharField(
        _("how exact is the date"), max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    country = models.CharField(_("country"), max_length=2, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    people = models.CharField(_("how many people"), max_length=200, blank=True)
    source = models.TextField(_("where this is known from"), max_length=5_000)
    claim_status = models.CharField(_("how sure it is"), max_length=20, choices=ClaimStatus.choices)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-happened_on", "-created_at", "id"]

    def __str__(self) -> str:
        return f"occurrence on {self.risk}"

    @property
    def when(self) -> str:
        """Returns the date as exactly as it is known, in words."""
        return day_in_words(self.happened_on, self.precision)

    @property
    def where(self) -> str:
        """Returns place and country, whichever is known."""
        return ", ".join(filter(None, (self.place, countries.name(self.country) if self.country else "")))


def day_in_words(day: date | None, precision: str) -> str:
    """Returns a date as exactly as it is known: "3 March 2026", "March 2026" or "2026"."""
    if day is None:
        return gettext("Date not known")
    forms = {Occurrence.Precision.MONTH: "F Y", Occurrence.Precision.YEAR: "Y"}
    return str(date_format(day, forms.get(Occurrence.Precision(precision), "j F Y")))
