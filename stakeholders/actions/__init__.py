"""Every write of the engagement log. The only door; one file per noun."""

from stakeholders.actions.engagements import (
    count_participants,
    open_engagement,
    put_on_record,
    revise_engagement,
)
from stakeholders.actions.inputs import correct_input, link_input, record_input, unlink_input

__all__ = [
    "correct_input",
    "count_participants",
    "link_input",
    "open_engagement",
    "put_on_record",
    "record_input",
    "revise_engagement",
    "unlink_input",
]
