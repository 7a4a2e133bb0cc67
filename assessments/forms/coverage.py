"""What people type about what is not relevant, and about moving to another edition."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.editions import Move
from taxonomy.models import Right

LONGEST_REASON = 10_000


def reason_field(**options: Any) -> forms.CharField:
    """Returns the box in which she says why something is not relevant."""
    return forms.CharField(
        label=_("Why is it not relevant here?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea,
        error_messages={"required": _("Say why. Reviewers and auditors will read it.")},
        **options,
    )


class ClosureForm(forms.Form):
    """Why a category or a right is not relevant. Version 0 says that it was not closed yet."""

    reason = reason_field()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)


class RightsClosureForm(forms.Form):
    """Many rights that are not relevant, for one reason."""

    rights = forms.ModelMultipleChoiceField(
        Right.objects.all(),
        label=_("Rights"),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one right.")},
    )
    reason = reason_field(help_text=_("The same reason is kept for each right you chose."))


class MoveForm(forms.Form):
    """Where the risks of each category go that the other edition lacks."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, move: Move, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose one")), *((row.code, row.short_title) for row in move.categories)]
        for homeless in move.homeless:
            self.fields[f"target_{homeless.category.code}"] = forms.ChoiceField(
                label=_("Where do the risks under “%(category)s” go?")
                % {"category": homeless.category.short_title},
                choices=choices,
                error_messages={"required": _("Say where the risks of this category go.")},
            )

    @property
    def targets(self) -> dict[str, str]:
        """Returns the answers by the code of the category."""
        return {
            name.removeprefix("target_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("target_")
        }
