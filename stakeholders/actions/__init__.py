"""Every write of the engagement log. The only door; one file per noun."""

from stakeholders.actions.contacts import (
    add_contact,
    erase_identity,
    open_identity,
    revise_contact,
    seal_anew,
)
from stakeholders.actions.engagements import (
    count_participants,
    open_engagement,
    put_on_record,
    revise_engagement,
)
from stakeholders.actions.groups import create_group, revise_group
from stakeholders.actions.inputs import correct_input, link_input, record_input, unlink_input
from stakeholders.actions.requests import add_request, answer_request, keep_reply, tell_people

__all__ = [
    "add_request",
    "answer_request",
    "correct_input",
    "count_participants",
    "keep_reply",
from stakeholders.actions.plan import (
    plan_engagement,
    remove_planned,
    revise_planned,
    say_not_sought,
    seek_again,
)

__all__ = [
    "add_contact",
    "correct_input",
    "count_participants",
    "create_group",
    "erase_identity",
    "link_input",
    "open_engagement",
    "open_identity",
    "plan_engagement",
    "put_on_record",
    "record_input",
    "remove_planned",
    "revise_contact",
    "revise_engagement",
    "tell_people",
    "revise_group",
    "revise_planned",
    "say_not_sought",
    "seal_anew",
    "seek_again",
    "unlink_input",
]
