"""What an input or a request is about: a risk, a measure or a decision, one at a time."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Assessment, Measure, Risk, RiskDecision
from stakeholders.models import Engagement

NOTHING = gettext_lazy("None")


class LinkForm(forms.Form):
    """What it is about; one of the three."""

    risk = forms.ModelChoiceField(
        Risk.objects.none(),
        label=gettext_lazy("Which risk is it about?"),
        required=False,
        empty_label=NOTHING,
    )
    measure = forms.ModelChoiceField(
        Measure.objects.none(),
        label=gettext_lazy("Or which measure?"),
        required=False,
        empty_label=NOTHING,
    )
    decision = forms.ModelChoiceField(
        RiskDecision.objects.none(),
        label=gettext_lazy("Or which decision to close, defer or reopen a risk?"),
        required=False,
        empty_label=NOTHING,
    )

    def __init__(self, *args: Any, engagement: Engagement, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        those = _assessments(engagement, user)
        of_one = engagement.assessment_id is not None
        risks = Risk.objects.filter(assessment__in=those).select_related("assessment")
        measures = Measure.objects.filter(risk__assessment__in=those).select_related("risk__assessment")
        decisions = RiskDecision.objects.filter(risk__assessment__in=those).select_related("risk__assessment")
        offered = {
            "risk": (risks.standing().ranked(), _risk),
            "measure": (measures.order_by("-risk__order_key", "created_at", "id"), _measure),
            "decision": (decisions.order_by("-decided_at", "-id"), _decision),
        }
        for name, (rows, told) in offered.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            self.fields[name].label_from_instance = _labelled(told, of_one)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Returns the one thing that was chosen."""
        data = super().clean() or {}
        chosen = [name for name in ("risk", "measure", "decision") if data.get(name)]
        if not self.errors and len(chosen) != 1:
            self.add_error("risk", _("Choose one thing: a risk, a measure or a decision."))
        return data

    def about(self) -> dict[str, Any]:
        """Returns the name and the row of what was chosen, for the action."""
        return {name: row for name, row in self.cleaned_data.items() if row}


def _assessments(engagement: Engagement, user: Any) -> Any:
    """Returns the assessments whose risks are offered: the record's own, else her company's she may see."""
    visible = Assessment.objects.visible_to(user).filter(company=engagement.company_id)
    if engagement.assessment_id:
        return visible.filter(pk=engagement.assessment_id)
    visible = visible.exclude(status=Assessment.Status.SUPERSEDED)
    return visible.filter(system=engagement.system_id) if engagement.system_id else visible


def _labelled(told: Any, of_one: bool) -> Any:
    def label(row: Any) -> str:
        risk = row if isinstance(row, Risk) else row.risk
        return str(told(row)) if of_one else f"{risk.assessment.reference}, {told(row)}"

    return label


def _risk(risk: Risk) -> str:
    return f"{risk.reference} {risk.title}"


def _measure(measure: Measure) -> str:
    return f"{measure.risk.reference}: {measure.title}"


def _decision(decision: RiskDecision) -> str:
    return _("%(risk)s: %(what)s, %(day)s") % {
        "risk": decision.risk.reference,
        "what": decision.get_standing_display(),
        "day": date_format(localtime(decision.decided_at), "j F Y"),
    }
