"""What was judged of a risk beside its rating, on paper: groups, actors, what stays, rights in tension."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from hrdd.lib import marks
from hrdd.reports.document import Residual, Risk
from hrdd.reports.entries import MEASURES, Entry, Shown, entry, joined, reasons, values


def group_entries(risk: Risk, shown: Shown) -> Iterator[Entry]:
    """Returns how severe it is for each group, worst first, right below the rating for everyone."""
    groups = risk.get("group_ratings", [])
    if not groups:
        return
    leading = next((rating["group"] for rating in groups if rating["decides"]), "")
    said = (
        _("For everyone it is %(band)d %(word)s; the rank follows: %(group)s.")
        if leading
        else _("For everyone it is %(band)d %(word)s, and no group is rated worse.")
    )
    own = risk.get("own_band", risk["band"])
    told = {"band": own, "word": marks.band_word(own), "group": leading}
    yield entry(_("Where groups differ:"), said % told, shown)
    for rating in groups:
        label = _("%(group)s: %(band)d %(word)s (%(values)s).") % {
            "group": rating["group"],
            "band": rating["band"],
            "word": marks.band_word(rating["band"]),
            "values": values(rating),
        }
        yield entry(label, reasons(rating["reasons"]), shown, "voice")


def judged_entries(risk: Risk, shown: Shown) -> Iterator[Entry]:
    """Returns what was judged beside the rating: factors, other actors, what stays, rights in tension."""
    factors = risk.get("factors")
    if factors:
        asked = [
            (_("It enabled, encouraged or motivated the harm: %s."), factors["enabled"]),
            (_("It could have known: %s."), factors["foreseeable"]),
            (_("Its own mitigation: %s."), factors["mitigation"]),
        ]
        told = [question % answer for question, answer in asked if answer]
        if told or factors["look_again"]:
            told.append(factors["look_again"])
            yield entry(_("What decides the company's involvement:"), " ".join(filter(None, told)), shown)
    for actor in risk.get("actors", []):
        label = _("Also involved, %(who)s: %(how)s.") % {
            "who": ", ".join(filter(None, (actor["name"], actor["position"]))),
            "how": actor["involvement"] or _("Not decided yet"),
        }
        asks = _("This asks: %(duty)s") % {"duty": " ".join(actor["asks"])} if actor["asks"] else ""
        yield entry(label, joined(actor["reason"].strip(), asks), shown)
    residual = risk.get("residual")
    if residual:
        label = _(
            "With the measures in place: %(band)d %(word)s (%(values)s), without them %(own)d. %(rule)s"
        )
        said = {
            "band": residual["band"],
            "word": marks.band_word(residual["band"]),
            "values": _values_of(residual, risk["nature"]),
            "own": risk.get("own_band", risk["band"]),
            "rule": _("It moves no rank."),
        }
        yield entry(label % said, reasons(residual["reasons"]), shown)
    yield from _tension(risk, shown)


def _tension(risk: Risk, shown: Shown) -> Iterator[Entry]:
    rights, note = "; ".join(risk.get("rights_in_tension", [])), risk.get("tension_note", "").strip()
    if rights or note:
        label = _("Rights in tension: %(rights)s.") % {"rights": rights} if rights else _("In tension:")
        yield entry(label, note, shown)
    if risk.get("confidence"):
        yield entry(_("How sure the company is of its rating:"), risk["confidence"] + ".", shown)


def _values_of(residual: Residual, nature: str) -> str:
    measures = values(residual)
    if nature == "actual":
        return measures
    likelihood = f"{MEASURES['likelihood']} {residual['likelihood'] or '?'}".lower()
    return f"{measures}, {likelihood}"
