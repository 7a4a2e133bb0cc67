"""What people type to seal, to open with a second person, and to unseal."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from assessments.forms.risks import text_field
from stakeholders.confidentiality import Level
from stakeholders.models.engagement import ConfidentialityLevel

OPEN_LEVELS = [choice for choice in ConfidentialityLevel.choices if choice[0] != Level.SEALED]


class SealingForm(forms.Form):
    """That it is sealed as it stands; nothing to type."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AskForm(forms.Form):
    """What has to be opened, and why."""

    what = forms.ChoiceField(label=gettext_lazy("What has to be opened?"), widget=forms.RadioSelect)
    reason = text_field(
        gettext_lazy("Why does it have to be read?"),
        2_000,
        help_text=gettext_lazy("The reason stays in the log for good: no name in it, and nothing they said."),
    )

    def __init__(self, *args: Any, things: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what: Any = self.fields["what"]
        what.choices = things
        if len(things) == 1:
            self.initial.setdefault("what", things[0][0])


class UnsealingForm(forms.Form):
    """Who reads it from now on, and why."""

    level = forms.ChoiceField(
        label=gettext_lazy("Who may read it from now on?"),
        choices=OPEN_LEVELS,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("What was read by fewer people before it was sealed stays so."),
    )
    reason = text_field(
        gettext_lazy("Why is it unsealed?"),
        2_000,
        help_text=gettext_lazy("The reason stays in the log for good: no name in it, and nothing they said."),
    )
