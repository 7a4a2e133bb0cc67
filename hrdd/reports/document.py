"""The frozen document: all a report says, as plain data, before anybody thinks of paper.

Whoever builds it reads the database; whoever prints it reads only this. Keys follow the issue's resource
names, so that a person with the JSON and the API open sees one vocabulary. Pure: no Django, no clock.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, Literal, NotRequired, TypedDict, cast

from hrdd.reports.heard_shape import Figure, Heard

FORMAT: Final = "hrdd-report/1"
BANDS = (5, 4, 3, 2, 1)
GRAVE = 4
DIMENSIONS = ("scale", "scope", "irremediability")


class Named(TypedDict):
    name: str


class Category(TypedDict):
    code: str
    title: str
    short_title: str
    # The name that fits above a column; documents frozen before it was kept have none.
    heat_title: NotRequired[str]


class Edition(TypedDict):
    code: str
    title: str
    categories: list[Category]


class Assessment(TypedDict):
    reference: str
    title: str
    status: str
    moment: str
    edition: Edition
    who_can_see: list[str]


class System(TypedDict):
    name: str
    kind: str
    description: str


class Person(TypedDict):
    name: str
    organisation: str


class CategoryRef(TypedDict):
    code: str
    title: str


class Naive(TypedDict):
    """What mean times likelihood would have said: shown beside the rank, used for nothing."""

    score: str
    rank: int


class Right(TypedDict):
    code: str
    title: str
    articles: str
    primary: bool


class Rating(TypedDict):
    """One author's rating beside the company's; None is unknown, which ranks as 5."""

    by: str
    organisation: str
    side: Literal["company", "reviewer"]
    scale: int | None
    scope: int | None
    irremediability: int | None
    likelihood: int | None
    band: int
    reasons: dict[str, str]


class Answer(TypedDict):
    by: str
    organisation: str
    on: str
    text: str


class Comment(TypedDict):
    by: str
    organisation: str
    on: str
    text: str
    answers: list[Answer]


class Closed(TypedDict):
    """A risk that is closed: on which ground, why, by whom (and who approved it), and when."""

    reference: str
    title: str
    category: str
    band: int
    band_word: str
    ground: str
    reason: str
    by: str
    approved_by: str
    on: str


class GroupRating(TypedDict):
    """How severe the harm is for one group; `decides` says that the rank follows it."""

    group: str
    by: str
    scale: int | None
    scope: int | None
    irremediability: int | None
    band: int
    decides: bool
    reasons: dict[str, str]


class Residual(TypedDict):
    """What stays with the measures in place. It moves no rank."""

    by: str
    scale: int | None
    scope: int | None
    irremediability: int | None
    likelihood: int | None
    band: int
    reasons: dict[str, str]


class Actor(TypedDict):
    """How another actor in the value chain is involved, and what that asks of the company."""

    name: str
    position: str
    involvement: str
    reason: str
    asks: list[str]


class Factors(TypedDict):
    """What was answered about the company itself, in words; empty where nobody did."""

    enabled: str
    foreseeable: str
    mitigation: str
    look_again: str


class Voice(TypedDict):
    """What people said of a risk: told without anyone's words, and in their own where they said yes to it.

    `input` is its id in the engagement log. `override` is the reason why words stand here without consent.
    """

    input: str
    group: str
    kind: str
    on: str
    told: str
    words: str
    language: str
    translation: str
    override: str
    # Whose voice it is, and how severe it is to them; documents frozen before it was kept have none.
    whose: NotRequired[str]
    scale: NotRequired[int | None]
    scope: NotRequired[int | None]
    irremediability: NotRequired[int | None]
    reason: NotRequired[str]


class Risk(TypedDict):
    rank: int
    reference: str
    title: str
    description: str
    category: CategoryRef
    nature: Literal["actual", "potential"]
    band: int
    band_word: str
    needs_evidence: list[str]
    scale: int | None
    scope: int | None
    irremediability: int | None
    likelihood: int | None
    delay_makes_irremediable: bool
    reasons: dict[str, str]
    why: str
    naive: Naive
    rights: list[Right]
    other_right: str
    groups: list[str]
    involvement: Literal["caused", "contributed", "directly_linked", "not_connected"] | None
    involvement_reason: str
    duty: str
    ratings: list[Rating]
    rights_holders_heard: bool
    comments: list[Comment]
    # Only where it is so, and not in documents of earlier versions: a deferred risk keeps its rank.
    deferred_until: NotRequired[str]
    since_approved: NotRequired[str]
    stale_because: NotRequired[str]
    # Documents frozen before these were recorded do not have them.
    own_band: NotRequired[int]
    confidence: NotRequired[str]
    rights_in_tension: NotRequired[list[str]]
    tension_note: NotRequired[str]
    group_ratings: NotRequired[list[GroupRating]]
    factors: NotRequired[Factors]
    actors: NotRequired[list[Actor]]
    residual: NotRequired[Residual | None]
    voices: NotRequired[list[Voice]]


class Method(TypedDict):
    """The rule in words and the anchors of each measure, from 1 to 5."""

    statement: str
    anchors: dict[str, list[str]]


class Counts(TypedDict):
    risks: int
    bands: list[int]
    actual: int
    needs_evidence: int
    not_consulted: int
    differing: int
    comments: int


class IndexedRight(TypedDict):
    code: str
    title: str
    articles: str
    risks: list[str]


class Annex(TypedDict):
    rights_index: list[IndexedRight]


class Considered(TypedDict):
    """A category or a right: how many risks touch it, or why it is not relevant, or neither."""

    code: str
    title: str
    state: Literal["covered", "closed", "blank"]
    risks: int
    highest: int | None
    reason: str
    by: str
    on: str


class Coverage(TypedDict):
    """All categories of the edition and all rights, in their order."""

    categories: list[Considered]
    rights: list[Considered]


class Approved(TypedDict):
    """The newest approved version; `digest` only when this report says exactly what was approved."""

    version: int
    by: str
    on: str
    outdated_on: str
    digest: str


class Moment(TypedDict):
    """A time at which the system has, or had, to be looked at; `by`, `on` and `reason` of a waiver only."""

    state: Literal["overdue", "planned", "proposed", "waived", "answered"]
    kind: str
    what: str
    expected_by: str
    assessment: str
    reason: str
    by: str
    on: str


class Frame(TypedDict):
    """What the builder says besides the risks. Older documents lack what is not required."""

    kind: Literal["severity"]
    rule: str
    language: str
    created_on: str
    confidentiality: str
    company: Named
    assessment: Assessment
    system: System
    requested_by: Person
    method: Method
    moments: NotRequired[list[Moment]]
    coverage: NotRequired[Coverage]
    heard: NotRequired[Heard]
    scorecard: NotRequired[list[Figure]]
    approved: NotRequired[Approved | None]


class Document(Frame):
    """The whole report. `counts.bands` and `profile` run from band 5 to band 1."""

    format: Literal["hrdd-report/1"]
    counts: Counts
    profile: list[list[int]]
    risks: list[Risk]
    not_consulted: list[str]
    annex: Annex
    closed: NotRequired[list[Closed]]


def freeze(frame: Frame, risks: Iterable[Risk], closed: Iterable[Closed] = ()) -> Document:
    """Returns the document: the risks by rank, all that can be counted from them, and apart the closed ones.

    Raises ValueError when two risks claim one rank, or a category is not of the edition.
    """
    ordered = sorted(risks, key=lambda risk: risk["rank"])
    if len({risk["rank"] for risk in ordered}) != len(ordered):
        raise ValueError("two risks claim the same rank")
    codes = [category["code"] for category in frame["assessment"]["edition"]["categories"]]
    if unknown := {risk["category"]["code"] for risk in ordered} - set(codes):
        raise ValueError(f"not in this edition: {', '.join(sorted(unknown))}")
    cells = Counter((risk["band"], risk["category"]["code"]) for risk in ordered)
    not_consulted = [risk["reference"] for risk in ordered if is_not_consulted(risk)]
    counts: Counts = {
        "risks": len(ordered),
        "bands": [sum(risk["band"] == band for risk in ordered) for band in BANDS],
        "actual": sum(risk["nature"] == "actual" for risk in ordered),
        "needs_evidence": sum(bool(risk["needs_evidence"]) for risk in ordered),
        "not_consulted": len(not_consulted),
        "differing": sum(bool(differing(risk)) for risk in ordered),
        "comments": sum(len(risk["comments"]) for risk in ordered),
    }
    return {
        **frame,
        "format": FORMAT,
        "counts": counts,
        "profile": [[cells[band, code] for code in codes] for band in BANDS],
        "risks": ordered,
        "not_consulted": not_consulted,
        "annex": {"rights_index": _rights_index(ordered)},
        "closed": list(closed),
    }


def is_not_consulted(risk: Risk) -> bool:
    """Returns whether a grave or extreme risk stands without input from the people it concerns."""
    return risk["band"] >= GRAVE and not risk["rights_holders_heard"]


def differing(risk: Risk) -> list[Rating]:
    """Returns the reviewers' ratings a band or more away from the company's: each one is a finding."""
    return [r for r in risk["ratings"] if r["side"] == "reviewer" and r["band"] != risk["band"]]


def read(content: bytes) -> Document:
    """Returns the document out of its JSON; raises ValueError when it is not of this format."""
    data = json.loads(content)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ValueError(f"not a document of the format {FORMAT}")
    return cast(Document, data)


def _rights_index(risks: Sequence[Risk]) -> list[IndexedRight]:
    found: dict[str, IndexedRight] = {}
    for risk in risks:
        for right in risk["rights"]:
            entry = found.setdefault(
                right["code"],
                {"code": right["code"], "title": right["title"], "articles": right["articles"], "risks": []},
            )
            entry["risks"].append(risk["reference"])
    return sorted(found.values(), key=lambda entry: (entry["title"], entry["code"]))
