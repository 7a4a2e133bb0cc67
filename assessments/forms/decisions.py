"""What people type when a risk is closed, deferred or reopened, and when such a decision is answered."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Risk, RiskDecision, Standing
from assessments.setting_aside import CLOSING, DEFERRING, REOPENING, needs_approver
from hrdd.accounts.models import Role, User

WAYS = {
    Standing.CLOSED: gettext_lazy(
        "Close it: people can no longer be harmed in this way, or it is not a risk"
    ),
    Standing.DEFERRED: gettext_lazy("Defer it: it is worked on again from a day on; it keeps its rank"),
    Standing.OPEN: gettext_lazy("Take it up again"),
}


def ways_from(standing: str) -> list[str]:
    """Returns what can be decided about a risk that stands so."""
    match standing:
        case Standing.CLOSED:
            return [Standing.OPEN.value]
        case Standing.DEFERRED:
            return [Standing.OPEN.value, Standing.DEFERRED.value, Standing.CLOSED.value]
        case _:
            return [Standing.DEFERRED.value, Standing.CLOSED.value]


class DecisionForm(forms.Form):
    """What is decided, on which ground, why; until when a risk is deferred; who approves a grave one."""

    standing = forms.ChoiceField(
        label=gettext_lazy("What is decided?"),
        choices=[(way.value, words) for way, words in WAYS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is decided.")},
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("On which ground?"),
        choices=[(name, RiskDecision.Ground(name).label) for name in (*CLOSING, *DEFERRING, *REOPENING)],
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "That it is unlikely, costs too much, or is less severe than others can put a risk off, never "
            "close it."
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=10_000,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Say why. Everyone who can see the risk reads the reason.")},
    )
    until = forms.DateField(
        label=gettext_lazy("Deferred until"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("Only if it is deferred. On that day it comes back to your Home page."),
    )
    approver = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who approves it?"),
        required=False,
        empty_label=gettext_lazy("Choose one"),
        help_text=gettext_lazy("A grave or extreme risk is set aside only when somebody else says yes."),
        error_messages={"invalid_choice": gettext_lazy("Choose an approver of your company.")},
    )

    def __init__(self, *args: Any, risk: Risk, by: User, offer_all: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.risk = risk
        approvers = User.objects.of(risk.company).filter(
            memberships__in=risk.company.memberships.standing().filter(role=Role.APPROVER), is_active=True
        )
        self.fields["approver"].queryset = approvers.exclude(pk=by.pk)  # type: ignore[attr-defined]
        if not offer_all:
            self._offer(ways_from(risk.standing))

    def _offer(self, ways: list[str]) -> None:
        """Leaves out what cannot be decided now; what needs no question is not asked."""
        grounds = (*(CLOSING if "closed" in ways else ()), *(DEFERRING if "deferred" in ways else ()))
        self.fields["standing"].choices = [(way, WAYS[Standing(way)]) for way in ways]  # type: ignore[attr-defined]
        if len(ways) == 1:
            self.fields["standing"].initial = ways[0]
        if grounds:
            self.fields["ground"].choices = [  # type: ignore[attr-defined]
                (name, RiskDecision.Ground(name).label) for name in grounds
            ]
        else:
            del self.fields["ground"], self.fields["until"]
        if not any(needs_approver(wanted=way, band=self.risk.band) for way in ways):
            del self.fields["approver"]

    def clean_until(self) -> Any:
        """Returns the day, which is one to come."""
        until = self.cleaned_data["until"]
        if until and until <= timezone.localdate():
            raise forms.ValidationError(_("Say until when: a day to come."))
        return until

    def clean(self) -> dict[str, Any]:
        """Returns the data; taking a risk up again has one ground, which nobody has to choose."""
        data = super().clean() or {}
        if data.get("standing") == Standing.OPEN:
            data["ground"] = RiskDecision.Ground.BACK.value
        elif "standing" in data and not data.get("ground") and "ground" not in self.errors:
            self.add_error("ground", _("Choose the ground."))
        return data

    def decision(self) -> dict[str, Any]:
        """Returns the valid input for the action."""
        names = ("standing", "ground", "reason", "until", "approver")
        return {name: self.cleaned_data.get(name) for name in names}


class AnswerForm(forms.Form):
    """The approver's reason, whichever way she answers."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=10_000,
        widget=forms.Textarea,
        help_text=gettext_lazy("Everyone who can see the risk reads it, with your name."),
        error_messages={"required": gettext_lazy("Say why. Everyone who can see the risk reads the reason.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
