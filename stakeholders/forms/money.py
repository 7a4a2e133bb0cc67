"""How people type amounts: whole units, and a currency in three letters."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy

MOST = 2_147_483_647


def currency_field() -> forms.CharField:
    """Returns the field for a currency (ISO 4217)."""
    told = gettext_lazy("Three letters, such as EUR or KES.")
    return forms.CharField(
        label=gettext_lazy("Currency"),
        required=False,
        max_length=3,
        validators=[RegexValidator(r"\A[A-Z]{3}\Z", told)],
        help_text=told,
    )
