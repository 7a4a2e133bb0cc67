"""What involvement asks of the company, in words (UN Guiding Principles 13, 19 and 22)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.involvement import Involvement

DUTY_NOTES: dict[str, Promise] = {
    Involvement.CAUSED: _("Our own act or omission was enough. We stop it, and provide remedy."),
    Involvement.CONTRIBUTED: _(
        "With others, or by enabling or encouraging them. We stop our part, use leverage on the rest, and "
        "give our share of remedy."
    ),
    Involvement.DIRECTLY_LINKED: _(
        "We use or build leverage, and weigh leaving against the harm of leaving."
    ),
    Involvement.NOT_CONNECTED: _("We say why."),
}

NOT_JUDGED = _("Nobody has judged yet how the company is involved. Until then nothing follows from it.")


def duty_in_words(involvement: str) -> str:
    """Returns what must be done; says so when involvement was not judged yet."""
    return str(DUTY_NOTES.get(involvement, NOT_JUDGED))
