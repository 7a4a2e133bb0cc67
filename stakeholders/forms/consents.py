"""What people agreed to, as it is written down."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy

from assessments.forms.risks import text_field
from stakeholders.consent import Use
from stakeholders.entries import CollectiveEntry, ConsentEntry, UseEntry
from stakeholders.models import CollectiveConsent, Consent, ConsentUse, Engagement, StakeholderGroup
from stakeholders.models.consent import CollectiveState, UseAnswer
from stakeholders.questions import EXPLAINED, QUESTIONS

USES = tuple(use.value for use in Use)
ANSWERS = [
    (UseAnswer.GIVEN.value, gettext_lazy("Yes")),
    (UseAnswer.WITHHELD.value, gettext_lazy("No")),
]
YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
COLLECTIVE = ("state", "conditions", "reason", "how_decided", "decided_on")


def day_field(label: Any, **more: Any) -> forms.DateField:
    """Returns a day, chosen with the browser's own calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **more)


def agreed_field(label: Any) -> forms.TypedChoiceField:
    """Returns yes, no, or None where nobody was asked yet. Nothing is chosen beforehand."""
    return forms.TypedChoiceField(
        label=label,
        choices=YES_NO,
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


def groups_of(engagement: Engagement) -> Any:
    """Returns the company's groups by name."""
    return StakeholderGroup.objects.filter(company=engagement.company_id).order_by("name")


@dataclass(frozen=True)
class Question:
    """One use as the form asks for it."""

    use: str
    answer: BoundField
    scope: BoundField
    until: BoundField
    taken_back: ConsentUse | None = None


class ConsentForm(forms.Form):
    """One participant and her answers, use by use. What nobody answers is not allowed."""

    called = forms.CharField(
        label=gettext_lazy("What is she called here?"),
        max_length=100,
        help_text=gettext_lazy("Never her name: Participant 4, Mother B."),
    )
    group = forms.ModelChoiceField(
        StakeholderGroup.objects.none(),
        label=gettext_lazy("Of which group?"),
        required=False,
        empty_label=gettext_lazy("None of them"),
    )
    given_on = day_field(gettext_lazy("Asked on"))
    language = forms.CharField(label=gettext_lazy("In which language?"), max_length=100)
    is_child = forms.BooleanField(label=gettext_lazy("Under 18"), required=False)
    guardian_agreed = agreed_field(gettext_lazy("Did the guardian agree?"))
    child_agreed = agreed_field(gettext_lazy("Did the child agree?"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = text_field(gettext_lazy("Why is it changed?"), 5_000)

    def __init__(
        self, *args: Any, engagement: Engagement, consent: Consent | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups_of(engagement)  # type: ignore[attr-defined]
        self.known = consent.answers if consent else {}
        for use in USES:
            self.fields[use] = forms.ChoiceField(
                label=QUESTIONS[use],
                help_text=EXPLAINED[use],
                choices=ANSWERS,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"{use}_scope"] = forms.CharField(
                label=gettext_lazy("For what, or under which condition?"), max_length=500, required=False
            )
            self.fields[f"{use}_until"] = day_field(gettext_lazy("Until"), required=False)
        if consent is None or not engagement.is_on_record:
            del self.fields["reason"]
        if consent is None:
            self.initial.setdefault("given_on", timezone.localdate())

    @property
    def questions(self) -> Iterator[Question]:
        """Yields the uses in the order in which people are asked."""
        for use in USES:
            row = self.known.get(use)
            yield Question(
                use, self[use], self[f"{use}_scope"], self[f"{use}_until"],
                row if row and row.withdrawn_at else None,
            )  # fmt: skip

    def entry(self) -> ConsentEntry:
        """Returns the valid input for the action."""
        data = self.cleaned_data
        uses = {
            use: UseEntry(data[use], data[f"{use}_scope"], data[f"{use}_until"]) for use in USES if data[use]
        }
        names = (
            "called", "given_on", "language", "group", "is_child", "guardian_agreed", "child_agreed",
        )  # fmt: skip
        return ConsentEntry(**{name: data[name] for name in names}, uses=uses)


def typed_consent(consent: Consent) -> dict[str, Any]:
    """Returns a consent as the form would have been filled in; what was taken back is not a yes."""
    said = {True: "yes", False: "no", None: ""}
    data: dict[str, Any] = {
        "called": consent.called, "group": consent.group_id or "", "given_on": consent.given_on.isoformat(),
        "language": consent.language, "is_child": consent.is_child,
        "guardian_agreed": said[consent.guardian_agreed], "child_agreed": said[consent.child_agreed],
        "version": consent.version,
    }  # fmt: skip
    for use in USES:
        row = consent.answers.get(use)
        stands = row is not None and not row.withdrawn_at
        data[use] = row.answer if row and stands else ""
        data[f"{use}_scope"] = row.scope if row and stands else ""
        until = row.expires_on if row and stands else None
        data[f"{use}_until"] = until.isoformat() if until else ""
    return data


class WithdrawalForm(forms.Form):
    """Which uses are taken back, and by whom. Nobody has to say why."""

    uses = forms.MultipleChoiceField(
        label=gettext_lazy("What is taken back?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    how = forms.ChoiceField(
        label=gettext_lazy("Who took it back?"),
        choices=[choice for choice in ConsentUse.How.choices if choice[0] != ConsentUse.How.CODE],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, consent: Consent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = [use for use in USES if use in consent.answers and consent.answers[use].is_given]
        self.fields["uses"].choices = [(use, QUESTIONS[use]) for use in given]  # type: ignore[attr-defined]


class CollectiveForm(forms.Form):
    """What an indigenous people decided."""

    group = forms.ModelChoiceField(
        StakeholderGroup.objects.none(),
        label=gettext_lazy("Which people?"),
        empty_label=gettext_lazy("Choose one"),
        help_text=gettext_lazy("Groups that are marked as an indigenous people."),
    )
    state = forms.ChoiceField(
        label=gettext_lazy("What did the people decide?"),
        choices=CollectiveState.choices,
        widget=forms.RadioSelect,
    )
    conditions = text_field(gettext_lazy("Under which conditions?"), 5_000)
    reason = text_field(
        gettext_lazy("Why was it not sought, or why was it withheld?"),
        5_000,
        help_text=gettext_lazy("Needed when it was not sought."),
    )
    how_decided = text_field(
        gettext_lazy("How did the people decide?"),
        5_000,
        help_text=gettext_lazy("By its own rules: who spoke for whom, and how long it took."),
    )
    decided_on = day_field(gettext_lazy("Decided on"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason_of_change = text_field(gettext_lazy("Why is it changed?"), 5_000)

    def __init__(self, *args: Any, engagement: Engagement, is_change: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        peoples = groups_of(engagement).filter(is_indigenous=True)
        self.fields["group"].queryset = peoples  # type: ignore[attr-defined]
        if not is_change:
            del self.fields["reason_of_change"]

    def entry(self) -> CollectiveEntry:
        """Returns the valid input for the action."""
        return CollectiveEntry(**{name: self.cleaned_data[name] for name in ("group", *COLLECTIVE)})


def typed_collective(found: CollectiveConsent) -> dict[str, Any]:
    """Returns the answer of a people as the form would have been filled in."""
    data: dict[str, Any] = {name: getattr(found, name) for name in COLLECTIVE}
    data["decided_on"] = found.decided_on.isoformat() if found.decided_on else ""
    return data | {"group": found.group_id, "version": found.version}


class CodeForm(forms.Form):
    """The code a participant was given."""

    code = forms.CharField(
        label=gettext_lazy("Your code"),
        max_length=200,
        help_text=gettext_lazy("Sixteen letters and digits. Gaps and small letters do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
