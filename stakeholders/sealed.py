"""What of a sealed record, or a sealed input, is content and lies in the seal. Knows no Django and no key.

Everything people said or were told, and who, when and how: what stays open is what keeps them safe and the
record in order (number, level, which assessment, until when it is kept, whether they want to be contacted).
"""

from typing import Any, Final

from stakeholders.parts import EVERY_FIELD

STAYS_OPEN: Final = ("level", "assessment", "system", "retain_until", "do_not_contact")
RECORD: Final = tuple(name for name in EVERY_FIELD if name not in STAYS_OPEN)
INPUT: Final = (
    "kind", "words", "language", "translation", "told", "scale", "scope", "irremediability", "severity_words",
)  # fmt: skip
VERSION: Final = ("content", "reason")
ATTACHMENT: Final = ("title", "file_name", "media_type", "sha256", "sha256_received", "size")
# What hangs on a record and is sealed with it: the path to the rows, and their columns.
WITH_THE_RECORD: Final = {
    "participations": ("people", "women", "children", "note"),
    "collective_consents": ("state", "conditions", "reason", "how_decided", "decided_on"),
    "requests": (
        "text", "answer", "reason", "answered_by_id", "answered_at", "told_on", "told_how", "reply",
        "replied_on", "change",
    ),
    "follow_ups": ("note",),
    "feedback_tellings": ("told_how",),
}  # fmt: skip
# What people were to be told of it leaves its table, whole.
FEEDBACK: Final = (
    "language", "request_id", "input_id", "number", "said", "done", "why", "based_on", "written_by_id",
    "written_at",
)  # fmt: skip
# Answers to each use of what a participant said stay, so that her code still takes them back; texts go.
OF_CONSENT: Final = ("scope",)
# A row that must have a reason says this instead.
DASH: Final = "—"

DAYS = frozenset(
    ("held_on", "held_until", "informed_on", "reprisal_rated_on", "decided_on", "told_on", "replied_on")
)
NUMBERS = frozenset(("scale", "scope", "irremediability", "people", "women", "children"))


def is_empty(noun: str) -> dict[str, Any]:
    """Returns column -> the value that says nothing, for an engagement or an input."""
    names = {"engagement": RECORD, "input": INPUT}[noun]
    return {name: _nothing(name) for name in names}


def _nothing(name: str) -> Any:
    if name == "languages":
        return []
    return None if name in DAYS or name in NUMBERS else ""
