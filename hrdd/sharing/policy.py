"""Who may do what: one table, role x action x state -> Decision. Knows no Django and no database.

Roles of the company come from memberships, reviewer and auditor from grants (hrdd.sharing.access finds
them). What the table does not allow is denied.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    VIEW = "view"
    EDIT = "edit"
    CHANGE_DETAILS = "change_details"
    RATE = "rate"
    COMMENT = "comment"
    SHARE = "share"
    REQUEST_REPORT = "request_report"
    FETCH_REPORT = "fetch_report"
    VIEW_HISTORY = "view_history"


class State(StrEnum):
    """What of a root's status matters to the table: work goes on, or it is closed."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something is allowed, and why; true exactly when it is allowed."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


READ = frozenset({Action.VIEW, Action.FETCH_REPORT})

TABLE: dict[str, frozenset[Action]] = {
    "administrator": READ | {Action.COMMENT, Action.SHARE, Action.REQUEST_REPORT, Action.VIEW_HISTORY},
    "analyst": READ
    | {Action.EDIT, Action.CHANGE_DETAILS, Action.COMMENT, Action.SHARE, Action.REQUEST_REPORT},
    "approver": READ | {Action.COMMENT, Action.REQUEST_REPORT, Action.VIEW_HISTORY},
    "engagement_lead": READ | {Action.COMMENT, Action.REQUEST_REPORT},
    "case_handler": frozenset({Action.VIEW}),
    "viewer": READ,
    "reviewer": READ | {Action.COMMENT, Action.RATE},
    "auditor": READ | {Action.REQUEST_REPORT, Action.VIEW_HISTORY},
}

# Reading, reports, who was let in, and opening it again stay possible when the work is closed.
WHEN_CLOSED = READ | {Action.CHANGE_DETAILS, Action.REQUEST_REPORT, Action.VIEW_HISTORY, Action.SHARE}


def decide(*, roles: Iterable[str], action: Action, state: State) -> Decision:
    """Returns the decision for someone who holds these roles on a root in this state."""
    held = [role for role in roles if action in TABLE.get(role, frozenset())]
    if not held:
        return Decision(False, "none of your roles here allows this")
    if state is State.CLOSED and action not in WHEN_CLOSED:
        return Decision(False, "this assessment is closed")
    return Decision(True, f"allowed as {held[0].replace('_', ' ')}")


def roles_that_may(action: Action) -> frozenset[str]:
    """Returns the roles to which the table gives this action."""
    return frozenset(role for role, actions in TABLE.items() if action in actions)
