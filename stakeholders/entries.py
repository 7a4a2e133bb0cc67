"""What people hand to the actions of the log, typed and frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from assessments.models import System
from hrdd.accounts.models import User
from stakeholders.confidentiality import Level
from stakeholders.models import Consent, Engagement, StakeholderGroup
from taxonomy.models import Group, Right


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


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """A group of people concerned, or of those who speak for them."""

    name: str
    nearness: str
    is_indigenous: bool = False
    mandate: str = ""
    exposure: str = ""
    barriers: str = ""
    languages: Sequence[str] = ()
    countries: Sequence[str] = ()
    groups: Sequence[Group] = ()
    rights: Sequence[Right] = ()
    systems: Sequence[System] = ()

    def columns(self) -> dict[str, Any]:
        """Returns column -> value, without what is linked to."""
        plain = ("name", "nearness", "is_indigenous", "mandate", "exposure", "barriers")
        lists = {name: list(dict.fromkeys(getattr(self, name))) for name in ("languages", "countries")}
        return {**{name: getattr(self, name) for name in plain}, **lists}


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """Who is to be heard, when, how, by whom and for how much; `engagement` is what came of it."""

    group: StakeholderGroup
    stage: str
    method: str
    planned_on: date
    owner: User | None = None
    budget: int | None = None
    currency: str = ""
    proxy_reason: str = ""
    engagement: Engagement | None = None

    def columns(self) -> dict[str, Any]:
        """Returns field -> value."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


@dataclass(frozen=True, slots=True)
class UseEntry:
    """The answer to one use: given or withheld; for what it holds, and until when."""

    answer: str
    scope: str = ""
    expires_on: date | None = None

    def columns(self) -> dict[str, Any]:
        """Returns field -> value."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


@dataclass(frozen=True, slots=True)
class ConsentEntry:
    """One participant, by her pseudonym, and what she answered use by use; no entry, no answer, no yes."""

    called: str
    given_on: date
    language: str
    group: StakeholderGroup | None = None
    is_child: bool = False
    guardian_agreed: bool | None = None
    child_agreed: bool | None = None
    uses: Mapping[str, UseEntry] = field(default_factory=dict)

    def columns(self) -> dict[str, Any]:
        """Returns field -> value, without the uses."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "uses"}


@dataclass(frozen=True, slots=True)
class CollectiveEntry:
    """What an indigenous people decided, as a people."""

    group: StakeholderGroup
    state: str
    conditions: str = ""
    reason: str = ""
    how_decided: str = ""
    decided_on: date | None = None

    def columns(self) -> dict[str, Any]:
        """Returns field -> value."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


@dataclass(frozen=True, slots=True)
class SupportEntry:
    """What a group was given, in whole units of a currency; a fund comes with its terms."""

    kind: str
    what: str
    given_on: date
    until: date | None = None
    amount: int | None = None
    currency: str = ""
    decides: str = ""
    may_speak: str = ""
    ends_how: str = ""

    def columns(self) -> dict[str, Any]:
        """Returns field -> value."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


@dataclass(frozen=True, slots=True)
class InitiativeEntry:
    """What a company does together with others, what by when, and what came of it."""

    title: str
    aim: str
    partners: str
    target: str
    target_on: date
    seats: int | None = None
    civil_seats: int | None = None
    contribution: str = ""
    result: str = ""
    result_on: date | None = None

    def columns(self) -> dict[str, Any]:
        """Returns field -> value."""
        return {one.name: getattr(self, one.name) for one in fields(self)}
