"""When a system has to be looked at, and what becomes of a moment to look (practice P2.1).

Source: the workbench's own choice of days. No norm gives any: UN Guiding Principle 18 and the OECD guidance
ask for a look before a new activity and whenever the risks may have changed, without naming a term.

Pure: no Django, no clock, no database.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from assessments.severity import Nature, Severity

# A grave or extreme harm that has happened may be going on: two weeks are enough to look, and few to wait.
AFTER_INCIDENT: Final = timedelta(days=14)
# What a new version changes for people shows within its first month, while it can still be taken back.
AFTER_VERSION: Final = timedelta(days=30)
# Laws, languages and the people who are hit first differ; a month leaves time to ask somebody from there.
AFTER_COUNTRY: Final = timedelta(days=30)
# From this band on an incident calls for a look.
INCIDENT_BAND: Final = 4


class Fate(StrEnum):
    """What became of a moment, or will have to."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    WAIVED = "waived"


def is_incident(severity: Severity) -> bool:
    """Returns whether this is harm that has happened and is grave or extreme."""
    return severity.nature is Nature.ACTUAL and severity.band >= INCIDENT_BAND


def look_at_version_by(*, today: date, released_on: date | None) -> date:
    """Returns the day by which a version has to be looked at: its release, while that lies ahead."""
    return released_on if released_on and released_on > today else today + AFTER_VERSION


def fate(*, expected_by: date, today: date, is_proposal: bool, is_answered: bool, is_waived: bool) -> Fate:
    """Returns what became of a moment; a proposal is overdue like a planned one once its day is past."""
    if is_answered:
        return Fate.ANSWERED
    if is_waived:
        return Fate.WAIVED
    if expected_by < today:
        return Fate.OVERDUE
    return Fate.PROPOSED if is_proposal else Fate.PLANNED
