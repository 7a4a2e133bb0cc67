"""The shape of an assessment as one document: what is exported, frozen at an approval, compared and imported.

Keys and codes are those of the API. People stand in it by name alone, organisations by name, categories,
rights and groups by code. Moments are in UTC, days as ISO 8601. Nothing says when or by whom the document
was made, and not whether it is approved: as long as nobody changes an approved assessment, its export is
byte by byte the snapshot that was approved. Pure: no Django, no clock.
"""

from typing import Final, Literal, TypedDict

FORMAT: Final = "hrdd-assessment/1"
DIMENSIONS: Final = ("scale", "scope", "irremediability")

Grade = int | None


class Signed(TypedDict):
    """Who did it, and when."""

    by: str
    at: str


class Category(TypedDict):
    code: str
    title: str


class Edition(TypedDict):
    code: str
    title: str
    categories: list[Category]


class Head(TypedDict):
    """What the assessment says of itself; `based_on` is last year's reference, if it began as a copy."""

    reference: str
    title: str
    moment: str
    version: int
    based_on: str
    edition: Edition
    opened: Signed


class SystemVersion(TypedDict):
    """The version of the system that was looked at."""

    name: str
    released_on: str | None
    changes: str


class SystemParty(TypedDict):
    name: str
    country: str
    positions: list[str]
    relation: str
    note: str


class System(TypedDict):
    name: str
    kind: str
    description: str
    modalities: list[str]
    lifecycle_stage: str
    release_channels: list[str]
    positions: list[str]
    countries: list[str]
    groups: list[str]
    version: SystemVersion | None
    parties: list[SystemParty]


class Closure(Signed):
    """A category or a right found not relevant here: one of the two codes is empty."""

    category: str
    right: str
    reason: str


class Reasons(TypedDict):
    scale: str
    scope: str
    irremediability: str


class ReasonsOfRisk(Reasons):
    likelihood: str


class Grades(TypedDict):
    """The three dimensions; None is unknown, which ranks as 5."""

    scale: Grade
    scope: Grade
    irremediability: Grade
    band: int


class GroupRating(Grades, Signed):
    group: str
    reasons: Reasons


class Residual(Grades, Signed):
    likelihood: Grade
    reasons: ReasonsOfRisk


class Rating(Grades, Signed):
    """One author's rating. Those of all sides stand side by side and are never merged."""

    organisation: str
    side: Literal["company", "reviewer"]
    reasons: Reasons


class Involvement(Signed):
    """How an actor is involved; `party` is None for the company. With `replaced_at` it is history."""

    party: str | None
    position: str
    involvement: str
    enabled: str
    foreseeable: str
    mitigation: str
    reason: str
    replaced_at: str | None


class Occurrence(Signed):
    what: str
    happened_on: str | None
    precision: str
    country: str
    place: str
    people: str
    source: str
    claim_status: str


class Measure(Signed):
    title: str
    owner: str
    due_on: str | None
    status: str
    note: str


class Decision(Signed):
    """To close, defer or reopen a risk; `by` decided, `approver` answered where one was needed."""

    standing: str
    ground: str
    reason: str
    until: str | None
    band_then: int
    state: str
    approver: str
    answered_at: str | None
    answer: str


class Evidence(Signed):
    """What a claim rests on, or what speaks against it: where it is and its digest, never the file."""

    kind: str
    title: str
    url: str
    quotation: str
    file_name: str
    media_type: str
    sha256: str
    source: str
    read_on: str
    claim_status: str
    note: str
    stance: str
    about: str
    says: str


class Answer(Signed):
    organisation: str
    text: str


class Comment(Answer):
    """The first word of a thread that everyone who can see the assessment reads, and what followed."""

    answers: list[Answer]


class Stale(TypedDict):
    since: str
    because: str


class Risk(Grades):
    """A risk to people. `rank` is None once it is closed; the first of `rights` is the primary one.

    `band` and `rank` follow the worst-affected group, `worst_group`, where one is hit harder than everyone.
    """

    rank: int | None
    reference: str
    lineage: str
    example: str
    title: str
    description: str
    category: str
    rights: list[str]
    other_right: str
    rights_in_tension: list[str]
    tension_note: str
    groups: list[str]
    nature: Literal["actual", "potential"]
    likelihood: Grade
    delay_makes_irremediable: bool
    reasons: ReasonsOfRisk
    confidence: str
    worst_group: str
    involvement: str
    involvement_reason: str
    enabled: str
    foreseeable: str
    mitigation: str
    source: str
    standing: Literal["open", "deferred", "closed"]
    judged: Signed | None
    stale: Stale | None
    recorded: Signed
    changed: Signed
    group_ratings: list[GroupRating]
    residual: Residual | None
    ratings: list[Rating]
    involvements: list[Involvement]
    occurrences: list[Occurrence]
    measures: list[Measure]
    decisions: list[Decision]
    evidence: list[Evidence]
    comments: list[Comment]


class Document(TypedDict):
    """The whole assessment. Risks that are worked on come first, by rank; closed ones after them."""

    format: Literal["hrdd-assessment/1"]
    rule: str
    company: str
    assessment: Head
    system: System
    closures: list[Closure]
    risks: list[Risk]
