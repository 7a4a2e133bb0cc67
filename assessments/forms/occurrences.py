"""What people type about a time at which a harm happened."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.entries import OccurrenceEntry
from assessments.forms.risks import text_field
from assessments.models import Occurrence
from hrdd.lib import countries

DATE = {"format": "%Y-%m-%d", "attrs": {"type": "date"}}
FIELDS = ("what", "happened_on", "precision", "country", "place", "people", "source", "claim_status")


def country_choices() -> list[tuple[str, Any]]:
    """Returns every country, and none."""
    return [("", _("Not known, or in several")), *countries.choices()]


class OccurrenceForm(forms.Form):
    """When, where and to how many people it happened, and how that is known."""

    what = text_field(
        gettext_lazy("What happened"),
        10_000,
        help_text=gettext_lazy("To whom in general, never by name."),
    )
    happened_on = forms.DateField(
        label=gettext_lazy("When"),
        required=False,
        widget=forms.DateInput(**DATE),  # type: ignore[arg-type]
        help_text=gettext_lazy("Of a month or a year, any day of it. Leave it empty if nobody knows."),
    )
    precision = forms.ChoiceField(
        label=gettext_lazy("How exact is the date?"),
        choices=Occurrence.Precision.choices,
        required=False,
        widget=forms.RadioSelect,
        initial="day",
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=country_choices, required=False)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    people = forms.CharField(
        label=gettext_lazy("How many people"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("A number, a range, or “not known”."),
    )
    source = text_field(
        gettext_lazy("Where this is known from"),
        5_000,
        help_text=gettext_lazy("A newspaper, a ruling, a report. Name no one who was harmed."),
    )
    claim_status = forms.ChoiceField(
        label=gettext_lazy("How sure is it?"),
        choices=Occurrence.ClaimStatus.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how sure this is.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, message in (
            ("what", _("Say what happened.")),
            ("source", _("Say where it is known from.")),
        ):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = message

    def clean_happened_on(self) -> Any:
        """Returns the day; nothing has happened tomorrow."""
        day = self.cleaned_data["happened_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def entry(self) -> OccurrenceEntry:
        """Returns the valid input for the action."""
        data = {name: self.cleaned_data[name] for name in FIELDS}
        return OccurrenceEntry(**data | {"precision": data["precision"] or Occurrence.Precision.DAY})


def typed_occurrence(occurrence: Occurrence) -> dict[str, Any]:
    """Returns an occurrence as the form would have been filled in."""
    data = {name: getattr(occurrence, name) for name in FIELDS}
    return data | {"happened_on": occurrence.happened_on or "", "version": occurrence.version}
