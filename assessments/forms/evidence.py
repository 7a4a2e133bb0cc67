"""What people type about evidence on a risk; what evidence itself is, hrdd.evidence.forms asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from assessments.entries import Weight
from assessments.forms.risks import text_field
from assessments.models import RiskEvidence
from hrdd.evidence.entries import DETAILS
from hrdd.evidence.forms import EvidenceForm, RemovalForm, RevisionForm

__all__ = ["EvidenceForm", "RemovalForm", "RevisionForm", "WeightForm", "typed_evidence"]

FIELDS = ("stance", "about", "says")


class WeightForm(forms.Form):
    """For the rating or against it, about what, and what it says there."""

    stance = forms.ChoiceField(
        label=gettext_lazy("Does it support the rating or speak against it?"),
        choices=RiskEvidence.Stance.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Both are shown side by side. What speaks against it asks for a new look."),
        error_messages={"required": gettext_lazy("Say whether it supports the rating or speaks against it.")},
    )
    about = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=RiskEvidence.About.choices,
        required=False,
        initial=RiskEvidence.About.WHOLE,
    )
    says = text_field(gettext_lazy("What it says about this risk"), 5_000)

    def weight(self) -> Weight:
        """Returns the valid input for the action."""
        data = {name: self.cleaned_data[name] for name in FIELDS}
        return Weight(**data | {"about": data["about"] or RiskEvidence.About.WHOLE})


def typed_evidence(link: RiskEvidence) -> dict[str, Any]:
    """Returns evidence as both forms would have been filled in; the version is the link's."""
    own = {name: getattr(link, name) for name in FIELDS}
    return own | {name: getattr(link.evidence, name) for name in DETAILS} | {"version": link.version}
