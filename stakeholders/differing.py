"""In words: where people who were heard see a harm otherwise than the company does."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.anchors import NAMES
from stakeholders.beside import Gap, gaps
from stakeholders.models.group import Nearness

WHO = {
    Nearness.AFFECTED.value: gettext_lazy("People who may be harmed"),
    Nearness.REPRESENTATIVES.value: gettext_lazy("Those whom people chose to speak for them"),
    Nearness.PROXIES.value: gettext_lazy("Others who know their situation"),
    Nearness.OTHERS.value: gettext_lazy("Other parties"),
}


def in_words(ours: Mapping[str, Any], theirs: Mapping[str, Any], *, whose: str) -> str:
    """Returns the difference in one sentence, such as "People who may be harmed put scope higher by 2."."""
    who = WHO.get(whose) or WHO[Nearness.OTHERS.value]
    found = gaps(ours, theirs)
    if not found:
        return _("%(who)s see it as the company does, as far as they said.") % {"who": who}
    measured = [_gap(gap) for gap in found if gap.ours is not None]
    unknown = [gap for gap in found if gap.ours is None]
    said = []
    if measured:
        said.append(_("%(who)s put %(what)s.") % {"who": who, "what": ", ".join(measured)})
    for gap in unknown:
        told = {"who": who, "what": NAMES[gap.measure], "n": gap.theirs}
        said.append(_("%(who)s say %(what)s is %(n)d; the company does not know.") % told)
    return " ".join(said)


def _gap(gap: Gap) -> str:
    told = {"what": NAMES[gap.measure], "n": abs(gap.by)}
    if gap.by > 0:
        return _("%(what)s higher by %(n)d") % told
    return _("%(what)s lower by %(n)d") % told
