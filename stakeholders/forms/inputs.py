"""What people said, as it is written down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from assessments.anchors import ANCHORS
from assessments.forms.risks import text_field
from stakeholders.confidentiality import Level
from stakeholders.entries import InputEntry
from stakeholders.models import Consent, Engagement, Input, StakeholderGroup
from stakeholders.models.engagement import ConfidentialityLevel

NOT_SAID = gettext_lazy("They did not say")
PLAIN = (
    "group", "consent", "kind", "words", "language", "translation", "told", "level", "scale", "scope",
    "irremediability", "severity_words",
)  # fmt: skip


def said_grade(name: str, label: Any) -> forms.TypedChoiceField:
    """Returns the five anchored steps, and "they did not say" (None)."""
    return forms.TypedChoiceField(
        label=label,
        choices=[*ANCHORS[name].items(), ("", NOT_SAID)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class InputForm(forms.Form):
    """One thing people said: whose voice, in which words, and how severe it is to them."""

    group = forms.ModelChoiceField(
        StakeholderGroup.objects.none(),
        label=gettext_lazy("Whose voice is it?"),
        empty_label=gettext_lazy("Choose a group"),
    )
    consent = forms.ModelChoiceField(
        Consent.objects.none(),
        label=gettext_lazy("Which participant?"),
        required=False,
        empty_label=gettext_lazy("Several people, or nobody in particular"),
        help_text=gettext_lazy("Own words are quoted only when this person said yes to it."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=Input.Kind.choices, widget=forms.RadioSelect
    )
    told = text_field(
        gettext_lazy("What was said, told without anyone’s words"),
        10_000,
        help_text=gettext_lazy("No names, nothing by which somebody could be known."),
    )
    words = text_field(gettext_lazy("In their own words"), 20_000)
    language = forms.CharField(label=gettext_lazy("In which language?"), max_length=100, required=False)
    translation = text_field(gettext_lazy("Translated"), 20_000)
    scale = said_grade("scale", gettext_lazy("How grave is it, to them?"))
    scope = said_grade("scope", gettext_lazy("How many people does it reach, as they see it?"))
    irremediability = said_grade("irremediability", gettext_lazy("Can it be made good, as they see it?"))
    severity_words = text_field(gettext_lazy("Why is it that severe to them?"), 5_000)
    level = forms.ChoiceField(
        label=gettext_lazy("Who may read it?"),
        choices=[choice for choice in ConfidentialityLevel.choices if choice[0] != Level.SEALED],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Never more people than may read the whole record."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = text_field(gettext_lazy("Why is it corrected?"), 5_000)

    def __init__(
        self, *args: Any, engagement: Engagement, is_correction: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        groups = StakeholderGroup.objects.filter(company=engagement.company_id).order_by("name")
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        self.fields["consent"].queryset = engagement.consents.order_by("called")  # type: ignore[attr-defined]
        self.initial.setdefault("level", engagement.level)
        if not is_correction:
            del self.fields["reason"]

    def entry(self) -> InputEntry:
        """Returns the valid input for the action."""
        return InputEntry(**{name: self.cleaned_data[name] for name in PLAIN})


def typed_input(said: Input) -> dict[str, Any]:
    """Returns an input as the form would have been filled in."""
    data = {name: getattr(said, name) for name in PLAIN if name not in ("group", "consent")}
    data |= {"group": said.group_id, "consent": said.consent_id or "", "version": said.version}
    return {name: "" if value is None else value for name, value in data.items()}
