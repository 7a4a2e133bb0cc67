"""What involvement asks of a company. It says what to do, never how severe a harm is.

Source: UN Guiding Principles 13, 19 and 22 with their commentary.
"""

from dataclasses import dataclass
from enum import StrEnum


class Involvement(StrEnum):
    CAUSED = "caused"
    CONTRIBUTED = "contributed"
    DIRECTLY_LINKED = "directly_linked"
    NOT_CONNECTED = "not_connected"


@dataclass(frozen=True, slots=True)
class Duty:
    """What must be done: `stop` its own part, `leverage` on others, `remedy` (full, share, none or may)."""

    stop: bool
    leverage: bool
    remedy: str


DUTIES: dict[Involvement, Duty] = {
    Involvement.CAUSED: Duty(stop=True, leverage=False, remedy="full"),
    Involvement.CONTRIBUTED: Duty(stop=True, leverage=True, remedy="share"),
    Involvement.DIRECTLY_LINKED: Duty(stop=False, leverage=True, remedy="may"),
    Involvement.NOT_CONNECTED: Duty(stop=False, leverage=False, remedy="none"),
}


def duty(involvement: Involvement) -> Duty:
    """Returns what this involvement asks."""
    return DUTIES[involvement]
