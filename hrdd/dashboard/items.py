"""A line of the work list, whoever writes it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of the work list: when (and a note to it), what, why, and a band or a word at its end."""

    when: str
    note: str
    title: str
    url: str
    text: str
    band: int | None = None
    label: str = ""
    late: bool = False
