"""What people type about moments to assess."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.risks import text_field
from assessments.forms.systems import day_field
from assessments.models import Assessment, Moment, System


class MomentForm(forms.Form):
    """A moment to look at a system."""

    kind = forms.ChoiceField(label=gettext_lazy("What kind of moment"), choices=Moment.Kind.choices)
    what = forms.CharField(
        label=gettext_lazy("What happens then"),
        max_length=300,
        help_text=gettext_lazy(
            "Such as “the app opens in Kenya”. Reports show it to everyone who may read them."
        ),
    )
    expected_by = day_field(gettext_lazy("Look at it by"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def typed_moment(moment: Moment) -> dict[str, Any]:
    """Returns a moment as the form would have been filled in."""
    return {name: getattr(moment, name) for name in MomentForm.base_fields}


class AcceptanceForm(forms.Form):
    """A proposal that becomes planned, on the proposed day or another."""

    expected_by = day_field(gettext_lazy("Look at it by"), required=False)


class AnswerForm(forms.Form):
    """The assessment that answers a moment."""

    assessment = forms.ModelChoiceField(
        Assessment.objects.none(),
        label=gettext_lazy("The assessment that answers it"),
        empty_label=gettext_lazy("Choose one"),
        error_messages={"required": gettext_lazy("Choose the assessment that looked at this moment.")},
    )

    def __init__(self, *args: Any, system: System, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = system.assessments.order_by("-number")
        self.fields["assessment"].queryset = rows  # type: ignore[attr-defined]


class ReopeningForm(forms.Form):
    """Why a waived moment has to be looked at after all."""

    reason = text_field(
        gettext_lazy("Why it has to be looked at after all"),
        5_000,
        help_text=gettext_lazy("Kept with your name and the day, beside the reason for which it was waived."),
    )

    def clean_reason(self) -> str:
        """Returns the reason; a waiver is never lifted without one."""
        reason = str(self.cleaned_data["reason"]).strip()
        if not reason:
            raise forms.ValidationError(_("Say why it has to be looked at after all."))
        return reason


class WaiverForm(forms.Form):
    """Why a moment is skipped."""

    reason = text_field(
        gettext_lazy("Why it is skipped"),
        5_000,
        help_text=gettext_lazy("Kept with your name and the day, and shown in every report on the system."),
    )

    def clean_reason(self) -> str:
        """Returns the reason; a moment is never skipped without one."""
        reason = str(self.cleaned_data["reason"]).strip()
        if not reason:
            raise forms.ValidationError(_("Say why it is skipped. One sentence is enough."))
        return reason
