"""What people type about systems and assessments."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.risks import text_field
from assessments.models import System, SystemVersion
from taxonomy.models import Edition


class AssessmentForm(forms.Form):
    """A new assessment, of a system that is known or of a new one."""

    system = forms.ModelChoiceField(
        System.objects.none(),
        label=gettext_lazy("System"),
        required=False,
        empty_label=gettext_lazy("A new system, described below"),
    )
    system_name = forms.CharField(
        label=gettext_lazy("Name of the new system"), max_length=200, required=False
    )
    system_kind = forms.ChoiceField(
        label=gettext_lazy("What kind of system"), choices=System.Kind.choices, required=False
    )
    system_description = text_field(gettext_lazy("What it does, and for whom"))
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=300,
        help_text=gettext_lazy(
            "The system and the moment, such as “Aster 4, before voice opens to everyone”."
        ),
    )
    moment = forms.CharField(
        label=gettext_lazy("Why now"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A release, a new country, an incident, a yearly review."),
    )
    edition = forms.ModelChoiceField(
        Edition.objects.none(), label=gettext_lazy("Edition of the taxonomy"), empty_label=None
    )

    def __init__(self, *args: Any, company_id: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["system"].queryset = System.objects.filter(company=company_id)  # type: ignore[attr-defined]
        self.fields["edition"].queryset = Edition.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Returns the data; either a known system or the name of a new one is needed."""
        data = super().clean() or {}
        if not data.get("system") and not data.get("system_name", "").strip():
            self.add_error("system_name", _("Choose a system above, or name the new one."))
        return data


class AssessmentDetailsForm(forms.Form):
    """What can be changed on an assessment later."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    moment = forms.CharField(label=gettext_lazy("Why now"), max_length=300, required=False)
    system_version = forms.ModelChoiceField(
        SystemVersion.objects.none(),
        label=gettext_lazy("Version of the system"),
        required=False,
        empty_label=gettext_lazy("None named yet"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, system: System, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["system_version"].queryset = system.versions.all()  # type: ignore[attr-defined]
