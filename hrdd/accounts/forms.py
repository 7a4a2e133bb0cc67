"""What people type about people."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from hrdd.accounts.models import Organisation, User
from hrdd.lib.errors import Refused

LANGUAGE_NOTE = _("For letters and dates, and for pages as far as they are translated.")


class RolesForm(forms.Form):
    """The roles of one person in one organisation: at least one."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role.")},
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.fields["roles"].choices = [(r.value, r.label) for r in organisation.roles]  # type: ignore[attr-defined]


class InvitationForm(RolesForm):
    """A letter to somebody who is not here yet."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    field_order = ("email", "roles")

    def clean_email(self) -> str:
        """Returns the address; someone who is here already has her roles changed instead."""
        email: str = self.cleaned_data["email"].lower()
        if User.objects.of(self.organisation).filter(email__iexact=email).exists():
            raise forms.ValidationError(_("This person is here already. Change her roles in the list."))
        return email


class AcceptanceForm(forms.Form):
    """How somebody new comes in."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("As others here will read it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        help_text=_("At least 12 characters. Four words you can remember are a good one."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """Returns the answers; the password must not resemble the name or the address."""
        cleaned = super().clean() or {}
        if password := cleaned.get("password"):
            try:
                validate_password(password, User(email=self.email, name=cleaned.get("name", "")))
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return cleaned


class SettingsForm(forms.Form):
    """Name and language; the language is asked only where there is a choice."""

    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("Language"), help_text=LANGUAGE_NOTE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        if len(settings.LANGUAGES) == 1:
            del self.fields["language"]


class TokenForm(forms.Form):
    label = forms.CharField(
        label=_("What it is for"),
        max_length=100,
        help_text=_("So that you know later which one to withdraw."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def add_refusal(form: forms.BaseForm, refusal: Refused) -> None:
    """Puts an action's refusal where the form shows it: on its fields, or at the top."""
    placed = {name: messages for name, messages in refusal.fields.items() if name in form.fields}
    for name, messages in placed.items():
        for message in messages:
            form.add_error(name, message)
    if not placed:
        form.add_error(None, refusal.message)
