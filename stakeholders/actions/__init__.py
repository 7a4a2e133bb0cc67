"""Every write of the engagement log. The only door; one file per noun."""

from stakeholders.actions.collective import state_collective_consent
from stakeholders.actions.consents import make_code, record_consent, revise_consent, withdraw_consent
from stakeholders.actions.engagements import (
    count_participants,
    open_engagement,
    put_on_record,
    revise_engagement,
)
from stakeholders.actions.follow_ups import record_check
from stakeholders.actions.inputs import correct_input, link_input, record_input, unlink_input
from stakeholders.actions.overrides import end_override, override_consent
from stakeholders.actions.requests import add_request, answer_request, keep_reply, tell_people

__all__ = [
    "add_request",
    "answer_request",
    "correct_input",
    "count_participants",
    "end_override",
    "keep_reply",
    "link_input",
    "make_code",
    "open_engagement",
    "override_consent",
    "put_on_record",
    "record_check",
    "record_consent",
    "record_input",
    "revise_consent",
    "revise_engagement",
    "state_collective_consent",
    "tell_people",
    "unlink_input",
    "withdraw_consent",
]
