"""What people type about support, funds, and what is done together with others."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from assessments.forms.risks import text_field
from assessments.forms.systems import day_field
from stakeholders.entries import InitiativeEntry, SupportEntry
from stakeholders.forms.money import MOST, currency_field
from stakeholders.models import Initiative, Support
from stakeholders.models.engagement import Known

SUPPORT = ("kind", "what", "amount", "currency", "given_on", "until", "decides", "may_speak", "ends_how")
INITIATIVE = (
    "title", "aim", "partners", "seats", "civil_seats", "contribution", "target", "target_on", "result",
    "result_on",
)  # fmt: skip
SEATS = 32_767


def needed_text(label: Any, limit: int, **options: Any) -> forms.CharField:
    """Returns a box for several lines that may not stay empty."""
    return forms.CharField(label=label, max_length=limit, widget=forms.Textarea, **options)


FREE: Any = [("", gettext_lazy("Choose one")), *Known.choices]


class SupportForm(forms.Form):
    """What a group was given. The last three questions are for funds, and a fund needs them."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of support is it?"),
        choices=Support.Kind.choices,
        widget=forms.RadioSelect,
    )
    what = needed_text(
        gettext_lazy("What was given, and who asked for it?"),
        5_000,
        help_text=gettext_lazy("Support is never tied to what people say."),
    )
    amount = forms.IntegerField(
        label=gettext_lazy("How much?"),
        required=False,
        min_value=0,
        max_value=MOST,
        help_text=gettext_lazy("Whole units. Leave it empty where it was no money."),
    )
    currency = currency_field()
    given_on = day_field(gettext_lazy("Since when?"))
    until = day_field(gettext_lazy("Until when?"), required=False)
    decides = text_field(
        gettext_lazy("Who decides how it is used?"),
        2_000,
        help_text=gettext_lazy("Needed for a fund: the receivers, or people they choose. Not the company."),
    )
    may_speak = forms.ChoiceField(
        label=gettext_lazy("May the receivers publish and criticise freely?"), choices=FREE, required=False
    )
    ends_how = text_field(
        gettext_lazy("How may it end?"),
        2_000,
        help_text=gettext_lazy("Needed for a fund: on which grounds, with how much notice."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def entry(self) -> SupportEntry:
        """Returns the valid input for the action."""
        return SupportEntry(**{name: self.cleaned_data[name] for name in SUPPORT})


class InitiativeForm(forms.Form):
    """Something done together with others; a result has a date, and a promise is none."""

    title = forms.CharField(label=gettext_lazy("What is it called?"), max_length=300)
    aim = needed_text(gettext_lazy("Which harm is it about?"), 5_000)
    partners = needed_text(gettext_lazy("Who takes part?"), 5_000)
    seats = forms.IntegerField(
        label=gettext_lazy("How many seats decide?"), required=False, min_value=0, max_value=SEATS
    )
    civil_seats = forms.IntegerField(
        label=gettext_lazy("How many of them are for affected people and civil society?"),
        required=False,
        min_value=0,
        max_value=SEATS,
    )
    contribution = text_field(gettext_lazy("What does the company put in?"), 5_000)
    target = needed_text(
        gettext_lazy("What is to be reached?"),
        5_000,
        help_text=gettext_lazy("Something one can see: “all four suppliers pay for counselling”."),
    )
    target_on = day_field(gettext_lazy("By when?"))
    result = text_field(
        gettext_lazy("What came of it?"),
        5_000,
        help_text=gettext_lazy("What happened, also when it is less than was hoped for."),
    )
    result_on = day_field(gettext_lazy("On which day?"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def entry(self) -> InitiativeEntry:
        """Returns the valid input for the action."""
        return InitiativeEntry(**{name: self.cleaned_data[name] for name in INITIATIVE})


def typed_support(support: Support) -> dict[str, Any]:
    """Returns what a group was given as the form would have been filled in."""
    return {name: getattr(support, name) for name in (*SUPPORT, "version")}


def typed_initiative(initiative: Initiative) -> dict[str, Any]:
    """Returns an initiative as the form would have been filled in."""
    return {name: getattr(initiative, name) for name in (*INITIATIVE, "version")}
