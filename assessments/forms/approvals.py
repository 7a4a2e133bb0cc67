"""What people type when a version is submitted, approved or returned."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SubmissionForm(forms.Form):
    """A note to whoever approves."""

    note = forms.CharField(
        label=_("Note to the approver"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea,
        help_text=_("What is new, what you are unsure of, and how you weighed the warnings."),
    )


class ApprovalForm(forms.Form):
    """The digest of what she read: what she approves is exactly that."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ReturnForm(forms.Form):
    """What has to change before it can be approved."""

    reason = forms.CharField(
        label=_("What has to change?"),
        max_length=10_000,
        widget=forms.Textarea,
        error_messages={"required": _("Say what has to change. The people who wrote it will read it.")},
    )
