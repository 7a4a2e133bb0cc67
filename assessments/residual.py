"""What stays of a risk with the measures in place, held against what it is without them.

Source: the workbench's own rule. Most measures make a harm less likely; few make it less grave for whom it
hits, or easier to undo. A residual rating that says otherwise may be right, and is looked at again.

Pure: no Django, no clock, no database.
"""

from enum import StrEnum

from assessments.severity import DIMENSIONS, Severity, worst_if_unknown

# What a measure rarely changes: how grave it is for the person, and whether she can be put back.
GRAVITY = ("scale", "irremediability")


class Doubt(StrEnum):
    """What a reader of a residual rating would ask about."""

    ABOVE = "above"
    GRAVITY_FELL = "gravity_fell"


def doubts(*, inherent: Severity, residual: Severity) -> tuple[Doubt, ...]:
    """Returns what to look at again: something rose, or gravity fell. It says nothing about a rank."""
    found = []
    asked = (*DIMENSIONS, "likelihood") if inherent.nature is residual.nature else DIMENSIONS
    if any(_value(residual, name) > _value(inherent, name) for name in asked):
        found.append(Doubt.ABOVE)
    if any(_value(residual, name) < _value(inherent, name) for name in GRAVITY):
        found.append(Doubt.GRAVITY_FELL)
    return tuple(found)


def _value(severity: Severity, name: str) -> int:
    if name == "likelihood":
        return severity.order[-1]
    return worst_if_unknown(getattr(severity, name))
