"""What was answered, question by question, as people read it."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from remedy.filing import Filing
from remedy.intake.forms import HappenedForm, WantsForm

PAGES: tuple[type[forms.Form], ...] = (HappenedForm, WantsForm)


def answered(pages: Iterable[forms.Form]) -> list[tuple[Any, str]]:
    """Returns the questions of valid forms that were answered, each with its answer in words."""
    found = []
    for form in pages:
        for name, field in form.fields.items():
            if form.is_valid() and (said := _in_words(field, form.cleaned_data[name])):
                found.append((field.label, said))
    return found


def answers_of(filing: Filing) -> list[tuple[Any, str]]:
    """Returns all that was told besides what happened, and how to reach somebody without a name."""
    told = asdict(filing) | {"wants": list(filing.wants)}
    what = HappenedForm.base_fields["what"].label
    found = [pair for pair in answered(page(told) for page in PAGES) if pair[0] != what]
    return [*found, (_("To be reached at"), filing.reach)] if filing.reach else found


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.MultipleChoiceField):
        labels = dict(field.choices)  # type: ignore[arg-type]
        return ", ".join(str(labels[one]) for one in value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, "")) if value else ""  # type: ignore[arg-type]
    if isinstance(value, bool):
        return _("Yes") if value else ""
    return str(value)
