"""What people say about many risks at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.risks import text_field
from assessments.many import Change, NewMeasure
from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from taxonomy.models import Category, Group, Right

AS_IT_IS = gettext_lazy("Leave as it is")


class BulkForm(forms.Form):
    """One change for every chosen risk; what is left alone stays as it is in each."""

    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=gettext_lazy("Category"),
        to_field_name="code",
        required=False,
        empty_label=AS_IT_IS,
    )
    confidence = forms.ChoiceField(
        label=gettext_lazy("How sure we are of the rating"),
        choices=[("", AS_IT_IS), *Risk.Confidence.choices],
        required=False,
    )
    delay_makes_irremediable = forms.TypedChoiceField(
        label=gettext_lazy("Waiting makes it harder to undo"),
        choices=[("", AS_IT_IS), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        help_text=gettext_lazy("Yes moves a risk above those that are equal to it otherwise."),
    )
    involvement = forms.ChoiceField(
        label=gettext_lazy("Our involvement"),
        choices=[("", AS_IT_IS), *Risk.InvolvementChoice.choices],
        required=False,
    )
    involvement_reason = text_field(gettext_lazy("How we are involved, for all of them"))
    add_groups = forms.ModelMultipleChoiceField(
        Group.objects.none(),
        label=gettext_lazy("Add to those hit first or hardest"),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    remove_groups = forms.ModelMultipleChoiceField(
        Group.objects.none(),
        label=gettext_lazy("Take away from those hit first or hardest"),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    add_rights = forms.ModelMultipleChoiceField(
        Right.objects.none(),
        label=gettext_lazy("Add to the other rights they touch"),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    measure_title = forms.CharField(
        label=gettext_lazy("A measure for each of them"), max_length=500, required=False
    )
    measure_owner = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who does it"),
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
    )
    measure_due_on = forms.DateField(
        label=gettext_lazy("Due on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        querysets = {
            "category": Category.objects.filter(edition=assessment.edition_id),
            "add_groups": Group.objects.all(),
            "remove_groups": Group.objects.all(),
            "add_rights": Right.objects.all(),
            "measure_owner": User.objects.of(assessment.company),
        }
        for name, rows in querysets.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields["category"].label_from_instance = lambda row: row.short_title  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Returns the data; an involvement needs its reason, and a group is added or taken away, not both."""
        data = super().clean() or {}
        if data.get("involvement") and not data.get("involvement_reason", "").strip():
            self.add_error("involvement_reason", _("Say how we are involved. Reviewers will read it."))
        if data.get("involvement_reason", "").strip() and not data.get("involvement"):
            self.add_error("involvement", _("Choose the involvement that this is the reason for."))
        if set(data.get("add_groups") or ()) & set(data.get("remove_groups") or ()):
            self.add_error("remove_groups", _("You add and take away the same group."))
        if (data.get("measure_owner") or data.get("measure_due_on")) and not data.get("measure_title"):
            self.add_error("measure_title", _("Say what is to be done."))
        if not self.errors and self.change().is_empty:
            self.add_error(None, _("Say what to change."))
        return data

    def change(self) -> Change:
        """Returns the valid input for the action."""
        data = self.cleaned_data
        title = data.get("measure_title", "").strip()
        measure = NewMeasure(title, data.get("measure_owner"), data.get("measure_due_on")) if title else None
        return Change(
            category=data.get("category"),
            confidence=data.get("confidence", ""),
            involvement=data.get("involvement", ""),
            involvement_reason=data.get("involvement_reason", "").strip(),
            add_groups=tuple(data.get("add_groups") or ()),
            remove_groups=tuple(data.get("remove_groups") or ()),
            add_rights=tuple(data.get("add_rights") or ()),
            delay_makes_irremediable=data.get("delay_makes_irremediable"),
            measure=measure,
        )
