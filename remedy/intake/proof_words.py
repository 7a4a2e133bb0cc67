"""What a proof of complaint says, in words for people."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from remedy.proof import Reason

REASONS: Final[Mapping[Reason, Promise]] = {
    Reason.NOT_ONE: gettext_lazy(
        "This is not a whole proof of complaint. Paste everything, from the first line to the end of the "
        "signature, and nothing else."
    ),
    Reason.FIELDS: gettext_lazy(
        "Its lines are not those of a proof of complaint: a line is missing, or there is one more."
    ),
    Reason.FORM: gettext_lazy(
        "One of its lines does not look as it must. Perhaps a part was lost when it was copied: try the file "
        "as it was saved."
    ),
    Reason.UNKNOWN_KEY: gettext_lazy(
        "No company here has the key that it names. If another workbench made it, check it there."
    ),
    Reason.CHANGED: gettext_lazy(
        "The signature does not fit. The text was changed after it was signed, or somebody else signed it. "
        "One changed sign is enough: try the file as it was saved."
    ),
    Reason.TOO_LATE: gettext_lazy("It was signed with a key that was no longer in use on the day it names."),
}
STATUSES: Final[Mapping[str, Promise]] = {
    "received": gettext_lazy("Received"),
    "acknowledged": gettext_lazy("Received, and somebody has seen it"),
    "screened": gettext_lazy("Looked at for the first time"),
    "accepted": gettext_lazy("Accepted"),
    "redirected": gettext_lazy("Passed on to where help can be found"),
    "declined": gettext_lazy("Declined, with reasons"),
    "interim_protection": gettext_lazy("The harm is being stopped first"),
    "fact_finding": gettext_lazy("What happened is being found out"),
    "dialogue": gettext_lazy("Talks about what would put it right"),
    "proposal": gettext_lazy("A proposal was made"),
    "agreed": gettext_lazy("Both sides agreed"),
    "disputed": gettext_lazy("The two sides do not agree"),
    "decided": gettext_lazy("Decided"),
    "remedy_in_progress": gettext_lazy("It is being put right"),
    "remedy_verified": gettext_lazy("Put right, and checked"),
    "closed": gettext_lazy("Closed"),
    "appealed": gettext_lazy("The person objected to the answer"),
    "withdrawn": gettext_lazy("Taken back by the person"),
    "escalated_outside": gettext_lazy("With somebody outside the company"),
    "reopened": gettext_lazy("Open again"),
    "erased": gettext_lazy("Erased, as the person wished"),
}


def status_word(status: str) -> str:
    """Returns how the case stood, in words; the code itself, made readable, when it is not known."""
    return str(STATUSES[status]) if status in STATUSES else status.replace("_", " ").capitalize()
