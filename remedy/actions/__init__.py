"""Every write about a case or a channel, one module per noun."""

from remedy.actions.assignments import (
    ask_to_take,
    hand_over,
    rewrap_escrow,
    rewrap_for,
    step_back,
    take_on,
)
from remedy.actions.channels import (
    close_channel,
    make_channel,
    make_escrow_key,
    open_channel,
    revise_channel,
    seat,
    unseat,
)
from remedy.actions.escrow import (
    agree_escrow,
    ask_escrow,
    close_identity,
    let_escrow_lapse,
    reshare_escrow,
    turn_down,
)
from remedy.actions.filing import file_concern
from remedy.actions.handling import move_case, write_to_person
from remedy.actions.keeping import delete_case, end_case_hold, erase_concern, hold_case
from remedy.actions.leaves import come_back, give_to_deputy, go_on_leave
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
    "agree_escrow",
    "appeal",
    "ask_escrow",
    "ask_to_take",
    "change_anonymity",
    "close_channel",
    "close_identity",
    "come_back",
    "delete_case",
    "end_case_hold",
    "erase_concern",
    "file_concern",
    "give_to_deputy",
    "go_on_leave",
    "hand_over",
    "hold_case",
    "judge_outcome",
    "let_escrow_lapse",
    "make_channel",
    "make_escrow_key",
    "make_signing_key",
    "move_case",
    "open_channel",
    "publish_numbers",
    "reshare_escrow",
    "revise_channel",
    "rewrap_escrow",
    "rewrap_for",
    "seal_signing_keys_anew",
    "seat",
    "step_back",
    "take_on",
    "turn_down",
    "unseat",
    "withdraw_concern",
    "write_as_person",
    "write_to_person",
]
