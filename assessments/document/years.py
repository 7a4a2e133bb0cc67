"""What became of each risk since the version approved before: new, changed, unchanged, closed.

A risk has changed when its sentence, its category, its rating, the company's involvement or its standing
has. What is done about it and what it rests on change all the time; comparing two versions tells that.
Pure: no Django, no clock, no database.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

CLOSED: Final = "closed"
# In this order; those of the worst-affected group come last.
COMPARED: Final = (
    "title", "category", "nature", "scale", "scope", "irremediability", "likelihood",
    "delay_makes_irremediable", "involvement", "enabled", "foreseeable", "mitigation", "standing",
    "worst_group", "group_scale", "group_scope", "group_irremediability",
)  # fmt: skip


class Since(StrEnum):
    """The state of a risk against the version before."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CLOSED = "closed"


# lineage -> what is compared, short. Of a risk that is closed it is empty: it was dealt with then.
Marks = Mapping[str, str]


def marks(document: Mapping[str, Any]) -> dict[str, str]:
    """Returns what of each risk of a document is compared."""
    return {risk["lineage"]: _mark_of_document(risk) for risk in document["risks"]}


def mark(values: Iterable[Any], *, standing: str) -> str:
    """Returns what is compared of one risk, from its values in the order of `COMPARED`."""
    if standing == CLOSED:
        return ""
    written = json.dumps([value or "" if not isinstance(value, int) else int(value) for value in values])
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def year_on_year(previous: Marks | None, current: Marks) -> dict[str, Since]:
    """Returns the state of each risk by its lineage, those that are gone included.

    `current` holds all risks of the assessment now. Without a version before there is nothing to compare.
    """
    if previous is None:
        return {}
    found = {lineage: state(previous.get(lineage), now) for lineage, now in current.items()}
    gone = {lineage: Since.CLOSED for lineage, was in previous.items() if was and lineage not in current}
    return {**found, **gone}


def state(was: str | None, now: str) -> Since:
    """Returns the state of one risk; `was` is None when the version before did not have it."""
    if not now:
        return Since.CLOSED
    # One that stood closed and is worked on again is no news: it has changed.
    if was is None:
        return Since.NEW
    return Since.UNCHANGED if was == now else Since.CHANGED


def _mark_of_document(risk: Mapping[str, Any]) -> str:
    worst: Mapping[str, Any] = next(
        (rating for rating in risk["group_ratings"] if rating["group"] == risk["worst_group"]), {}
    )
    of_group = {f"group_{name}": worst.get(name) for name in ("scale", "scope", "irremediability")}
    return mark(({**risk, **of_group}[name] for name in COMPARED), standing=risk["standing"])
