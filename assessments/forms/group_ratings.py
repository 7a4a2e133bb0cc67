"""What people type about how severe a harm is for one group."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.risks import UNKNOWN, GradesForm
from assessments.models import Risk
from assessments.models.rated import Rated
from assessments.severity import DIMENSIONS
from taxonomy.models import Group


class GroupRatingForm(GradesForm):
    """The rating for a group that is not rated yet; without `risk`, for one that is."""

    group = forms.ModelChoiceField(
        Group.objects.none(),
        label=_("Which group?"),
        to_field_name="code",
        help_text=_("One for which it is worse, or otherwise, than for everyone."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    field_order = ("group",)

    def __init__(self, *args: Any, risk: Risk | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if risk is None:
            del self.fields["group"]
            return
        field = self.fields["group"]
        if isinstance(field, forms.ModelChoiceField):
            rated = [rating.group_id for rating in risk.group_ratings.all()]
            field.queryset = Group.objects.exclude(pk__in=rated)


def typed_grades(rating: Rated | None) -> dict[str, Any]:
    """Returns a rating as the form would have been filled in, empty without one."""
    if rating is None:
        return {}
    data = {name: getattr(rating, name) for name in GradesForm.base_fields}
    data |= {name: UNKNOWN if data[name] is None else data[name] for name in DIMENSIONS}
    return data | {"version": getattr(rating, "version", 0)}
