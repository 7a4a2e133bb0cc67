"""Whether people who spoke up are safe, as it is written down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from assessments.forms.risks import text_field
from stakeholders.forms.consents import day_field
from stakeholders.models import FollowUp


class CheckForm(forms.Form):
    """When people were asked, and what they said."""

    done_on = day_field(gettext_lazy("Asked on"))
    outcome = forms.ChoiceField(
        label=gettext_lazy("What did they say?"), choices=FollowUp.Outcome.choices, widget=forms.RadioSelect
    )
    note = text_field(
        gettext_lazy("What happened, and what was done about it?"),
        5_000,
        help_text=gettext_lazy("Without names, and without anything by which somebody could be known."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = text_field(gettext_lazy("Why is it corrected?"), 5_000)

    def __init__(self, *args: Any, follow_up: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not follow_up.done_on:
            del self.fields["reason"]


def typed_check(follow_up: FollowUp) -> dict[str, Any]:
    """Returns a check as the form would have been filled in."""
    return {
        "done_on": follow_up.done_on.isoformat() if follow_up.done_on else "",
        "outcome": follow_up.outcome, "note": follow_up.note, "version": follow_up.version,
    }  # fmt: skip
