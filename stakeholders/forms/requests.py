"""What people asked for, and what the company answers."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.risks import text_field
from assessments.forms.systems import day_field
from stakeholders.changes import offered
from stakeholders.models import Engagement, Input, Request


class RequestForm(forms.Form):
    """What people ask for."""

    text = text_field(
        gettext_lazy("What do they ask for?"),
        10_000,
        help_text=gettext_lazy("One request at a time: each gets an answer of its own."),
    )
    input = forms.ModelChoiceField(
        Input.objects.none(),
        label=gettext_lazy("Said where?"),
        required=False,
        empty_label=gettext_lazy("In the meeting as a whole"),
    )

    def __init__(self, *args: Any, engagement: Engagement, levels: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = engagement.inputs.at_levels(levels).select_related("group")
        self.fields["input"].queryset = rows  # type: ignore[attr-defined]
        self.fields["input"].label_from_instance = _told  # type: ignore[attr-defined]


def _told(said: Input) -> str:
    text = said.told or _("(in their own words)")
    return f"{said.group}: {text if len(text) <= 60 else text[:59] + '…'}"


class AnswerForm(forms.Form):
    """What the company answers."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What do you answer?"), choices=Request.Answer.choices, widget=forms.RadioSelect
    )
    reason = text_field(
        gettext_lazy("Why?"), 10_000, help_text=gettext_lazy("In words that people will be told.")
    )
    change = forms.TypedChoiceField(
        coerce=UUID,
        empty_value=None,
        label=gettext_lazy("What changed because of it?"),
        required=False,
        help_text=gettext_lazy("The very change in the assessment’s history, if it is made already."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, asked: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["change"].choices = [("", _("Nothing yet")), *offered(asked)]  # type: ignore[attr-defined]


class ChangeForm(forms.Form):
    """The change that followed."""

    change = forms.TypedChoiceField(
        coerce=UUID,
        empty_value=None,
        label=gettext_lazy("What changed because of it?"),
        required=False,
        help_text=gettext_lazy("The very change in the assessment’s history."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, asked: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["change"].choices = [("", _("Nothing yet")), *offered(asked)]  # type: ignore[attr-defined]


class TellingForm(forms.Form):
    """When and how people were told."""

    told_on = day_field(gettext_lazy("When were they told?"))
    told_how = forms.CharField(label=gettext_lazy("How were they told?"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReplyForm(forms.Form):
    """What people said to the answer."""

    reply = text_field(gettext_lazy("What did they say to it?"), 10_000)
    replied_on = day_field(gettext_lazy("When?"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
