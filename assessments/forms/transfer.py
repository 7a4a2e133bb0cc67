"""What people give to read an assessment in, or to begin next year's with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.document.receiving import LARGEST
from assessments.models import System, SystemVersion


class ImportForm(forms.Form):
    """A file that was exported as JSON."""

    file = forms.FileField(
        label=gettext_lazy("The exported file (JSON)"), help_text=gettext_lazy("At most 20 MB.")
    )

    def clean_file(self) -> Any:
        """Returns the file; one that is too large is not even read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 20 MB."))
        return file


class DuplicateForm(forms.Form):
    """What this year's assessment is called, and what of the system it looks at."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    moment = forms.CharField(
        label=gettext_lazy("Why now"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A release, a new country, an incident, a yearly review."),
    )
    system_version = forms.ModelChoiceField(
        SystemVersion.objects.none(),
        label=gettext_lazy("Version of the system"),
        required=False,
        empty_label=gettext_lazy("None named yet"),
    )

    def __init__(self, *args: Any, system: System, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["system_version"].queryset = system.versions.all()  # type: ignore[attr-defined]
