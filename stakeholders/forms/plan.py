"""What people type about the plan of an assessment: who is to be heard, and why some are not asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.risks import text_field
from assessments.forms.systems import day_field
from assessments.models import Assessment
from assessments.models.value_chain import Stage
from hrdd.accounts.models import User
from stakeholders.entries import PlanEntry
from stakeholders.forms.money import MOST, currency_field
from stakeholders.models import Engagement, NotSought, PlannedEngagement, StakeholderGroup
from stakeholders.models.engagement import EngagementQuerySet, Method
from stakeholders.models.group import Nearness

PLAIN = ("stage", "method", "planned_on", "budget", "currency", "proxy_reason")
STAGES: Any = [("", gettext_lazy("Choose one")), *Stage.choices]


class OfGroups(forms.Form):
    """A form that names one of the company's groups and a stage."""

    group = forms.ModelChoiceField(
        StakeholderGroup.objects.none(),
        label=gettext_lazy("Which group?"),
        empty_label=gettext_lazy("Choose a group"),
    )
    stage = forms.ChoiceField(label=gettext_lazy("At which stage of the system’s life?"), choices=STAGES)

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = StakeholderGroup.objects.filter(company=assessment.company_id).for_lists()
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]


class PlanForm(OfGroups):
    """One line of the plan."""

    method = forms.ChoiceField(
        label=gettext_lazy("How are they heard?"), choices=Method.choices, widget=forms.RadioSelect
    )
    planned_on = day_field(gettext_lazy("By which day?"))
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who sees to it?"),
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
    )
    budget = forms.IntegerField(
        label=gettext_lazy("Budget"),
        required=False,
        min_value=0,
        max_value=MOST,
        help_text=gettext_lazy("Whole units. Travel, care, lost pay, interpreters. 0 says it costs nothing."),
    )
    currency = currency_field()
    proxy_reason = text_field(
        gettext_lazy("Why not the people themselves?"),
        5_000,
        help_text=gettext_lazy("Needed when others speak in their place."),
    )
    engagement = forms.ModelChoiceField(
        Engagement.objects.none(),
        label=gettext_lazy("What came of it?"),
        required=False,
        empty_label=gettext_lazy("Nothing yet"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, assessment: Assessment, known: EngagementQuerySet,
        planned: PlannedEngagement | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, assessment=assessment, **kwargs)
        self.kept = planned.engagement if planned else None
        mine = known.filter(assessment=assessment).order_by("-number")
        self.fields["owner"].queryset = User.objects.of(assessment.company)  # type: ignore[attr-defined]
        self.fields["engagement"].queryset = mine  # type: ignore[attr-defined]
        self.fields["engagement"].label_from_instance = lambda row: row.name  # type: ignore[attr-defined]
        # What came of it may be a record of which she knows nothing: then it stays as it is, unseen.
        if self.kept is not None and not mine.filter(pk=self.kept.pk).exists():
            del self.fields["engagement"]

    def clean(self) -> dict[str, Any]:
        """Returns the data; who speaks in place of others needs a reason."""
        data = super().clean() or {}
        group = data.get("group")
        if group and group.nearness == Nearness.PROXIES and not data.get("proxy_reason", "").strip():
            self.add_error(
                "proxy_reason", _("They speak in place of others. Say why not the people themselves.")
            )
        return data

    def entry(self) -> PlanEntry:
        """Returns the valid input for the action."""
        data = self.cleaned_data
        came = data["engagement"] if "engagement" in self.fields else self.kept
        plain = {name: data[name] for name in PLAIN}
        return PlanEntry(group=data["group"], owner=data["owner"], engagement=came, **plain)


class NotSoughtForm(OfGroups):
    """Why a group is not heard at a stage."""

    reason = forms.CharField(
        label=gettext_lazy("Not sought because"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy("It stands in the grid and in every report. “No time” is no reason."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, is_known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_known:
            del self.fields["group"], self.fields["stage"]


class TakingBackForm(forms.Form):
    """Why something is taken off the plan."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=5_000, required=False, widget=forms.Textarea
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def typed_planned(planned: PlannedEngagement) -> dict[str, Any]:
    """Returns a line of the plan as the form would have been filled in."""
    data = {name: getattr(planned, name) for name in (*PLAIN, "version")}
    links = {name: getattr(planned, f"{name}_id") or "" for name in ("group", "owner", "engagement")}
    return {name: "" if value is None else value for name, value in (data | links).items()}


def typed_not_sought(row: NotSought) -> dict[str, Any]:
    """Returns a reason as the form would have been filled in."""
    return {"reason": row.reason, "version": row.version}
