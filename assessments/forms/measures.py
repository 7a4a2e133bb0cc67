"""What people type about what the company does."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from assessments.entries import MeasureEntry
from assessments.forms.risks import text_field
from assessments.models import Measure
from hrdd.accounts.models import Organisation, User

FIELDS = ("title", "owner", "due_on", "status", "note")


class MeasureForm(forms.Form):
    """What is done, by whom, and until when."""

    title = forms.CharField(label=gettext_lazy("What is done"), max_length=500)
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who sees to it"),
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
        error_messages={"invalid_choice": gettext_lazy("Choose somebody of your company.")},
    )
    due_on = forms.DateField(
        label=gettext_lazy("Until when"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("How far is it?"),
        choices=Measure.Status.choices,
        required=False,
        initial=Measure.Status.PLANNED,
        widget=forms.RadioSelect,
    )
    note = text_field(gettext_lazy("Note"), 10_000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, company: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = User.objects.of(company)  # type: ignore[attr-defined]

    def entry(self) -> MeasureEntry:
        """Returns the valid input for the action."""
        data = {name: self.cleaned_data[name] for name in FIELDS}
        return MeasureEntry(**data | {"status": data["status"] or Measure.Status.PLANNED})


def typed_measure(measure: Measure) -> dict[str, Any]:
    """Returns a measure as the form would have been filled in."""
    data = {name: getattr(measure, name) for name in FIELDS}
    owner = measure.owner_id or ""
    return data | {"owner": owner, "due_on": measure.due_on or "", "version": measure.version}
