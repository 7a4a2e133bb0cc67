"""What handlers type about a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hrdd.accounts.models import User
from remedy.intake.words import STANDS
from remedy.models import Case, Channel
from remedy.states import CaseState, handler_may

LONGEST = 20_000


class ReplyForm(forms.Form):
    """Words to the person."""

    text = forms.CharField(
        label=_("Write to the person"),
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=_("In plain words, and in her language. She reads it when she comes back with her code."),
        error_messages={"required": _("Write what the person will read.")},
    )


class StepForm(forms.Form):
    """A step of the case: where to, why, and what the person is told."""

    to = forms.ChoiceField(
        label=_("What happens next?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where the case goes.")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=5_000,
        widget=forms.Textarea,
        help_text=_("Read by those who handle the case, and by whoever takes it over."),
        error_messages={"required": _("Nothing happens silently: say why.")},
    )
    message = forms.CharField(
        label=_("What is the person told?"),
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=_("In plain words, and in her language."),
        error_messages={"required": _("Nothing happens silently: tell the person.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = handler_may(case.case_state)
        # In the order in which a case usually goes.
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (state.value, STANDS[state][0]) for state in CaseState if state in able
        ]
        self.fields["version"].initial = case.version

    def entry(self) -> dict[str, Any]:
        """Returns the valid input for the action."""
        return {
            "to": CaseState(self.cleaned_data["to"]),
            "reason": self.cleaned_data["reason"],
            "message": self.cleaned_data["message"],
            "expected_version": self.cleaned_data["version"],
        }


class ColleagueForm(forms.Form):
    """Who of the desk is asked to take a case on."""

    whom = forms.ModelChoiceField(User.objects.none(), label=_("Whom do you ask?"), empty_label=None)

    def __init__(self, *args: Any, channel: Channel, me: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = channel.desk.serving().exclude(user=me).values("user")
        self.fields["whom"].queryset = User.objects.filter(pk__in=people).order_by("name")  # type: ignore[attr-defined]


class HoldForm(forms.Form):
    """Why a case must be kept, or why it need not be any more."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=2_000,
        widget=forms.Textarea,
        help_text=_("Read by those who handle the case. It is locked as the case is."),
        error_messages={"required": _("Say why.")},
    )


class DeletionForm(forms.Form):
    """Ticked, so that nobody deletes by a slip."""

    sure = forms.BooleanField(
        label=_("I know that nobody can bring it back"),
        error_messages={"required": _("Tick this if you are sure.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
