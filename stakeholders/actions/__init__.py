"""Every write of the engagement log. The only door; one file per noun."""

from stakeholders.actions.engagements import (
    count_participants,
    open_engagement,
    put_on_record,
    revise_engagement,
)
from stakeholders.actions.inputs import correct_input, link_input, record_input, unlink_input
from stakeholders.actions.requests import add_request, answer_request, keep_reply, tell_people

__all__ = [
    "add_request",
    "answer_request",
    "correct_input",
    "count_participants",
    "keep_reply",
    "link_input",
    "open_engagement",
    "put_on_record",
    "record_input",
    "revise_engagement",
    "tell_people",
    "unlink_input",
]
