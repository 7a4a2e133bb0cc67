"""What a password is asked for, besides signing in: to change it, and to make or open a key."""

from allauth.account.forms import ChangePasswordForm
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hrdd.accounts import actions


class ChangePassword(ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    """As allauth asks it, but the old password is passed on, so that the key under it is kept."""

    def save(self) -> None:
        """Sets the new password and locks her key with it."""
        actions.set_password(
            user=self.user,
            password=self.cleaned_data["password1"],
            old=self.cleaned_data["oldpassword"],
            by=self.user,
            at=timezone.now(),
        )


class PasswordForm(forms.Form):
    """The password she signs in with, asked again."""

    password = forms.CharField(
        label=_("Your password"),
        max_length=4096,
        strip=False,
        help_text=_("The one you sign in with."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
