"""What people type about how other actors in the value chain are involved."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.entries import JUDGEMENT, Judgement
from assessments.forms.risks import NOT_JUDGED, choice_field
from assessments.models import Assessment, Involvement, Party, Risk
from assessments.models.involvement import Factor, KindOfOther, Mitigation
from assessments.models.value_chain import Position


class JudgementForm(forms.Form):
    """How one actor is involved, the three questions behind that, and the reason."""

    position = forms.ChoiceField(
        label=gettext_lazy("Where it stands in the value chain"),
        choices=[("", gettext_lazy("Not said")), *Position.choices],
        required=False,
    )
    involvement = forms.ChoiceField(
        label=gettext_lazy("How it is involved"),
        choices=KindOfOther.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how it is involved.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("What it did, or left undone"),
        max_length=20_000,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Say how it is involved. Reviewers will read it.")},
    )
    enabled = choice_field(
        gettext_lazy("Did it enable, encourage or motivate the harm?"), Factor.choices, NOT_JUDGED
    )
    foreseeable = choice_field(gettext_lazy("Could it have known?"), Factor.choices, NOT_JUDGED)
    mitigation = choice_field(gettext_lazy("How good is its own mitigation?"), Mitigation.choices, NOT_JUDGED)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def judgement(self) -> Judgement:
        """Returns the valid input for the action."""
        return Judgement(**{name: self.cleaned_data[name] for name in JUDGEMENT})


class ActorForm(JudgementForm):
    """The same of an actor that is not judged on this risk yet: a known one, or one named here."""

    party = forms.ModelChoiceField(
        Party.objects.none(),
        label=gettext_lazy("Which organisation?"),
        required=False,
        empty_label=gettext_lazy("Choose one, or name it below"),
    )
    name = forms.CharField(
        label=gettext_lazy("Or name one that is not in the list"), max_length=200, required=False
    )

    field_order = ("party", "name", "position")

    def __init__(self, *args: Any, assessment: Assessment, risk: Risk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        judged = [row.party_id for row in risk.involvements.all() if row.party_id and not row.replaced_at]
        known = Party.objects.filter(company=assessment.company_id).exclude(pk__in=judged)
        field = self.fields["party"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = known
            field.choices = _grouped(field, known, assessment)

    def clean(self) -> dict[str, Any]:
        """Returns the data; one actor is meant, chosen or named."""
        data = super().clean() or {}
        if "party" not in self.errors and bool(data.get("party")) == bool(data.get("name")):
            self.add_error("party", _("Choose an organisation, or name a new one."))
        return data


def typed_judgement(judged: Involvement | None) -> dict[str, Any]:
    """Returns a judgement as the form would have been filled in; without one nothing is said."""
    if judged is None:
        return {**dict.fromkeys(JUDGEMENT, ""), "version": 0}
    return {name: getattr(judged, name) for name in (*JUDGEMENT, "version")}


def _grouped(field: "forms.ModelChoiceField[Party]", known: Any, assessment: Assessment) -> Any:
    """Returns the choices with the suppliers and customers of the system first."""
    of_system = set(assessment.system.system_parties.values_list("party", flat=True))
    near: list[tuple[Any, str]] = []
    others: list[tuple[Any, str]] = []
    for party in known:
        (near if party.pk in of_system else others).append((field.prepare_value(party), str(party)))
    found: list[Any] = [("", field.empty_label)]
    if near:
        title = _("Suppliers and customers of %(system)s") % {"system": assessment.system}
        found.append((title, near))
    if others:
        found.append((_("Others we know") if near else _("Organisations we know"), others))
    return found
