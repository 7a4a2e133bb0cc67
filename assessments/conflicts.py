"""Two people saved the same thing: both texts side by side, nothing lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Difference:
    """A field whose two versions differ, in words."""

    name: str
    label: str
    yours: str
    theirs: str


def conflict_versions(form: forms.BaseForm, theirs: Mapping[str, Any]) -> list[Difference]:
    """Returns the fields in which what was typed differs from what someone else saved.

    `theirs` holds the saved values as the form would have been filled in.
    """
    found = []
    for name, saved in theirs.items():
        if name not in form.fields or name == "version":
            continue
        bound = form[name]
        yours = in_words(bound, bound.value())
        kept = in_words(bound, saved)
        if yours != kept:
            found.append(Difference(name, str(bound.label), yours, kept))
    return found


def with_version(data: Any, version: int) -> QueryDict:
    """Returns what was typed, now based on the version in force: saving again is then a decision."""
    renewed: QueryDict = data.copy()
    renewed["version"] = str(version)
    return renewed


def choose(data: QueryDict, theirs: Mapping[str, Any]) -> QueryDict:
    """Returns what was typed, with the saved text wherever she chose it on the conflict page."""
    chosen = data.copy()
    for name, saved in theirs.items():
        if data.get(f"keep_{name}") == "theirs":
            values = saved if isinstance(saved, list | tuple) else [saved]
            chosen.setlist(name, [] if saved is False else [str(value) for value in values])
    return chosen


def in_words(bound: BoundField, value: Any) -> str:
    """Returns a value of this field as people read it: the choice's words, not its code."""
    if isinstance(bound.field, forms.BooleanField):
        return _("yes") if value in (True, "on", "true", "True") else _("no")
    values = [str(item) for item in value] if isinstance(value, list | tuple) else [str(value or "")]
    choices = getattr(bound.field, "choices", None)
    if choices is None:
        return values[0]
    words = {str(key): str(label) for key, label in choices}
    return ", ".join(words.get(item, item) for item in sorted(values) if item) or _("nothing")
