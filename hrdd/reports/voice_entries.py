"""What people said of a risk, on paper: told, quoted with their yes, and marked where nobody was asked."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hrdd.reports.document import Risk, Voice
from hrdd.reports.entries import Entry, Shown, entry


def voice_entries(risk: Risk, shown: Shown) -> Iterator[Entry]:
    """Returns what people said, in the order in which it was linked to the risk."""
    for voice in risk.get("voices", []):
        if not voice["told"] and not voice["words"]:
            continue
        yield entry(_said_by(voice), voice["told"], shown, "voice")
        if voice["words"]:
            label = (
                _("In their own words (%(language)s):") % {"language": voice["language"]}
                if voice["language"]
                else _("In their own words:")
            )
            yield entry(label, _quoted(voice["words"]), shown, "voice voice--answer")
        if voice["translation"]:
            yield entry(_("Translated:"), _quoted(voice["translation"]), shown, "voice voice--answer")
        if voice["override"]:
            label = _("Nobody was asked whether these words may be used. Why they are:")
            yield entry(label, voice["override"], shown, "voice voice--answer")


def _said_by(voice: Voice) -> str:
    told = {"group": voice["group"], "kind": voice["kind"].lower()}
    if not voice["on"]:
        return _("What people said (%(group)s; %(kind)s).") % told
    day = date_format(date.fromisoformat(voice["on"]), "j F Y")
    return _("What people said (%(group)s, %(day)s; %(kind)s).") % {**told, "day": day}


def _quoted(text: str) -> str:
    return f"“{text.strip()}”"
