"""Whether somebody may decide that words are used though nobody was asked."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from stakeholders.consent import IN_REPORT, Use, refuses
from stakeholders.models import Input


def why_not(said: Input, *, at: datetime) -> str:
    """Returns why nobody may say yes in her place; nothing when somebody may. Reads as `in_full` does."""
    if not said.words:
        return _("Nobody’s own words are written down here.")
    if said.consent and not said.consent.stands_for_herself:
        return _("For a child only the guardian and the child say yes, nobody else.")
    if said.consent and refuses(said.consent.said, Use.QUOTE):
        return _("She said no, or took it back. Nobody says yes in her place.")
    if said.words_may_go(IN_REPORT, on=localdate(at)):
        return _("These words may go into reports already.")
    return ""
