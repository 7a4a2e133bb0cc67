"""What people type about what stays with the measures in place."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.entries import RESIDUAL, ResidualGrades
from assessments.forms.group_ratings import typed_grades
from assessments.forms.risks import UNKNOWN, GradesForm, grade_field, text_field
from assessments.models import ResidualRating, Risk
from assessments.severity import Nature


class ResidualForm(GradesForm):
    """Scale, scope and irremediability with the measures in place, and likelihood of potential risks."""

    likelihood = grade_field("likelihood", gettext_lazy("Likelihood"))
    likelihood_reason = text_field(gettext_lazy("Why this likelihood?"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, risk: Risk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_likelihood = risk.nature == Nature.POTENTIAL
        self.fields["likelihood"].required = self.asks_likelihood

    def clean(self) -> dict[str, Any]:
        """Returns the data; likelihood belongs to what has not happened."""
        data = super().clean()
        if self.asks_likelihood or "likelihood" in self.errors:
            return data
        if data.get("likelihood", "") not in ("", None):
            message = _("Likelihood is not asked of something that has happened. Leave it empty.")
            self.add_error("likelihood", message)
        data["likelihood"] = None
        return data

    def grades(self) -> ResidualGrades:
        """Returns the valid input for the action."""
        return ResidualGrades(**{name: self.cleaned_data[name] for name in RESIDUAL})


def typed_residual(rating: ResidualRating | None, risk: Risk) -> dict[str, Any]:
    """Returns the rating in force as the form would have been filled in; without one nothing is chosen."""
    if rating is None:
        return {**dict.fromkeys(RESIDUAL, ""), "version": 0}
    unknown = UNKNOWN if risk.nature == Nature.POTENTIAL else ""
    likelihood = unknown if rating.likelihood is None else rating.likelihood
    return {
        **typed_grades(rating),
        "likelihood": likelihood,
        "likelihood_reason": rating.likelihood_reason,
    }
