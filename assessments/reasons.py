"""The rule `severity-first/1` in words: why a risk has its band, and why it stands above the next."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.anchors import NAMES
from assessments.severity import DIMENSIONS, Severity, first_difference, worst_if_unknown


def why_band(severity: Severity, *, group: str = "") -> str:
    """Returns the band's reason, such as "4, because scale is 4 and irremediability is 4.".

    With `group` it is that group's: "5, because for children scale is 5.".
    """
    largest = max(worst_if_unknown(getattr(severity, name)) for name in DIMENSIONS)
    if severity.band < largest:
        values: dict[str, Any] = {"band": severity.band, "largest": largest, "scale": severity.scale}
        if group:
            values["group"] = in_a_sentence(group)
            return (
                _("%(band)s, although for %(group)s one measure is %(largest)s: scale is only %(scale)s.")
                % values
            )
        return _("%(band)s, although one measure is %(largest)s: scale is only %(scale)s.") % values
    causes = [
        _("%(measure)s is unknown and ranks as 5") % {"measure": NAMES[name]}
        if getattr(severity, name) is None
        else _("%(measure)s is %(value)s") % {"measure": NAMES[name], "value": getattr(severity, name)}
        for name in DIMENSIONS
        if worst_if_unknown(getattr(severity, name)) == largest
    ]
    told = {"band": severity.band, "causes": _join(causes)}
    if group:
        return _("%(band)s, because for %(group)s %(causes)s.") % {**told, "group": in_a_sentence(group)}
    return _("%(band)s, because %(causes)s.") % told


def why_band_of(risk: Any) -> str:
    """Returns the reason for a risk's band, naming the group its rank follows, if it follows one."""
    group = risk.worst_group.title if risk.follows_group else ""
    return why_band(risk.severity, group=group)


def in_a_sentence(title: str) -> str:
    """Returns a title as it is written inside a sentence: "children", but "LGBTIQ+ people"."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def why_above(upper: Severity, lower: Severity) -> str:
    """Returns why `upper` stands above `lower`, naming the first measure in which they differ."""
    difference = first_difference(upper, lower)
    match difference.measure:
        case "earlier":
            return _("equal on every measure, recorded earlier")
        case "delay_makes_irremediable":
            return _("waiting would make it harder to undo")
        case measure:
            values = {"measure": NAMES[measure], "upper": difference.upper, "lower": difference.lower}
            if measure != "band" and getattr(upper, measure) is None and measure in upper.needs_evidence:
                return _("%(measure)s unknown, ranked as %(upper)s, above %(measure)s %(lower)s") % values
            return _("%(measure)s %(upper)s above %(measure)s %(lower)s") % values


def why_here(severity: Severity, below: Severity | None, *, below_reference: str = "") -> str:
    """Returns the reason for a place in the register: against the risk right below, or that it is last."""
    if below is None:
        return _("Last: nothing here is less severe. It is addressed in its turn, not dropped.")
    return _("Above %(reference)s: %(reason)s.") % {
        "reference": below_reference,
        "reason": why_above(severity, below),
    }


def _join(parts: list[str]) -> str:
    return pgettext("between two causes", " and ").join(parts)
