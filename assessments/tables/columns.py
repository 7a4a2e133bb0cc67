"""Which column of a table says what of a risk: the fields, and a guess from the names of the columns."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hrdd.lib.sheets import guess as guess_columns

FIELDS: dict[str, Promise] = {
    "title": _("The risk in one sentence"),
    "description": _("What happens"),
    "category": _("Category (its code or its name)"),
    "nature": _("Has it happened? (actual or potential)"),
    "scale": _("Scale (1 to 5, or unknown)"),
    "scale_reason": _("Why this scale"),
    "scope": _("Scope (1 to 5, or unknown)"),
    "scope_reason": _("Why this scope"),
    "irremediability": _("Irremediability (1 to 5, or unknown)"),
    "irremediability_reason": _("Why this irremediability"),
    "likelihood": _("Likelihood (1 to 5, or unknown; only of what has not happened)"),
    "likelihood_reason": _("Why this likelihood"),
    "delay_makes_irremediable": _("Waiting makes it harder to undo (yes or no)"),
    "confidence": _("How sure we are of the rating (low, medium or high)"),
    "primary_right": _("The right it touches most"),
    "rights": _("Other rights it touches (separated by semicolons)"),
    "other_right": _("Another right, not in the list"),
    "groups": _("Who is hit first or hardest (separated by semicolons)"),
    "involvement": _("Our involvement"),
    "involvement_reason": _("How we are involved"),
    "source": _("Where this is known from"),
}
NEEDED = (
    "title", "category", "nature", "scale", "scale_reason", "scope", "scope_reason", "irremediability",
    "irremediability_reason",
)  # fmt: skip

# Other names under which people keep these columns, beside the field's own name.
ALSO: dict[str, tuple[str, ...]] = {
    "title": ("risk", "name", "summary", "harm"),
    "description": ("details", "what happens"),
    "nature": ("actual or potential", "has it happened", "happened", "type"),
    "scale_reason": ("why this scale", "reason for scale", "reasons scale"),
    "scope_reason": ("why this scope", "reason for scope", "reasons scope"),
    "irremediability": ("irremediable", "remediability", "irreversibility"),
    "irremediability_reason": ("why this irremediability", "reason for irremediability"),
    "likelihood": ("probability",),
    "likelihood_reason": ("why this likelihood", "reason for likelihood"),
    "delay_makes_irremediable": ("delay", "waiting makes it harder to undo"),
    "primary_right": ("right", "main right", "the right it touches most"),
    "rights": ("further rights", "other rights"),
    "other_right": ("another right",),
    "groups": ("groups affected", "who is hit first or hardest", "affected groups", "rights holders"),
    "involvement": ("our involvement",),
    "involvement_reason": ("how we are involved", "reason for involvement"),
    "source": ("sources", "where this is known from"),
}


def guess(header: Sequence[str]) -> dict[str, int]:
    """Returns field -> number of its column (from 0), for every field that a column's name gives away."""
    return guess_columns(header, FIELDS, ALSO)
