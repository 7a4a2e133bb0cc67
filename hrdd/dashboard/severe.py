"""The most severe risks across the systems of a company, in the order in which a register ranks them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.api.paging import after as behind
from assessments.api.paging import encode
from assessments.models import Assessment, Risk
from assessments.models.risk import RiskQuerySet
from assessments.reasons import why_band
from hrdd.accounts.models import Organisation
from hrdd.lib.paging import Slice

PAGE = 25
BANDS = ("5", "4", "3", "2", "1")


@dataclass(frozen=True)
class Filters:
    """What narrows the list; anything unknown in the address is ignored."""

    system: str = ""
    nature: str = ""
    band: str = ""

    @property
    def narrow(self) -> bool:
        """Returns whether anything is filtered out."""
        return any((self.system, self.nature, self.band))

    def apply(self, risks: RiskQuerySet) -> RiskQuerySet:
        """Returns the risks that match, of whatever system."""
        if self.nature:
            risks = risks.filter(nature=self.nature)
        return risks.of_band(int(self.band)) if self.band else risks


def filters(asked: Mapping[str, Any]) -> Filters:
    """Returns the filters of an address."""
    nature, band = asked.get("nature", ""), asked.get("band", "")
    return Filters(
        system=name_asked(asked),
        nature=nature if nature in Risk.NatureChoice.values else "",
        band=band if band in BANDS else "",
    )


def name_asked(asked: Mapping[str, Any]) -> str:
    """Returns the part of a system's name that an address asks for."""
    return str(asked.get("system", "")).replace("\0", "").strip()[:200]


def page_of(company: Organisation, chosen: Filters, *, after: str = "", size: int = PAGE) -> Slice:
    """Returns the company's standing risks that match, most severe first, from behind a place; in one query.

    Raises ValidationError for a place that is not ours.
    """
    risks = chosen.apply(Risk.objects.filter(company=company).at_work())
    if after:
        risks = risks.filter(behind(after))
    if chosen.system:
        # The company's order would be searched in vain for a system without risks.
        named = Assessment.objects.filter(company=company, system__name__icontains=chosen.system)
        risks = risks.worst_of(named.at_work(), size + 1)
    found = list(risks.for_portfolio().ranked()[: size + 1])
    return Slice(found[:size], encode(found[size - 1]) if len(found) > size else "")


def why(risk: Risk) -> str:
    """Returns why the risk has its band, and whose rating that is where a group bears more than others."""
    reason = why_band(risk.severity)
    if not risk.follows_group:
        return reason
    return _("%(reason)s So it is for %(group)s, who are hit hardest.") % {
        "reason": reason,
        "group": risk.worst_group,
    }
