"""When a risk may be closed, deferred or reopened, and on whose word. "Prioritised" never means "dropped".

Source: UN Guiding Principle 24: where not everything can be done at once, the most severe comes first and
the rest follows in time. So likelihood, cost and the place in the order say when a risk is dealt with, never
that it is not: they defer until a day. Only what changed for people, or a mistake, closes.

Pure: no Django, no clock, no database.
"""

from enum import StrEnum
from typing import Final

# From this band on (4 Grave) a named approver decides, who is not the person who proposes it.
APPROVER_FROM: Final = 4

CLOSING: Final = ("remedied", "gone", "elsewhere", "mistaken")
DEFERRING: Final = ("order", "unlikely", "cost")
REOPENING: Final = ("back",)


class No(StrEnum):
    """Why a decision cannot be taken."""

    SAME = "it stands there already"
    WOULD_DROP_IT = "likelihood, cost and order never close a risk"
    NOT_A_GROUND = "not a ground for this"
    NOT_REOPENED = "a closed risk is reopened before it is deferred"


def grounds_for(standing: str) -> tuple[str, ...]:
    """Returns the grounds on which a risk may come to this standing."""
    return {"closed": CLOSING, "deferred": DEFERRING, "open": REOPENING}[standing]


def why_not(*, now: str, wanted: str, ground: str) -> No | None:
    """Returns why a risk that stands so cannot come to the wanted standing on this ground; None if it can."""
    # A deferral may be given another day; nothing else can be decided twice.
    if now == wanted and wanted != "deferred":
        return No.SAME
    if now == "closed" and wanted == "deferred":
        return No.NOT_REOPENED
    if ground in grounds_for(wanted):
        return None
    return No.WOULD_DROP_IT if wanted == "closed" and ground in DEFERRING else No.NOT_A_GROUND


def needs_approver(*, wanted: str, band: int) -> bool:
    """Returns whether somebody else has to approve; taking work up again never needs that."""
    return wanted != "open" and band >= APPROVER_FROM
