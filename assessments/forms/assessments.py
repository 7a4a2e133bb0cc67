"""What people type about systems and assessments."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.risks import text_field
from assessments.models import Moment, System, SystemVersion
from taxonomy.models import Edition


class BySystem(ModelChoiceIterator):  # type: ignore[type-arg]  # of versions or of moments
    """Choices in one list, under the names of their systems."""

    def __iter__(self) -> Iterator[Any]:
        """Yields the empty choice, then each system with what belongs to it."""
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for system, rows in groupby(self.queryset.select_related("system"), key=lambda row: row.system):
            yield str(system), [self.choice(row) for row in rows]


class BySystemField(forms.ModelChoiceField):  # type: ignore[type-arg]  # of versions or of moments
    """A choice among what belongs to the company's systems."""

    iterator = BySystem

    def label_from_instance(self, obj: Any) -> str:
        """Returns a version with its system, or a moment with its day."""
        if isinstance(obj, Moment):
            return f"{date_format(obj.expected_by, 'j F Y')}: {obj.what}"
        return f"{obj.system}, {obj.name}"


def new_version_field() -> forms.CharField:
    """Returns the question for a version that is not in the list yet."""
    return forms.CharField(
        label=gettext_lazy("Name of the new version"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("If this looks at one that is not in the list, such as 4.1."),
    )


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
    system_version = BySystemField(
        SystemVersion.objects.none(),
        label=gettext_lazy("Version of the system"),
        required=False,
        empty_label=gettext_lazy("None of these"),
    )
    new_version = new_version_field()
    answers = BySystemField(
        Moment.objects.none(),
        label=gettext_lazy("The planned moment it answers"),
        required=False,
        empty_label=gettext_lazy("None of these"),
    )
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
        of_company = {"system__company": company_id}
        querysets: dict[str, QuerySet[Any]] = {
            "system": System.objects.filter(company=company_id),
            "edition": Edition.objects.all(),
            "system_version": SystemVersion.objects.filter(**of_company).order_by(
                "system__name", "system_id", "-created_at", "-id"
            ),
            "answers": Moment.objects.open()
            .filter(**of_company)
            .order_by("system__name", "system_id", "expected_by", "id"),
        }
        for name, rows in querysets.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Returns the data; either a known system or the name of a new one is needed.

        A version or a moment alone says which system is meant; one of another system is refused.
        """
        data = super().clean() or {}
        version, moment = data.get("system_version"), data.get("answers")
        new_system = data.get("system_name", "").strip()
        if not data.get("system") and not new_system:
            meant = version or moment
            data["system"] = meant.system if meant else None
            if not meant and "system" not in self.errors:
                self.add_error("system_name", _("Choose a system above, or name the new one."))
        self._check_belongs(data.get("system"), new_system)
        if version and data.get("new_version", "").strip():
            self.add_error("new_version", _("Choose a version above, or name a new one, not both."))
        return data

    def _check_belongs(self, system: System | None, new_system: str) -> None:
        for name in ("system_version", "answers"):
            chosen = self.cleaned_data.get(name)
            if chosen and (system or new_system) and chosen.system != system:
                message = _("This belongs to %(its)s, not to %(system)s.")
                self.add_error(name, message % {"its": chosen.system, "system": system or new_system})


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
    new_version = new_version_field()
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, system: System, chosen: SystemVersion | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = chosen
        self.fields["system_version"].queryset = system.versions.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Returns the data; a new version takes the place of the one that was named, not of another."""
        data = super().clean() or {}
        if data.get("new_version", "").strip() and data.get("system_version") not in (None, self.chosen):
            self.add_error("new_version", _("Choose a version above, or name a new one, not both."))
        return data
