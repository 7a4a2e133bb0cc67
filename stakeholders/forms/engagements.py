"""The guided form of an engagement, step by step; each step can be saved as far as it is known."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.forms.models import modelform_factory
from django.utils.translation import gettext_lazy

from assessments.models import Assessment, System
from hrdd.accounts.models import Organisation
from stakeholders.actions.engagements import Headcount
from stakeholders.confidentiality import Level
from stakeholders.models import Engagement, StakeholderGroup
from stakeholders.parts import EVERY_FIELD, PARTS

if TYPE_CHECKING:  # the stubs' own class
    OfEngagement = forms.ModelForm[Engagement]
else:
    OfEngagement = forms.ModelForm

RADIOS = ("method", "level", "can_still_change", "interpreter", "costs_covered", "reprisal")
DAYS = ("held_on", "held_until", "informed_on", "reprisal_rated_on", "retain_until")
# Questions in the words people answer; the columns' own names are for lists and reports.
LABELS = {
    "title": gettext_lazy("What do you call it?"),
    "purpose": gettext_lazy("What is it for?"),
    "decision": gettext_lazy("Which decision can it still change?"),
    "stage": gettext_lazy("At which stage of the system’s life?"),
    "method": gettext_lazy("How are people heard?"),
    "level": gettext_lazy("Who may read this record?"),
    "held_on": gettext_lazy("First day"),
    "held_until": gettext_lazy("Last day, if it takes several"),
    "information_given": gettext_lazy("What are people told beforehand?"),
    "information_language": gettext_lazy("In which language?"),
    "informed_on": gettext_lazy("When are they told?"),
    "can_still_change": gettext_lazy("Can what they say still change the decision?"),
    "languages": gettext_lazy("Which languages are spoken?"),
    "interpreter": gettext_lazy("Is there an interpreter?"),
    "accessibility": gettext_lazy("Which access needs are there, and how are they met?"),
    "place_chosen_by": gettext_lazy("Who chose the place?"),
    "safer_option": gettext_lazy("Is there a women-only or child-safe option?"),
    "costs_covered": gettext_lazy("Are people’s costs covered?"),
    "costs_note": gettext_lazy("What is covered?"),
    "reprisal": gettext_lazy("How likely is it that somebody harms people because they speak?"),
    "reprisal_sources": gettext_lazy("From whom could it come?"),
    "reprisal_mitigation": gettext_lazy("What is done about it?"),
    "reprisal_rated_on": gettext_lazy("Judged on"),
    "agreed_channel": gettext_lazy("How did people agree to be reached?"),
    "do_not_contact": gettext_lazy("They do not want to be contacted"),
    "how_chosen": gettext_lazy("How were people chosen?"),
    "who_was_missing": gettext_lazy("Who was missing, and why?"),
    "mandate": gettext_lazy("Who chose those who speak for others?"),
    "independence": gettext_lazy("How independent are they of the company?"),
    "proxy_reason": gettext_lazy("Why not the people themselves?"),
    "summary": gettext_lazy("A summary that may be shared"),
    "disagreements": gettext_lazy("Where did people disagree?"),
    "red_lines": gettext_lazy("What will they not accept?"),
    "retain_until": gettext_lazy("Keep this record until"),
}
HINTS = {
    "decision": gettext_lazy("If everything is decided already, say so: people have a right to know."),
    "information_given": gettext_lazy("Enough to judge what is at stake for them, without asking you."),
    "languages": gettext_lazy("As people call them, with commas between: Kiswahili, English."),
    "costs_covered": gettext_lazy("Travel, care, lost pay. Never tied to what people say."),
    "proxy_reason": gettext_lazy("Only when others speak in place of the people concerned."),
    "reprisal": gettext_lazy("Ask them and those who know the place, before you meet."),
    "summary": gettext_lazy("Without names, and without anyone’s own words: those have their own consent."),
    "how_chosen": gettext_lazy("By whom, and who could have said no to whom."),
    "who_was_missing": gettext_lazy("Such as people without a telephone, or those who were afraid."),
}


class PartForm(OfEngagement):
    """One step of the form. It only reads and checks; the action saves."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why is it corrected?"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy("This is on record. What it said before stays readable, with your reason."),
    )

    class Meta:
        model = Engagement
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, company: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", self.instance.version)
        for name, model in (("assessment", Assessment), ("system", System)):
            if name in self.fields:
                self.fields[name].queryset = model._default_manager.filter(company=company)  # type: ignore[attr-defined]
        for name in RADIOS:
            if name in self.fields:
                field: Any = self.fields[name]
                # Sealing is an act of its own: what is sealed nobody reads alone, not even to go on writing.
                field.choices = [choice for choice in field.choices if choice[0] not in ("", Level.SEALED)]
        if not self.instance.is_on_record:
            del self.fields["reason"]

    def answers(self) -> dict[str, Any]:
        """Returns the valid answers of this step."""
        asked = set(self.cleaned_data) - {"version", "reason"}
        return {name: self.cleaned_data[name] for name in asked}

    def _post_clean(self) -> None:
        """Leaves the row alone: the action sets the answers on the locked one, and checks them there."""


def part_form(part: str) -> type[PartForm]:
    """Returns the form of a step of stakeholders.parts."""
    return form_of(PARTS[part])


def new_engagement_form() -> type[PartForm]:
    """Returns the form that opens an engagement: what it is about."""
    return form_of(PARTS["about"])


def whole_form() -> type[PartForm]:
    """Returns the form of every step at once, as the API fills it in."""
    return form_of(EVERY_FIELD)


def typed_engagement(engagement: Engagement) -> dict[str, Any]:
    """Returns a record as the whole form would have been filled in."""
    data = {name: getattr(engagement, name) for name in EVERY_FIELD if name not in ("assessment", "system")}
    data |= {"assessment": engagement.assessment_id, "system": engagement.system_id}
    data["languages"] = engagement.languages_in_words
    return {name: "" if value in (None, False) else value for name, value in data.items()}


def form_of(names: tuple[str, ...]) -> type[PartForm]:
    """Returns the form of these questions."""
    widgets: dict[str, Any] = dict.fromkeys(RADIOS, forms.RadioSelect)
    widgets |= {name: forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}) for name in DAYS}
    words: Any = {"labels": LABELS, "help_texts": HINTS}
    made: Any = modelform_factory(Engagement, form=PartForm, fields=list(names), widgets=widgets, **words)
    return made  # type: ignore[no-any-return]


def count_field(label: Any) -> forms.IntegerField:
    """Returns a number of people; left empty where nobody counted."""
    return forms.IntegerField(label=label, min_value=0, max_value=10_000_000, required=False)


class HeadcountForm(forms.Form):
    """How many people of one group took part."""

    group = forms.ModelChoiceField(
        StakeholderGroup.objects.none(),
        label=gettext_lazy("Which group?"),
        empty_label=gettext_lazy("Choose one"),
    )
    people = count_field(gettext_lazy("How many people?"))
    women = count_field(gettext_lazy("Of them women"))
    children = count_field(gettext_lazy("Of them under 18"))
    note = forms.CharField(label=gettext_lazy("Note"), max_length=500, required=False)
    reason = forms.CharField(label=gettext_lazy("Why is it corrected?"), max_length=5_000, required=False)

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = StakeholderGroup.objects.filter(company=engagement.company_id).order_by("name")
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        if not engagement.is_on_record:
            del self.fields["reason"]

    def headcount(self) -> Headcount:
        """Returns the valid input for the action."""
        names = ("group", "people", "women", "children", "note")
        return Headcount(**{name: self.cleaned_data[name] for name in names})


class ReasonForm(forms.Form):
    """Why something is taken away."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=5_000, required=False, widget=forms.Textarea
    )
