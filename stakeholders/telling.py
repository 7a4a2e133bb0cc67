"""A change in words: with who made it, for the company, and without names, as people may be told it."""

from django.utils.translation import gettext as _

from assessments.anchors import NAMES
from hrdd.lib.marks import band_word
from stakeholders.rerating import Rerating


def rated_in_words(rated: Rerating, *, who: str, risk: str) -> str:
    """Returns who rated a risk anew, and from what to what."""
    before, after = rated.before.band, rated.after.band
    if before != after:
        said = _("%(who)s rated %(risk)s anew: from %(before)s to %(after)s")
        return said % {"who": who, "risk": risk, "before": _band(before), "after": _band(after)}
    said = _("%(who)s rated %(risk)s anew: %(what)s; it stays %(after)s")
    return said % {"who": who, "risk": risk, "what": _moved(rated), "after": _band(after)}


def told_in_words(action: str, *, what: str, rated: Rerating | None) -> str:
    """Returns the change as a first draft of what people are told; nothing where no draft would fit."""
    if rated:
        before, after = band_word(rated.before.band).lower(), band_word(rated.after.band).lower()
        if before != after:
            said = _("We judged anew how severe this harm is: from %(before)s to %(after)s.")
            return said % {"before": before, "after": after}
        return _("We judged anew how severe this harm is. It stays %(after)s.") % {"after": after}
    told = {
        "rating confirmed": _("We looked again at how severe this harm is. Our rating stands."),
        "measure added": _("We decided to do this: %(what)s."),
        "measure changed": _("We went on with this: %(what)s."),
        "risk closed": _("We closed our work on this harm."),
        "risk deferred": _("We put off our work on this harm."),
        "risk reopened": _("We took up our work on this harm again."),
        "risk reopened by its rating": _("We took up our work on this harm again."),
    }
    return told.get(action, "") % {"what": what.rstrip(".")}


def _moved(rated: Rerating) -> str:
    said = _("%(name)s from %(before)s to %(after)s")
    return ", ".join(
        said % {"name": NAMES[name], "before": _value(before), "after": _value(after)}
        for name, before, after in rated.moved
    )


def _band(value: int) -> str:
    return f"{value} {band_word(value)}"


def _value(value: int | None) -> str:
    return _("unknown") if value is None else str(value)
