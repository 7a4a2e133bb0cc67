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
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    APPROVE = "approve"
    EXPORT = "export"
    # The engagement log
    LOG = "log"
    PLAN = "plan"
    ANSWER = "answer"
    READ_INTERNAL = "read_internal"
    READ_RESTRICTED = "read_restricted"
    OPEN_IDENTITY = "open_identity"
    OVERRIDE_CONSENT = "override_consent"
    # With a second person; never alone.
    OPEN_SEALED = "open_sealed"
    # The channel and its cases
    RUN_CHANNEL = "run_channel"
    TAKE_ON = "take_on"
    READ = "read"
    HANDLE = "handle"


class State(StrEnum):
    """What of a root's status matters to the table: work goes on, an approver reads it, or it is closed."""

    OPEN = "open"
    IN_REVIEW = "in_review"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something is allowed, and why; true exactly when it is allowed."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


READ = frozenset({Action.VIEW, Action.FETCH_REPORT})
INSIDE = READ | {Action.READ_INTERNAL}

TABLE: dict[str, frozenset[Action]] = {
    "administrator": INSIDE
    | {Action.COMMENT, Action.SHARE, Action.REQUEST_REPORT, Action.VIEW_HISTORY, Action.EXPORT}
    | {Action.RUN_CHANNEL},
    "analyst": INSIDE
    | {Action.EDIT, Action.CHANGE_DETAILS, Action.COMMENT, Action.SHARE, Action.REQUEST_REPORT}
    | {Action.SUBMIT, Action.TAKE_BACK, Action.EXPORT, Action.PLAN, Action.ANSWER},
    "approver": INSIDE
    | {Action.COMMENT, Action.REQUEST_REPORT, Action.VIEW_HISTORY, Action.APPROVE, Action.EXPORT}
    | {Action.OVERRIDE_CONSENT, Action.OPEN_SEALED},
    "engagement_lead": INSIDE
    | {Action.COMMENT, Action.REQUEST_REPORT, Action.EXPORT}
    | {Action.LOG, Action.PLAN, Action.ANSWER, Action.READ_RESTRICTED, Action.OPEN_IDENTITY}
    | {Action.OPEN_SEALED},
    "case_handler": frozenset({Action.VIEW}),
    "viewer": INSIDE,
    "reviewer": READ | {Action.COMMENT, Action.RATE},
    "auditor": INSIDE | {Action.REQUEST_REPORT, Action.VIEW_HISTORY, Action.EXPORT},
    # By name, on one case: no role of a company sees a case.
    "offered": frozenset({Action.VIEW, Action.TAKE_ON}),
    "handler": frozenset({Action.VIEW, Action.READ, Action.HANDLE}),
}

# What an approver reads must not change under her eyes; taking it back makes it editable again.
NOT_IN_REVIEW = frozenset({Action.EDIT, Action.CHANGE_DETAILS, Action.SUBMIT})
# Reading, reports, exports and who was let in stay possible when a later assessment has replaced this one.
WHEN_CLOSED = (
    INSIDE
    | {Action.REQUEST_REPORT, Action.VIEW_HISTORY, Action.SHARE, Action.EXPORT}
    | {Action.READ_RESTRICTED, Action.OPEN_IDENTITY, Action.OPEN_SEALED}
)


def decide(*, roles: Iterable[str], action: Action, state: State) -> Decision:
    """Returns the decision for someone who holds these roles on a root in this state."""
    held = [role for role in roles if action in TABLE.get(role, frozenset())]
    if not held:
        return Decision(False, "none of your roles here allows this")
    if state is State.CLOSED and action not in WHEN_CLOSED:
        return Decision(False, "this assessment is closed, because a later one has replaced it")
    if state is State.IN_REVIEW and action in NOT_IN_REVIEW:
        return Decision(False, "this assessment is in review; take it back to change it")
    if state is State.OPEN and action is Action.TAKE_BACK:
        return Decision(False, "this assessment is not in review")
    return Decision(True, f"allowed as {held[0].replace('_', ' ')}")


def roles_that_may(action: Action) -> frozenset[str]:
    """Returns the roles to which the table gives this action."""
    return frozenset(role for role, actions in TABLE.items() if action in actions)
