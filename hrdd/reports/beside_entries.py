"""How severe a risk is to the people, on paper: beside the company's rating, the worst first."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hrdd.reports.document import DIMENSIONS, Risk, Voice
from hrdd.reports.entries import MEASURES, Entry, Shown, entry, joined, values
from stakeholders.beside import is_rated, worst_first
from stakeholders.differing import in_words


def beside_entries(risk: Risk, shown: Shown) -> Iterator[Entry]:
    """Returns the company's measures and, below, theirs; nothing where nobody spoke of severity."""
    theirs = worst_first((voice, voice) for voice in risk.get("voices", []) if is_rated(voice))
    if not theirs:
        return
    said = _("The company: %(values)s. What people say stands beside it, the worst first. It lowers no rank.")
    yield entry(_("How severe it is to the people:"), said % {"values": values(risk)}, shown)
    for voice in theirs:
        label = _("%(who)s: %(values)s.") % {"who": _who(voice), "values": _values(voice)}
        differs = in_words(risk, voice, whose=voice.get("whose", ""))
        yield entry(label, joined(differs, voice.get("reason", "").strip()), shown, "voice")


def _who(voice: Voice) -> str:
    if not voice["on"]:
        return voice["group"]
    return f"{voice['group']}, {date_format(date.fromisoformat(voice['on']), 'j F Y')}"


def _values(voice: Voice) -> str:
    said = []
    for name in DIMENSIONS:
        value: int | None = voice.get(name)  # type: ignore[assignment]  # one of the three measures
        said.append(f"{MEASURES[name]} {value or _('not said')}".lower())
    return ", ".join(said)
