"""What people type about an AI system, its versions, and who stands with it in the value chain."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.entries import SystemFacts
from assessments.forms.risks import text_field
from assessments.models import Party, System, SystemParty, SystemVersion
from assessments.models.value_chain import Position, Stage
from hrdd.lib.countries import CountriesField
from hrdd.lib.countries import choices as every_country
from taxonomy.models import Group

POSITIONS_NOTE = gettext_lazy("After the groups of the OECD guidance. One organisation may stand in several.")


def day_field(label: Any, **options: Any) -> forms.DateField:
    """Returns a field for a day, with the browser's calendar where it has one."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **options)


def several_field(label: Any, choices: Any, **options: Any) -> forms.MultipleChoiceField:
    """Returns a field for any number of these choices."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **options
    )


def one_country(label: Any) -> forms.ChoiceField:
    """Returns a field for one country or none."""
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=lambda: [("", _("Not known")), *every_country()],
    )


class SystemForm(forms.Form):
    """An AI system: what it is, where it stands, whom it reaches."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of system"), choices=System.Kind.choices, widget=forms.RadioSelect
    )
    description = text_field(gettext_lazy("What it does, and for whom"))
    modalities = several_field(gettext_lazy("What goes in and comes out"), System.Modality.choices)
    lifecycle_stage = forms.ChoiceField(
        label=gettext_lazy("Where it is in its life"),
        choices=[("", gettext_lazy("Not said yet")), *Stage.choices],
        required=False,
    )
    release_channels = several_field(gettext_lazy("How it reaches people"), System.Channel.choices)
    positions = several_field(
        gettext_lazy("Where your company stands in its value chain"),
        Position.choices,
        help_text=POSITIONS_NOTE,
    )
    countries = CountriesField(
        label=gettext_lazy("Countries in which people meet it"),
        required=False,
        help_text=gettext_lazy("A country added later proposes a moment to look at the system there."),
    )
    groups = forms.ModelMultipleChoiceField(
        Group.objects.all(),
        label=gettext_lazy("Groups of people exposed to it"),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Also people who never use it, such as those in the pictures it learnt from."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_name(self) -> str:
        """Returns the name; blanks alone are no name."""
        return str(self.cleaned_data["name"]).strip()

    def facts(self) -> SystemFacts:
        """Returns the valid input besides name, kind and description."""
        data = self.cleaned_data
        return SystemFacts(
            modalities=tuple(data["modalities"]),
            lifecycle_stage=data["lifecycle_stage"],
            release_channels=tuple(data["release_channels"]),
            positions=tuple(data["positions"]),
            countries=tuple(data["countries"]),
            groups=tuple(data["groups"]),
        )


def typed_system(system: System) -> dict[str, Any]:
    """Returns a system as the form would have been filled in."""
    data = {name: getattr(system, name) for name in SystemForm.base_fields if name != "groups"}
    return data | {"groups": [group.code for group in system.groups.all()]}


class SystemVersionForm(forms.Form):
    """A version of a system."""

    name = forms.CharField(
        label=gettext_lazy("Version"),
        max_length=100,
        help_text=gettext_lazy("As your company calls it, such as 4.1 or “spring release”."),
    )
    released_on = day_field(
        gettext_lazy("Released on, or planned for"),
        required=False,
        help_text=gettext_lazy("While the day lies ahead, the version has to be looked at before it."),
    )
    changes = text_field(gettext_lazy("What is new for people"), 10_000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def typed_version(version: SystemVersion) -> dict[str, Any]:
    """Returns a version as the form would have been filled in."""
    return {name: getattr(version, name) for name in SystemVersionForm.base_fields}


class PartyForm(forms.Form):
    """A supplier or customer: what is known of it on every system, and what for on this one."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    country = one_country(gettext_lazy("Country"))
    positions = several_field(
        gettext_lazy("Where it stands in the value chain"), Position.choices, help_text=POSITIONS_NOTE
    )
    note = forms.CharField(
        label=gettext_lazy("What for"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Such as “labels pictures” or “sells it to schools”."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SystemPartyForm(PartyForm):
    """A supplier or customer of a system: one the company knows already, or a new one by its name."""

    relation = forms.ChoiceField(
        label=gettext_lazy("What it is to you"),
        choices=SystemParty.Relation.choices,
        widget=forms.RadioSelect,
    )
    party = forms.ModelChoiceField(
        Party.objects.none(),
        label=gettext_lazy("One you know already"),
        required=False,
        empty_label=gettext_lazy("A new one, named below"),
    )
    field_order = ("relation", "party", "name", "country", "positions", "note")

    def __init__(self, *args: Any, company_id: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = Party.objects.filter(company=company_id)  # type: ignore[attr-defined]
        self.fields["name"].required = False
        self.fields["name"].label = _("Name of the new one")

    def clean(self) -> dict[str, Any]:
        """Returns the data; either a known party or the name of a new one is needed."""
        data = super().clean() or {}
        if not data.get("party") and "party" not in self.errors and not data.get("name"):
            self.add_error("name", _("Choose one above, or name the new one."))
        return data


def typed_party(link: SystemParty) -> dict[str, Any]:
    """Returns a supplier or customer as the form would have been filled in."""
    party = {name: getattr(link.party, name) for name in ("name", "country", "positions", "version")}
    return party | {"note": link.note}


def party_facts(form: PartyForm) -> dict[str, Any]:
    """Returns the valid input for the action that revises a supplier or customer."""
    data = form.cleaned_data
    facts = {name: data[name] for name in ("name", "country", "positions", "note")}
    return {**facts, "expected_version": data["version"] or 0}


def new_party(form: SystemPartyForm) -> dict[str, Any]:
    """Returns the valid input for the action that names a supplier or customer of a system."""
    names = ("party", "name", "country", "positions", "relation", "note")
    return {name: form.cleaned_data[name] for name in names}
