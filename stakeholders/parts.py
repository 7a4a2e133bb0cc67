"""The guided form of an engagement: which questions belong to which step. Knows no Django."""

from typing import Final

ABOUT: Final = (
    "title", "purpose", "decision", "assessment", "system", "stage", "method", "level", "held_on",
    "held_until", "place",
)  # fmt: skip
BEFORE: Final = (
    "information_given", "information_language", "informed_on", "can_still_change", "languages",
    "interpreter", "accessibility", "place_chosen_by", "safer_option", "costs_covered", "costs_note",
)  # fmt: skip
SAFETY: Final = (
    "reprisal", "reprisal_sources", "reprisal_mitigation", "reprisal_rated_on", "agreed_channel",
    "do_not_contact",
)  # fmt: skip
PEOPLE: Final = ("how_chosen", "who_was_missing", "mandate", "independence", "proxy_reason")
AFTER: Final = ("summary", "disagreements", "red_lines", "retain_until")

PARTS: Final = {"about": ABOUT, "before": BEFORE, "safety": SAFETY, "people": PEOPLE, "after": AFTER}
EVERY_FIELD: Final = tuple(name for part in PARTS.values() for name in part)
