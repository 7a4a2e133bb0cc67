"""The moments to assess of a system, as a report tells them: what is late stands first."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hrdd.reports import blocks
from hrdd.reports.blocks import Entry, Shown
from hrdd.reports.document import Moment

# The day of each is the one on which it is, or was, expected.
CHAPTERS = {
    "overdue": gettext_lazy("Overdue: nobody has looked yet"),
    "planned": gettext_lazy("Planned"),
    "proposed": gettext_lazy("Proposed by the workbench, not decided on yet"),
    "waived": gettext_lazy("Waived"),
    "answered": gettext_lazy("Answered"),
}


def arrange(found: Sequence[Moment], shown: Shown) -> list[tuple[str, list[Entry]]]:
    """Returns title and entries of each state that has any."""
    by_state = [
        (str(title), [_entry(moment, shown) for moment in found if moment["state"] == state])
        for state, title in CHAPTERS.items()
    ]
    return [(title, entries) for title, entries in by_state if entries]


def _entry(moment: Moment, shown: Shown) -> Entry:
    said = f"{moment['what'].rstrip('.')} ({moment['kind']})."
    match moment["state"]:
        case "waived":
            named = {"who": moment["by"], "day": blocks.day(moment["on"]), "reason": moment["reason"]}
            said += " " + _("Waived by %(who)s on %(day)s: %(reason)s") % named
        case "answered":
            said += " " + _("Answered by %(assessment)s.") % {"assessment": moment["assessment"]}
    return blocks.entry(blocks.day(moment["expected_by"]) + ":", said, shown)
