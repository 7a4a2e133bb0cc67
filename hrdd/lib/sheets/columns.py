"""Which column of a table is what, guessed from its name, and what people write for a choice."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def guess(header: Sequence[str], fields: Iterable[str], also: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Returns field -> number of its column (from 0), for every field that a column's name gives away.

    `also` tells other names under which people keep a column, beside the field's own.
    """
    named = {_plain(name): number for number, name in reversed(list(enumerate(header)))}
    found: dict[str, int] = {}
    for field in fields:
        for name in (field, *also.get(field, ())):
            number = named.get(_plain(name))
            if number is not None and number not in found.values():
                found[field] = number
                break
    return found


def picked(row: Sequence[str], mapping: Mapping[str, int]) -> dict[str, str]:
    """Returns field -> the text this row has for it; a field without a column is left out."""
    return {field: row[number].strip() for field, number in mapping.items() if number < len(row)}


def spoken(choices: Any) -> dict[str, str]:
    """Returns what people may write -> value: the value itself, its words, or their first word."""
    found: dict[str, str] = {}
    for value, label in choices:
        words = str(label).casefold()
        for said in (value, value.replace("_", " "), words, words.split(":", maxsplit=1)[0]):
            found.setdefault(said, value)
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.casefold()).strip()
