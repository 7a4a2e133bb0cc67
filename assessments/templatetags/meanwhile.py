"""What a row of a list shows, for the form in that row which decides on it."""

from collections.abc import Callable
from typing import Any

from django import template

from assessments.meanwhile import of_decision, of_party, shown
from assessments.models import RiskDecision, SystemParty

register = template.Library()
FACTS: dict[type, Callable[[Any], Any]] = {RiskDecision: of_decision, SystemParty: of_party}


@register.filter
def as_seen(row: Any) -> str:
    """Returns what is said of this row, as its form sends it back."""
    return str(shown(FACTS[type(row)](row))["seen"])
