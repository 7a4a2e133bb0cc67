"""What people type about groups of people."""

from typing import Any

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.utils.translation import gettext_lazy

from assessments.forms.risks import text_field
from assessments.models import System
from hrdd.lib.countries import CountriesField
from stakeholders.entries import GroupEntry
from stakeholders.models import StakeholderGroup
from stakeholders.models.group import Nearness
from taxonomy.models import Group, Right

PLAIN = ("name", "nearness", "is_indigenous", "mandate", "exposure", "barriers", "countries")
LINKED = ("groups", "rights", "systems")


class GroupForm(forms.Form):
    """Who they are, how a system reaches them, and what keeps them from being heard."""

    name = forms.CharField(
        label=gettext_lazy("What are they called?"),
        max_length=200,
        help_text=gettext_lazy("A group, never a person: “families of district 9”, “union of annotators”."),
    )
    nearness = forms.ChoiceField(
        label=gettext_lazy("Whose voice is it?"), choices=Nearness.choices, widget=forms.RadioSelect
    )
    is_indigenous = forms.BooleanField(
        label=gettext_lazy("They are an indigenous people"),
        required=False,
        help_text=gettext_lazy("Then the people as a whole is asked for its free, prior, informed consent."),
    )
    mandate = text_field(
        gettext_lazy("Who chose them to speak?"),
        5_000,
        help_text=gettext_lazy("For those who speak for others: by whom, how, and for how long."),
    )
    exposure = text_field(gettext_lazy("How does the system reach them?"), 10_000)
    barriers = text_field(
        gettext_lazy("What keeps them from being heard?"),
        10_000,
        help_text=gettext_lazy("Such as distance, cost, fear, language, or nobody having asked."),
    )
    languages = SimpleArrayField(
        forms.CharField(max_length=60),
        label=gettext_lazy("Which languages do they speak?"),
        required=False,
        max_length=50,
        help_text=gettext_lazy("As people call them, with commas between: Kiswahili, English."),
    )
    countries = CountriesField(label=gettext_lazy("In which countries?"), required=False)
    groups = forms.ModelMultipleChoiceField(
        Group.objects.all(),
        label=gettext_lazy("Groups of the taxonomy they belong to"),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("A risk is matched with those who share a group or a right with it."),
    )
    rights = forms.ModelMultipleChoiceField(
        Right.objects.all(),
        label=gettext_lazy("Rights at stake for them"),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    systems = forms.ModelMultipleChoiceField(
        System.objects.none(),
        label=gettext_lazy("Systems that reach them"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("They stand in the coverage grid of every assessment of these systems."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, company_id: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = System.objects.filter(company=company_id).order_by("name")
        self.fields["systems"].queryset = mine  # type: ignore[attr-defined]

    def entry(self) -> GroupEntry:
        """Returns the valid input for the action."""
        data = self.cleaned_data
        linked: dict[str, Any] = {name: tuple(data[name]) for name in LINKED}
        languages = tuple(filter(None, (language.strip() for language in data["languages"])))
        return GroupEntry(**{name: data[name] for name in PLAIN}, **linked, languages=languages)


def typed_group(group: StakeholderGroup) -> dict[str, Any]:
    """Returns a group as the form would have been filled in."""
    data = {name: getattr(group, name) for name in (*PLAIN, "version")}
    data["languages"] = ", ".join(group.languages)
    return data | {
        "groups": [row.code for row in group.groups.all()],
        "rights": [row.code for row in group.rights.all()],
        "systems": [str(row.pk) for row in group.systems.all()],
    }
