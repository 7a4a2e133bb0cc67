"""Taking back a judgement: always with a reason, and based on the state she saw."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WithdrawalForm(forms.Form):
    """Why a judgement stands no more."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=2_000,
        widget=forms.Textarea,
        help_text=_("One sentence. It stays in the history together with what is taken back."),
        error_messages={"required": _("Say why. It stays in the history.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
