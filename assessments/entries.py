"""What people bring to an action: plain, frozen, the same from a form, the API and the demo."""

from dataclasses import dataclass
from datetime import date

from hrdd.accounts.models import User
from taxonomy.models import Category, Group, Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Grades:
    """A judgement of severity: each dimension 1 to 5 or None (unknown), with the reason for each."""

    scale: int | None
    scope: int | None
    irremediability: int | None
    scale_reason: str = ""
    scope_reason: str = ""
    irremediability_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskEntry(Grades):
    """Everything a person says about a risk. The first of `rights` is the primary one."""

    title: str
    description: str = ""
    category: Category
    rights: tuple[Right, ...] = ()
    other_right: str = ""
    groups: tuple[Group, ...] = ()
    nature: str
    likelihood: int | None = None
    likelihood_reason: str = ""
    delay_makes_irremediable: bool = False
    confidence: str = ""
    rights_in_tension: tuple[Right, ...] = ()
    tension_note: str = ""
    involvement: str = ""
    involvement_reason: str = ""
    enabled: str = ""
    foreseeable: str = ""
    mitigation: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemFacts:
    """What is known of an AI system besides its name, kind and description."""

    modalities: tuple[str, ...] = ()
    lifecycle_stage: str = ""
    release_channels: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceEntry:
    """A time at which the harm happened; of a month or a year any day of it stands for all."""

    what: str
    happened_on: date | None = None
    precision: str = "day"
    country: str = ""
    place: str = ""
    people: str = ""
    source: str
    claim_status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureEntry:
    """Something the company does about a risk."""

    title: str
    owner: User | None = None
    due_on: date | None = None
    status: str = "planned"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What a piece of evidence says about a risk: for how it is judged or against it, and about what."""

    stance: str
    about: str = "whole"
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidualGrades(Grades):
    """A judgement of what stays with the measures in place; likelihood of what has not happened."""

    likelihood: int | None = None
    likelihood_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How another actor in the value chain is involved."""

    involvement: str
    reason: str
    position: str = ""
    enabled: str = ""
    foreseeable: str = ""
    mitigation: str = ""


GRADES = ("scale", "scope", "irremediability", "scale_reason", "scope_reason", "irremediability_reason")
RESIDUAL = (*GRADES, "likelihood", "likelihood_reason")
COLUMNS = (
    *GRADES, "title", "description", "category", "other_right", "nature", "likelihood", "likelihood_reason",
    "delay_makes_irremediable", "confidence", "tension_note", "involvement", "involvement_reason", "enabled",
    "foreseeable", "mitigation", "source",
)  # fmt: skip
# A change of one of these is a judgement of how the company is involved, and is kept as history.
INVOLVEMENT = ("involvement", "enabled", "foreseeable", "mitigation")
# What is said about another actor.
JUDGEMENT = (*INVOLVEMENT, "position", "reason")
# A change of one of these is a judgement of severity: what was stale is so no more.
JUDGED = (*GRADES, "nature", "likelihood", "likelihood_reason", "delay_makes_irremediable", "confidence")
