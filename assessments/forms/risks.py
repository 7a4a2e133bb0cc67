"""What people type about risks and ratings."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.anchors import ANCHORS
from assessments.entries import Grades, RiskEntry
from assessments.forms.catalogue import OneByCode, SeveralByCode, share
from assessments.models import Assessment, Risk
from assessments.models.involvement import Factor, Mitigation
from assessments.severity import DIMENSIONS, Nature, Severity
from taxonomy.models import Category, Group, Right

if TYPE_CHECKING:  # the stubs' own class
    from django.utils.functional import _StrPromise as StrPromise

UNKNOWN = "unknown"


def grade_field(name: str, label: "StrPromise") -> forms.TypedChoiceField:
    """Returns five anchored choices and "unknown", which is an answer and not a gap; None when unknown."""
    return forms.TypedChoiceField(
        label=label,
        choices=[*ANCHORS[name].items(), (UNKNOWN, gettext_lazy("We do not know yet"))],
        coerce=lambda value: None if value == UNKNOWN else int(value),
        empty_value="",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a step, or say that you do not know yet.")},
    )


def text_field(label: "StrPromise", limit: int = 20_000, **options: Any) -> forms.CharField:
    """Returns a box for several lines."""
    return forms.CharField(label=label, max_length=limit, required=False, widget=forms.Textarea, **options)


def choice_field(label: "StrPromise", choices: Any, none: "StrPromise", **options: Any) -> forms.ChoiceField:
    """Returns a choice that may be left open: `none` is what people read then."""
    return forms.ChoiceField(
        label=label,
        choices=[*choices, ("", none)],
        required=False,
        widget=forms.RadioSelect,
        **options,
    )


NOT_JUDGED = gettext_lazy("Not judged yet")


class GradesForm(forms.Form):
    """Scale, scope and irremediability, each with its reason."""

    scale = grade_field("scale", gettext_lazy("Scale"))
    scope = grade_field("scope", gettext_lazy("Scope"))
    irremediability = grade_field("irremediability", gettext_lazy("Irremediability"))
    scale_reason = text_field(gettext_lazy("Why this rating?"))
    scope_reason = text_field(gettext_lazy("Why this rating?"))
    irremediability_reason = text_field(gettext_lazy("Why this rating?"))

    def clean(self) -> dict[str, Any]:
        """Returns the data; a rank without a reason is refused, dimension by dimension."""
        data = super().clean() or {}
        for name in DIMENSIONS:
            if name in data and not data.get(f"{name}_reason", "").strip():
                value = _("unknown") if data[name] is None else data[name]
                message = _(
                    "Say why %(measure)s is %(value)s. One sentence is enough; reviewers will read it."
                )
                self.add_error(
                    f"{name}_reason", message % {"measure": self.fields[name].label, "value": value}
                )
        return data

    def grades(self) -> Grades:
        """Returns the valid input for the action."""
        return Grades(**{name: self.cleaned_data[name] for name in GradesForm.base_fields})

    @property
    def severity(self) -> Severity | None:
        """Returns the rating typed so far, for a preview; None while nothing usable was chosen."""
        if not hasattr(self, "cleaned_data"):
            self.full_clean()
        data = self.cleaned_data
        if any(data.get(name, "") == "" for name in DIMENSIONS):
            return None
        return Severity(**{name: data[name] for name in DIMENSIONS})


class RiskForm(GradesForm):
    """A risk to people: what and to whom, how severe, how the company is involved."""

    title = forms.CharField(
        label=gettext_lazy("Say it in one sentence"),
        max_length=500,
        help_text=gettext_lazy("Name the harm and who bears it, not the feature."),
    )
    description = text_field(gettext_lazy("What happens"), 40_000)
    category = forms.ModelChoiceField(
        Category.objects.none(), label=gettext_lazy("Category"), to_field_name="code"
    )
    primary_right = OneByCode(
        Right.objects.none(),
        label=gettext_lazy("The right it touches most"),
        to_field_name="code",
        required=False,
    )
    rights = SeveralByCode(
        Right.objects.none(),
        label=gettext_lazy("Other rights it touches"),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other_right = forms.CharField(
        label=gettext_lazy("Another right, not in the list"), max_length=200, required=False
    )
    groups = forms.ModelMultipleChoiceField(
        Group.objects.none(),
        label=gettext_lazy("Who is hit first or hardest"),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nature = forms.ChoiceField(
        label=gettext_lazy("Has it happened?"),
        choices=Risk.NatureChoice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether it has happened.")},
    )
    likelihood = grade_field("likelihood", gettext_lazy("Likelihood"))
    likelihood_reason = text_field(gettext_lazy("Why this likelihood?"))
    delay_makes_irremediable = forms.BooleanField(
        label=gettext_lazy("Waiting makes it harder to undo"), required=False
    )
    confidence = choice_field(
        gettext_lazy("How sure are we of this rating?"),
        Risk.Confidence.choices,
        gettext_lazy("Not said yet"),
        help_text=gettext_lazy("It changes no rank. It tells where more should be found out first."),
    )
    rights_in_tension = forms.ModelMultipleChoiceField(
        Right.objects.none(),
        label=gettext_lazy("Rights in tension"),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Rights that a measure against this harm could limit."),
    )
    tension_note = text_field(
        gettext_lazy("What pulls against what"),
        10_000,
        help_text=gettext_lazy("For instance: a filter that protects children may silence adults."),
    )
    involvement = choice_field(gettext_lazy("Our involvement"), Risk.InvolvementChoice.choices, NOT_JUDGED)
    involvement_reason = text_field(gettext_lazy("How we are involved"))
    enabled = choice_field(
        gettext_lazy("Did we enable, encourage or motivate it?"),
        Factor.choices,
        NOT_JUDGED,
        help_text=gettext_lazy("By a feature, a default, a price, a target, or by looking away."),
    )
    foreseeable = choice_field(
        gettext_lazy("Could we have known?"),
        Factor.choices,
        NOT_JUDGED,
        help_text=gettext_lazy("From users, workers, reporters, researchers, or what happened elsewhere."),
    )
    mitigation = choice_field(
        gettext_lazy("How good is our own mitigation?"),
        Mitigation.choices,
        NOT_JUDGED,
        help_text=gettext_lazy("What is in place today, not what is planned."),
    )
    source = text_field(gettext_lazy("Where this is known from"), 5_000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["likelihood"].required = False
        querysets = {
            "category": Category.objects.filter(edition=assessment.edition_id),
            "primary_right": Right.objects.all(),
            "rights": Right.objects.all(),
            "rights_in_tension": Right.objects.all(),
            "groups": Group.objects.all(),
        }
        for name, rows in querysets.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows
        share(self.fields, ("primary_right", "rights"), Right.objects.all())
        self.fields["category"].label_from_instance = lambda row: row.short_title  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Returns the data; likelihood belongs to potential risks, and only to them."""
        data = super().clean()
        if "likelihood" in self.errors or "nature" not in data:
            return data
        if data["nature"] == Nature.ACTUAL:
            if data.get("likelihood", "") not in ("", None):
                self.add_error(
                    "likelihood", _("Likelihood is not asked of something that has happened. Leave it empty.")
                )
            data["likelihood"] = None
        elif data.get("likelihood") == "":
            self.add_error("likelihood", _("Choose a step, or say that you do not know yet."))
        return data

    def entry(self) -> RiskEntry:
        """Returns the valid input for the action."""
        data = dict(self.cleaned_data)
        data.pop("version")
        primary = data.pop("primary_right")
        further = [right for right in data.pop("rights") if right != primary]
        data["rights"] = tuple([primary, *further] if primary else further)
        data["groups"] = tuple(data["groups"])
        data["rights_in_tension"] = tuple(data["rights_in_tension"])
        return RiskEntry(**data)

    @property
    def severity(self) -> Severity | None:
        """Returns the rating typed so far, likelihood of what has not happened included."""
        typed = super().severity
        if typed is None:
            return None
        data = self.cleaned_data
        actual = data.get("nature") == Nature.ACTUAL
        return replace(
            typed,
            nature=Nature.ACTUAL if actual else Nature.POTENTIAL,
            likelihood=(data.get("likelihood") or None) if not actual else None,
            delay_makes_irremediable=bool(data.get("delay_makes_irremediable")),
        )


def typed(risk: Risk) -> dict[str, Any]:
    """Returns a risk as the form would have been filled in."""
    rights = [link.right.code for link in risk.risk_rights.all()]
    has_primary = any(link.primary for link in risk.risk_rights.all())
    data = {name: getattr(risk, name) for name in RiskForm.base_fields if hasattr(risk, name)}
    for name in (*DIMENSIONS, "likelihood"):
        value = getattr(risk, name)
        data[name] = UNKNOWN if value is None else value
    if risk.nature == Nature.ACTUAL:
        data["likelihood"] = ""
    return data | {
        "category": risk.category.code,
        "primary_right": rights[0] if has_primary else "",
        "rights": rights[1:] if has_primary else rights,
        "groups": [group.code for group in risk.groups.all()],
        "rights_in_tension": [right.code for right in risk.rights_in_tension.all()],
        "version": risk.version,
    }
