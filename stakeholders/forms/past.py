"""What people say about a table of past engagements they hand in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.imports import TableForm
from stakeholders.past import FIELDS, NEEDED


class PastForm(TableForm):
    """A CSV or XLSX file with one engagement in each row."""

    file = forms.FileField(
        label=gettext_lazy("A table of past engagements"),
        help_text=gettext_lazy(
            "XLSX or CSV, one engagement in each row, the names of the columns above them. At most 500 rows. "
            "No names of people: groups and numbers only. Nothing is written before you have seen it."
        ),
        error_messages={"required": gettext_lazy("Choose the file."), "empty": gettext_lazy("It is empty.")},
    )


class PastColumnsForm(forms.Form):
    """Which column holds what; a field without a column stays empty."""

    def __init__(self, *args: Any, header: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", gettext_lazy("No column")), *((str(n), name) for n, name in enumerate(header))]
        for name, label in FIELDS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=str(label), choices=columns, coerce=int, empty_value=None, required=name in NEEDED,
                error_messages={"required": _("Choose the column that holds this.")},
            )  # fmt: skip

    def mapping(self) -> dict[str, int]:
        """Returns field -> number of its column, for the action."""
        return {name: self.cleaned_data[name] for name in FIELDS if self.cleaned_data[name] is not None}
