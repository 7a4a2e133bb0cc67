"""What somebody saw when she decided, and how it stands now, in case another person was faster.

Pages on which something is removed or decided hold no copy of it in fields of a form, as pages for editing
do. Their form sends back what they showed, so that both states can be set side by side. It comes from her
browser, is shown to her alone, and is trusted for nothing else: what decides is the version.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.conflicts import Difference
from assessments.models import (
    GroupRating,
    Involvement,
    Occurrence,
    ResidualRating,
    Risk,
    RiskDecision,
    RiskEvidence,
    SystemParty,
)
from assessments.severity import DIMENSIONS

GRADES = frozenset({*DIMENSIONS, "likelihood"})
RATED = tuple(name for grade in DIMENSIONS for name in (grade, f"{grade}_reason"))
# Where the column has no name for people, or it is no column.
LABELS = {
    "answer": gettext_lazy("the answer"),
    "claim_status": gettext_lazy("how sure it is"),
    "country_in_words": gettext_lazy("country"),
    "note": gettext_lazy("note"),
    "positions_in_words": gettext_lazy("where it stands in the value chain"),
    "read_on": gettext_lazy("read on"),
    "source": gettext_lazy("where this is known from"),
    "stale_because": gettext_lazy("why it has to be looked at again"),
    "state": gettext_lazy("state"),
    "title": gettext_lazy("title"),
    "when": gettext_lazy("when"),
    "where": gettext_lazy("place"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a page says of what is decided, in words."""

    name: str
    label: str
    text: str


def of_group_rating(rating: GroupRating) -> list[Fact]:
    """Returns what is said of a rating for one group."""
    return _facts(rating, *RATED)


def of_residual(rating: ResidualRating) -> list[Fact]:
    """Returns what is said of what stays with the measures in place."""
    return _facts(rating, *RATED, "likelihood", "likelihood_reason")


def of_involvement(judged: Involvement) -> list[Fact]:
    """Returns what is said of how an actor is involved."""
    return _facts(judged, "position", "involvement", "reason", "enabled", "foreseeable", "mitigation")


def of_evidence(link: RiskEvidence) -> list[Fact]:
    """Returns what is said of a piece of evidence, and what it says about the risk."""
    about = _facts(link, "stance", "about", "says")
    return [*_facts(link.evidence, "title", "source", "read_on", "claim_status", "note"), *about]


def of_occurrence(occurrence: Occurrence) -> list[Fact]:
    """Returns what is said of a time when it happened."""
    return _facts(occurrence, "when", "what", "where", "people", "source", "claim_status")


def of_party(link: SystemParty) -> list[Fact]:
    """Returns what is said of a supplier or customer of a system."""
    known = _facts(link.party, "name", "country_in_words", "positions_in_words")
    return [*known, *_facts(link, "note")]


def of_decision(decision: RiskDecision) -> list[Fact]:
    """Returns what a decision on a risk says, and what became of it."""
    return _facts(decision, "state", "standing", "ground", "reason", "until", "answer")


def of_risk(risk: Risk) -> list[Fact]:
    """Returns how a risk is rated, and why it has to be looked at again."""
    likelihood = () if risk.nature == Risk.NatureChoice.ACTUAL else ("likelihood", "likelihood_reason")
    return _facts(risk, "title", "description", "nature", *RATED, *likelihood, "stale_because")


def shown(facts: Sequence[Fact]) -> dict[str, Any]:
    """Returns what a page needs that shows these facts and asks for a decision on them."""
    return {"facts": facts, "seen": json.dumps({fact.name: fact.text for fact in facts})}


def both(request: HttpRequest, now: Sequence[Fact]) -> dict[str, Any]:
    """Returns the same for a page on which another person was faster: what she saw beside what stands now."""
    saw = _read(request.POST.get("seen", ""))
    differing = [
        Difference(fact.name, fact.label, saw.get(fact.name, _("not known any more")), fact.text)
        for fact in now
        if saw.get(fact.name) != fact.text
    ]
    return {**shown(now), "meanwhile": differing}


def _read(raw: str) -> dict[str, str]:
    try:
        saw = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return (
        {name: text for name, text in saw.items() if isinstance(text, str)} if isinstance(saw, dict) else {}
    )


def _facts(row: Any, *names: str) -> list[Fact]:
    return [Fact(name, str(capfirst(_label(row, name))), _in_words(row, name)) for name in names]


def _label(row: Any, name: str) -> Any:
    try:
        field = row._meta.get_field(name)
    except FieldDoesNotExist:
        return LABELS[name]
    # Django makes a name of the column where none is given: that one is no word for people.
    own = field.verbose_name
    return LABELS[name] if name in LABELS and own == name.replace("_", " ") else own


def _in_words(row: Any, name: str) -> str:
    said = getattr(row, f"get_{name}_display", None)
    value = said() if said else getattr(row, name)
    match value:
        case None if name in GRADES:
            return _("unknown")
        case None | "":
            return _("nothing")
        case date():
            return str(date_format(value, "j F Y"))
        case _:
            return str(value)
