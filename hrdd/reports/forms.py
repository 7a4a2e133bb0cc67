"""What a person chooses when she asks for a report; the API validates through it, too."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hrdd.reports.models import Run


class RunForm(forms.Form):
    """Kind, language and readers. All have an answer already, so that one button is enough."""

    kind = forms.ChoiceField(label=_("Kind of report"), choices=Run.Kind.choices, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)
    readers = forms.ChoiceField(
        label=_("Who will read it?"),
        choices=Run.Readers.choices,
        required=False,
        initial=Run.Readers.EVERYONE,
        widget=forms.RadioSelect,
        help_text=_(
            "Everyone: what people said in public; own words with a yes to quoting and to passing on. The "
            "company and auditors: what is internal, too; own words with a yes to quoting."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Returns the choices, the first of each where nothing was chosen."""
        data = super().clean() or {}
        first = {
            "kind": Run.Kind.SEVERITY, "language": settings.LANGUAGES[0][0],
            "readers": Run.Readers.EVERYONE,
        }  # fmt: skip
        return {name: data.get(name) or first[name] for name in first}
