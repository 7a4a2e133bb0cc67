from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """Words to look for; the check of the field keeps out what the database cannot hold."""

    q = forms.CharField(label=_("Search the taxonomy"), max_length=200, required=False)
