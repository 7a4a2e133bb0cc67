"""What people hand to the actions of the log, typed and frozen."""

from dataclasses import dataclass, fields
from typing import Any

from stakeholders.confidentiality import Level
from stakeholders.models import Consent, StakeholderGroup


@dataclass(frozen=True, slots=True)
class InputEntry:
    """One thing people said; the three grades are theirs, 1 to 5 or None where they did not say."""

    group: StakeholderGroup
    kind: str
    words: str = ""
    language: str = ""
    translation: str = ""
    told: str = ""
    level: str = Level.RESTRICTED.value
    consent: Consent | None = None
    scale: int | None = None
    scope: int | None = None
    irremediability: int | None = None
    severity_words: str = ""

    def columns(self) -> dict[str, Any]:
        """Returns field -> value."""
        return {one.name: getattr(self, one.name) for one in fields(self)}
