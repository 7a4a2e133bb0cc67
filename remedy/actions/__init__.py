"""Every write about a case or a channel, one module per noun."""

from remedy.actions.assignments import ask_to_take, step_back, take_on
from remedy.actions.channels import (
    close_channel,
    make_channel,
    make_escrow_key,
    open_channel,
    revise_channel,
    seat,
    unseat,
)
from remedy.actions.filing import file_concern
from remedy.actions.handling import move_case, write_to_person
from remedy.actions.keeping import delete_case, end_case_hold, erase_concern, hold_case
from remedy.actions.numbers import publish_numbers
from remedy.actions.person import (
    appeal,
    change_anonymity,
    judge_outcome,
    withdraw_concern,
    write_as_person,
)
from remedy.actions.signing import make_signing_key, seal_signing_keys_anew

__all__ = [
    "appeal",
    "ask_to_take",
    "change_anonymity",
    "close_channel",
    "delete_case",
    "end_case_hold",
    "erase_concern",
    "file_concern",
    "hold_case",
    "judge_outcome",
    "make_channel",
    "make_escrow_key",
    "make_signing_key",
    "move_case",
    "open_channel",
    "publish_numbers",
    "revise_channel",
    "seal_signing_keys_anew",
    "seat",
    "step_back",
    "take_on",
    "unseat",
    "withdraw_concern",
    "write_as_person",
    "write_to_person",
]
