"""What people type about how long a record is kept, and when it is deleted."""

from django import forms
from django.utils.translation import gettext_lazy

from assessments.forms.risks import text_field
from assessments.forms.systems import day_field
from stakeholders.models import Tombstone


class KeepForm(forms.Form):
    """Until which day a record is kept."""

    retain_until = day_field(
        gettext_lazy("Keep this record until"),
        required=False,
        help_text=gettext_lazy(
            "Thirty days before, engagement leads find it on Home. Nothing goes by itself."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class HoldForm(forms.Form):
    """Why a record must be kept, or why it need not be any more."""

    reason = text_field(
        gettext_lazy("Why?"),
        2_000,
        help_text=gettext_lazy("The reason stays in the log for good: no name in it."),
    )


class DeletionForm(forms.Form):
    """By which rule a record is deleted; ticked, so that nobody deletes by a slip."""

    rule = forms.ChoiceField(
        label=gettext_lazy("Why is it deleted?"), choices=Tombstone.Rule.choices, widget=forms.RadioSelect
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I know that nobody can bring it back"),
        error_messages={"required": gettext_lazy("Tick this if you are sure.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
