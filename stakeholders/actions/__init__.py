"""Every write of the engagement log. The only door; one file per noun."""

from stakeholders.actions.attachments import (
    attach_file,
    record_file_taken,
    remove_file,
)
from stakeholders.actions.collective import (
    state_collective_consent,
)
from stakeholders.actions.consents import (
    make_code,
    record_consent,
    revise_consent,
    withdraw_consent,
)
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
from stakeholders.actions.feedback import (
    give_feedback,
    take_feedback,
    write_feedback,
)
from stakeholders.actions.follow_ups import (
    record_check,
)
from stakeholders.actions.groups import (
    create_group,
    revise_group,
)
from stakeholders.actions.inputs import (
    correct_input,
    record_input,
)
from stakeholders.actions.links import (
    link_input,
    link_request,
    unlink_input,
    unlink_request,
)
from stakeholders.actions.openings import (
    agree_opening,
    ask_opening,
    end_opening,
    read_sealed,
    take_sealed_file,
)
from stakeholders.actions.overrides import (
    end_override,
    override_consent,
)
from stakeholders.actions.past import hand_in_past, name_past_columns, throw_away_past, write_past
from stakeholders.actions.plan import (
    plan_engagement,
    remove_planned,
    revise_planned,
    say_not_sought,
    seek_again,
)
from stakeholders.actions.requests import (
    add_request,
    answer_request,
    keep_reply,
    name_change,
    tell_people,
)
from stakeholders.actions.retention import (
    delete_record,
    end_hold,
    keep_until,
    place_hold,
)
from stakeholders.actions.sealing import (
    seal_content_anew,
    seal_input,
    seal_record,
    unseal,
)
from stakeholders.actions.support import give_support, revise_initiative, revise_support, start_initiative

__all__ = [
    "add_contact",
    "add_request",
    "agree_opening",
    "answer_request",
    "ask_opening",
    "attach_file",
    "correct_input",
    "count_participants",
    "create_group",
    "delete_record",
    "end_hold",
    "end_opening",
    "end_override",
    "erase_identity",
    "give_feedback",
    "give_support",
    "hand_in_past",
    "keep_reply",
    "keep_until",
    "link_input",
    "link_request",
    "make_code",
    "name_change",
    "name_past_columns",
    "open_engagement",
    "open_identity",
    "override_consent",
    "place_hold",
    "plan_engagement",
    "put_on_record",
    "read_sealed",
    "record_check",
    "record_consent",
    "record_file_taken",
    "record_input",
    "remove_file",
    "remove_planned",
    "revise_consent",
    "revise_contact",
    "revise_engagement",
    "revise_group",
    "revise_initiative",
    "revise_planned",
    "revise_support",
    "say_not_sought",
    "seal_anew",
    "seal_content_anew",
    "seal_input",
    "seal_record",
    "seek_again",
    "start_initiative",
    "state_collective_consent",
    "take_feedback",
    "take_sealed_file",
    "tell_people",
    "throw_away_past",
    "unlink_input",
    "unlink_request",
    "unseal",
    "withdraw_consent",
    "write_feedback",
    "write_past",
]
