"""The world's countries by their two letters (ISO 3166-1), named in the reader's language."""

import unicodedata
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django_countries import countries


def choices() -> list[tuple[str, str]]:
    """Returns every country as code and name, by name as the reader's language spells it."""
    return list(_sorted(get_language()))


def name(code: str) -> str:
    """Returns the country's name; a code that is no longer in the list stands for itself."""
    return (countries.name(code) if is_code(code) else "") or code


def is_code(code: str) -> bool:
    """Returns whether these are the two capital letters of a country."""
    return code in countries.countries


class CountriesField(forms.MultipleChoiceField):
    """Any number of countries; the answer is their codes, each once, in the order of the alphabet."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"invalid_choice": _("%(value)s is not the code of a country.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=choices, **kwargs)

    def to_python(self, value: Any) -> list[str]:
        """Returns the codes without doubles."""
        return sorted(set(super().to_python(value)))

    def valid_value(self, value: str) -> bool:
        """Returns whether this is a country, without walking the list for each code."""
        return is_code(value)


@lru_cache(maxsize=64)
def _sorted(language: str | None) -> tuple[tuple[str, str], ...]:
    with override(language):
        named = [(code, str(countries.name(code))) for code in countries.countries]
    return tuple(sorted(named, key=lambda pair: _place(pair[1])))


def _place(text: str) -> tuple[str, str]:
    """Returns where a name stands: Åland beside Albania, not behind Zimbabwe; any script keeps its order."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold(), text
