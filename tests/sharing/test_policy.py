"""The policy, case by case: every role, every action, every state. A change here is a change of promise."""

import pytest

from hrdd.accounts.models import Role
from hrdd.sharing.policy import TABLE, Action, State, decide, roles_that_may

# v view, f fetch reports, e edit, d details, r rate, c comment, s share, q request reports, h history,
# m submit, t take back, a approve, x export; the engagement log: l write it, p plan, w answer requests,
# i read internal records, k read restricted ones, o open an identity, u override a missing consent,
# z open what is sealed with a second person; cases: n run the channel, y take one on, b read it, j handle it
LETTERS = {
    "v": Action.VIEW, "f": Action.FETCH_REPORT, "e": Action.EDIT, "d": Action.CHANGE_DETAILS,
    "r": Action.RATE, "c": Action.COMMENT, "s": Action.SHARE, "q": Action.REQUEST_REPORT,
    "h": Action.VIEW_HISTORY, "m": Action.SUBMIT, "t": Action.TAKE_BACK, "a": Action.APPROVE,
    "x": Action.EXPORT, "l": Action.LOG, "p": Action.PLAN, "w": Action.ANSWER, "i": Action.READ_INTERNAL,
    "k": Action.READ_RESTRICTED, "o": Action.OPEN_IDENTITY, "u": Action.OVERRIDE_CONSENT,
    "z": Action.OPEN_SEALED, "n": Action.RUN_CHANNEL, "y": Action.TAKE_ON, "b": Action.READ,
    "j": Action.HANDLE,
}  # fmt: skip
OPEN = {
    "administrator": "vfcsqhxin",
    "analyst": "vfedcsqmxipw",
    "approver": "vfcqhaxiuz",
    "engagement_lead": "vfcqxlpwikoz",
    "case_handler": "v",
    "viewer": "vfi",
    "reviewer": "vfcr",
    "auditor": "vfqhxi",
    "offered": "vy",
    "handler": "vbj",
    "stranger": "",
}
IN_REVIEW = OPEN | {"analyst": "vfcsqtxipw"}
CLOSED = {
    "administrator": "vfsqhxi",
    "analyst": "vfsqxi",
    "approver": "vfqhxiz",
    "engagement_lead": "vfqxikoz",
    "case_handler": "v",
    "viewer": "vfi",
    "reviewer": "vf",
    "auditor": "vfqhxi",
    "offered": "v",
    "handler": "v",
    "stranger": "",
}
PROMISED = {State.OPEN: OPEN, State.IN_REVIEW: IN_REVIEW, State.CLOSED: CLOSED}


def test_every_action_and_every_role_is_written_down_here() -> None:
    assert set(LETTERS.values()) == set(Action)
    assert set(OPEN) - {"stranger"} == set(CLOSED) - {"stranger"} == set(TABLE)
    # By name, on one case: never by a membership.
    assert set(TABLE) - {"offered", "handler"} == set(Role.values)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("role", OPEN)
def test_what_each_role_may_do(role: str, action: Action, state: State) -> None:
    promised = PROMISED[state][role]
    decision = decide(roles=[role], action=action, state=state)
    assert bool(decision) == (action in {LETTERS[letter] for letter in promised})
    assert decision.reason


def test_no_role_allows_nothing() -> None:
    assert not any(decide(roles=[], action=action, state=State.OPEN) for action in Action)


def test_roles_add_up_and_never_take_away() -> None:
    for action in Action:
        either = decide(roles=["viewer", "approver"], action=action, state=State.OPEN)
        alone = [decide(roles=[role], action=action, state=State.OPEN) for role in ("viewer", "approver")]
        assert bool(either) == any(alone)


def test_the_roles_for_an_action_are_those_of_the_table() -> None:
    for action in Action:
        able = {
            role for role in TABLE if any(decide(roles=[role], action=action, state=state) for state in State)
        }
        assert roles_that_may(action) == able
