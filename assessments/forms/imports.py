"""What people say about a table of risks they hand in."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.tables import FIELDS, NEEDED
from hrdd.evidence.names import clean_name
from hrdd.lib.sheets import Table, Unreadable, read_table


class TableForm(forms.Form):
    """A CSV or XLSX file with one risk in each row."""

    file = forms.FileField(
        label=gettext_lazy("A table of risks"),
        help_text=gettext_lazy(
            "XLSX or CSV, one risk in each row, the names of the columns above them. At most 10 MB and "
            "5,000 rows. Nothing is written before you have seen what was read."
        ),
        error_messages={"required": gettext_lazy("Choose the file."), "empty": gettext_lazy("It is empty.")},
    )

    table: Table
    sha256: str

    def clean_file(self) -> Any:
        """Returns the upload, read into `table`; refused in plain words when it is no table we can take."""
        upload = self.cleaned_data["file"]
        try:
            self.table = read_table(upload.file)
        except Unreadable as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        upload.seek(0)
        self.sha256 = hashlib.file_digest(upload.file, "sha256").hexdigest()
        return upload

    @property
    def file_name(self) -> str:
        """Returns the name the file came with, fit to be shown."""
        return clean_name(self.cleaned_data["file"].name or "", self.table.kind)


class MappingForm(forms.Form):
    """Which column holds what; a field without a column stays empty."""

    def __init__(self, *args: Any, header: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", gettext_lazy("No column")), *((str(n), name) for n, name in enumerate(header))]
        for name, label in FIELDS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=str(label), choices=columns, coerce=int, empty_value=None, required=name in NEEDED,
                error_messages={"required": _("Choose the column that holds this.")},
            )  # fmt: skip
        self.fields["leave_out"] = forms.BooleanField(
            label=_("Leave out the rows that have problems, and write the others"), required=False
        )

    def mapping(self) -> dict[str, int]:
        """Returns field -> number of its column, for the action."""
        return {name: self.cleaned_data[name] for name in FIELDS if self.cleaned_data[name] is not None}
