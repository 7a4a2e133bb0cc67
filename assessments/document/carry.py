"""Last year's assessment as the beginning of this year's: what is carried over, and what is not.

Carried over: risks that are not closed, with their lineage, their ratings (to be looked at again, every one),
who is involved, what happened, evidence, and measures that are still open. Not carried over:
closed risks; decisions, because they were made for last year; ratings and comments of single people, who
speak for themselves; and what was considered not relevant. A category that is blank stops an approval, and
that is the point: a closing that was carried over would pass it without anyone having looked again (UN
Guiding Principle 18 asks for it at regular intervals). Pure: no Django, no clock, no database.
"""

from collections.abc import Mapping
from typing import Any, Final

OPEN_MEASURES: Final = frozenset(("planned", "under_way"))


def carried_over(document: Mapping[str, Any], *, because: str, since: str) -> dict[str, Any]:
    """Returns the document to begin with; `because` says of each rating why it has to be looked at again."""
    stale = {"since": since, "because": because}
    kept = (risk for risk in document["risks"] if risk["standing"] != "closed")
    return {**document, "closures": [], "risks": [_carried(risk, stale) for risk in kept]}


def _carried(risk: Mapping[str, Any], stale: Mapping[str, str]) -> dict[str, Any]:
    return {
        **risk,
        "standing": "open",
        "stale": stale,
        "judged": None,
        "ratings": [],
        "comments": [],
        "decisions": [],
        "involvements": [row for row in risk["involvements"] if row["replaced_at"] is None],
        "measures": [row for row in risk["measures"] if row["status"] in OPEN_MEASURES],
    }
