"""Choices out of the catalogue: what was sent is looked up in rows that several fields share."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class OneByCode(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """One row by its code; `rows`, when set, is the query whose result the fields of a form share."""

    rows: Any = None

    def to_python(self, value: Any) -> Any:
        """Returns the row; raises ValidationError for a code that is none."""
        if self.rows is None or value in self.empty_values:
            return super().to_python(value)
        found = next((row for row in self.rows if row.code == str(value)), None)
        if found is None:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
            )
        return found


class SeveralByCode(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several rows by their codes, looked up in the same way."""

    rows: Any = None

    def clean(self, value: Any) -> Any:
        """Returns the rows in the order of the catalogue; raises ValidationError for a code that is none."""
        value = self.prepare_value(value)
        if self.rows is None or not value:
            return super().clean(value)
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        wanted = {str(code) for code in value}
        found = [row for row in self.rows if row.code in wanted]
        for code in sorted(wanted - {row.code for row in found}):
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": code}
            )
        return found


def share(fields: dict[str, forms.Field], names: Sequence[str], rows: Any) -> None:
    """Lets these fields of one form look up what was sent in the same rows."""
    for name in names:
        field = fields[name]
        if isinstance(field, OneByCode | SeveralByCode):
            field.queryset, field.rows = rows, rows
