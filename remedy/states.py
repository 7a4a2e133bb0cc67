"""The states of a case, which may follow which, and the duties that run with them. Knows no Django.

Source: the design's section 7 (Guiding Principles 29 and 31).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class CaseState(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    SCREENED = "screened"
    ACCEPTED = "accepted"
    REDIRECTED = "redirected"
    DECLINED = "declined"
    INTERIM_PROTECTION = "interim_protection"
    FACT_FINDING = "fact_finding"
    DIALOGUE = "dialogue"
    PROPOSAL = "proposal"
    AGREED = "agreed"
    DISPUTED = "disputed"
    DECIDED = "decided"
    REMEDY_IN_PROGRESS = "remedy_in_progress"
    REMEDY_VERIFIED = "remedy_verified"
    CLOSED = "closed"
    APPEALED = "appealed"
    WITHDRAWN = "withdrawn"
    ESCALATED_OUTSIDE = "escalated_outside"
    REOPENED = "reopened"


S = CaseState
WORKING: Final = frozenset(
    {
        S.ACCEPTED,
        S.INTERIM_PROTECTION,
        S.FACT_FINDING,
        S.DIALOGUE,
        S.PROPOSAL,
        S.AGREED,
        S.DISPUTED,
        S.DECIDED,
    }
    | {S.REMEDY_IN_PROGRESS, S.REMEDY_VERIFIED}
)
# Nothing is owed any more but what follows a closing; the time for keeping it runs.
OVER: Final = frozenset({S.CLOSED, S.WITHDRAWN, S.DECLINED, S.REDIRECTED})
# What the person can object to: each is an answer that somebody gave her.
ANSWERED: Final = frozenset(
    {S.DECLINED, S.REDIRECTED, S.PROPOSAL, S.DISPUTED, S.DECIDED, S.REMEDY_IN_PROGRESS, S.REMEDY_VERIFIED}
    | {S.AGREED, S.CLOSED}
)
# When there is something to judge: what was decided, done, or not done.
JUDGED: Final = ANSWERED | {S.WITHDRAWN}

FOLLOWS: Final[Mapping[CaseState, frozenset[CaseState]]] = {
    S.RECEIVED: frozenset({S.ACKNOWLEDGED}),
    S.ACKNOWLEDGED: frozenset({S.SCREENED}),
    S.SCREENED: frozenset({S.ACCEPTED, S.REDIRECTED, S.DECLINED}),
    S.ACCEPTED: frozenset({S.INTERIM_PROTECTION, S.FACT_FINDING}),
    S.INTERIM_PROTECTION: frozenset({S.FACT_FINDING}),
    S.FACT_FINDING: frozenset({S.INTERIM_PROTECTION, S.DIALOGUE}),
    S.DIALOGUE: frozenset({S.INTERIM_PROTECTION, S.PROPOSAL}),
    S.PROPOSAL: frozenset({S.AGREED, S.DISPUTED}),
    S.DISPUTED: frozenset({S.DIALOGUE, S.PROPOSAL, S.DECIDED}),
    S.AGREED: frozenset({S.REMEDY_IN_PROGRESS}),
    S.DECIDED: frozenset({S.REMEDY_IN_PROGRESS, S.CLOSED}),
    S.REMEDY_IN_PROGRESS: frozenset({S.REMEDY_VERIFIED}),
    S.REMEDY_VERIFIED: frozenset({S.CLOSED}),
    S.APPEALED: frozenset({S.SCREENED, S.FACT_FINDING, S.DECIDED, S.CLOSED}),
    S.ESCALATED_OUTSIDE: frozenset({S.DIALOGUE, S.DECIDED, S.CLOSED}),
    S.REOPENED: frozenset({S.FACT_FINDING, S.DIALOGUE, S.REMEDY_IN_PROGRESS, S.CLOSED}),
}
FROM_WORK: Final = frozenset({S.ESCALATED_OUTSIDE})
# Only the person brings these about; a handler never does it for her.
BY_PERSON: Final = frozenset({S.APPEALED, S.WITHDRAWN})


def handler_may(state: CaseState) -> frozenset[CaseState]:
    """Returns where a handler may take a case that stands here."""
    after = FOLLOWS.get(state, frozenset())
    if state in OVER:
        return frozenset({S.REOPENED})
    return after | FROM_WORK if state in WORKING else after


def person_may_appeal(state: CaseState) -> bool:
    """Returns whether there is an answer to object to."""
    return state in ANSWERED


def person_may_withdraw(state: CaseState) -> bool:
    """Returns whether there is still something to withdraw."""
    return state not in OVER
