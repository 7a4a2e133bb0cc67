"""Two versions of an assessment side by side: what was added, closed, re-rated, re-ranked, and what else.

Takes two documents (`shape.Document`) of the same assessment or of two years; risks are matched by their
lineage. Pure: no Django, no clock, no database.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

Json = Mapping[str, Any]

RATED: Final = (
    "band", "scale", "scope", "irremediability", "nature", "likelihood", "delay_makes_irremediable",
    "worst_group",
)  # fmt: skip
INVOLVED: Final = ("involvement", "enabled", "foreseeable", "mitigation")
WORDED: Final = (
    "title", "description", "rights", "other_right", "rights_in_tension", "tension_note", "groups",
    "confidence", "involvement_reason", "source",
)  # fmt: skip
LISTED: Final = ("occurrences", "evidence", "involvements", "group_ratings")
RESIDUAL: Final = ("band", "scale", "scope", "irremediability", "likelihood")
# By whom and when a row was written is not what it says.
SIGNED: Final = frozenset({"by", "at"})


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs, in the codes of the documents."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Move:
    """From which rank to which, and why: itself re-rated, or others that came, went and passed.

    `came` and `went` count risks above it that were added, or closed; `passed` counts those that were
    re-rated past it, less those that fell below it.
    """

    before: int
    after: int
    itself: bool
    came: int = 0
    went: int = 0
    passed: int = 0


@dataclass(frozen=True, slots=True)
class RiskThen:
    """A risk as one of the two versions had it."""

    lineage: str
    reference: str
    title: str
    band: int
    rank: int | None


@dataclass(frozen=True, slots=True)
class Changed:
    """A risk that both versions work on, with what differs."""

    risk: RiskThen
    before: RiskThen
    rated: list[Change] = field(default_factory=list)
    category: Change | None = None
    involvement: list[Change] = field(default_factory=list)
    standing: Change | None = None
    measures: list[Change] = field(default_factory=list)
    words: list[Change] = field(default_factory=list)
    parts: list[Change] = field(default_factory=list)
    move: Move | None = None

    @property
    def is_touched(self) -> bool:
        """Returns whether anything of its own differs, not only the rank that others gave it."""
        return any(
            (
                self.rated,
                self.category,
                self.involvement,
                self.standing,
                self.measures,
                self.words,
                self.parts,
            )
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs; risks worst first."""

    added: list[RiskThen]
    closed: list[RiskThen]
    removed: list[RiskThen]
    reopened: list[RiskThen]
    changed: list[Changed]
    only_moved: list[Changed]
    untouched: int
    coverage: list[Change]
    head: list[Change]
    system: list[Change]

    @property
    def is_empty(self) -> bool:
        """Returns whether the two versions say the same."""
        of_risks = (self.added, self.closed, self.removed, self.reopened, self.changed, self.only_moved)
        return not any((*of_risks, self.coverage, self.head, self.system))


def compare(old: Json, new: Json) -> Comparison:
    """Returns what differs between two documents, from the old one to the new one."""
    was, now = ({risk["lineage"]: risk for risk in document["risks"]} for document in (old, new))
    before, after = _standing(was), _standing(now)
    both = [key for key in after if key in before]
    added = [risk for key, risk in after.items() if key not in was]
    reopened = [risk for key, risk in after.items() if key in was and key not in before]
    gone = [risk for key, risk in before.items() if key not in after]
    came = sorted(risk["rank"] for risk in (*added, *reopened))
    went = sorted(risk["rank"] for risk in gone)
    pairs = [_changed(before[key], after[key], came, went) for key in both]
    changed = [pair for pair in pairs if pair.is_touched]
    only_moved = [pair for pair in pairs if pair.move and not pair.is_touched]
    return Comparison(
        added=_worst_first(added),
        closed=_worst_first(now[risk["lineage"]] for risk in gone if risk["lineage"] in now),
        removed=_worst_first(risk for risk in gone if risk["lineage"] not in now),
        reopened=_worst_first(reopened),
        changed=changed,
        only_moved=only_moved,
        untouched=len(pairs) - len(changed) - len(only_moved),
        coverage=_coverage(old, new),
        head=_head(old, new),
        system=_differences(old["system"], new["system"], tuple(old["system"])),
    )


def _standing(risks: Json) -> dict[str, Json]:
    """Returns the risks that are worked on, by rank: the documents hold them in that order."""
    return {key: risk for key, risk in risks.items() if risk["rank"] is not None}


def _changed(before: Json, after: Json, came: Sequence[int], went: Sequence[int]) -> Changed:
    rated = [*_differences(before, after, RATED), *_worst_group(before, after)]
    return Changed(
        risk=_then(after),
        before=_then(before),
        rated=rated,
        category=next(iter(_differences(before, after, ("category",))), None),
        involvement=_differences(before, after, INVOLVED),
        standing=next(iter(_differences(before, after, ("standing",))), None),
        measures=_measures(before["measures"], after["measures"]),
        words=[
            *_differences(before, after, WORDED),
            *(
                Change(f"{change.name}_reason", change.before, change.after)
                for change in _differences(before["reasons"], after["reasons"], tuple(after["reasons"]))
            ),
        ],
        parts=[
            *(
                Change(name, len(before[name]), len(after[name]))
                for name in LISTED
                if _unsigned(before[name]) != _unsigned(after[name])
            ),
            *_residual(before["residual"], after["residual"]),
        ],
        move=_move(before["rank"], after["rank"], came, went, itself=bool(rated)),
    )


def _worst_group(before: Json, after: Json) -> list[Change]:
    """Returns how the rating of the group that the rank follows differs, while it is the same group."""
    if not after["worst_group"] or before["worst_group"] != after["worst_group"]:
        return []
    then, now = (
        next(rating for rating in risk["group_ratings"] if rating["group"] == risk["worst_group"])
        for risk in (before, after)
    )
    return [
        Change(f"group_{change.name}", change.before, change.after)
        for change in _differences(then, now, ("scale", "scope", "irremediability"))
    ]


def _residual(before: Json | None, after: Json | None) -> list[Change]:
    """Returns how the rating with the measures in place differs, in its grades and in its reasons."""
    if before is None or after is None:
        given = [rating["band"] if rating else None for rating in (before, after)]
        return [] if before is after else [Change("residual_band", *given)]
    reasons = _differences(before["reasons"], after["reasons"], tuple(after["reasons"]))
    return [
        *(Change(f"residual_{c.name}", c.before, c.after) for c in _differences(before, after, RESIDUAL)),
        *(Change(f"residual_{c.name}_reason", c.before, c.after) for c in reasons),
    ]


def _move(before: int, after: int, came: Sequence[int], went: Sequence[int], *, itself: bool) -> Move | None:
    if before == after:
        return None
    above_came, above_went = bisect_left(came, after), bisect_left(went, before)
    return Move(before, after, itself, above_came, above_went, after - before - above_came + above_went)


def _measures(before: Sequence[Json], after: Sequence[Json]) -> list[Change]:
    """Returns measures that came, went or stand differently; those of one name are told apart by order."""
    then, now = _by_title(before), _by_title(after)
    changes = []
    for key in dict.fromkeys((*now, *then)):
        was, is_ = then.get(key), now.get(key)
        if was is None or is_ is None or _unsigned(was) != _unsigned(is_):
            changes.append(Change(key[0], was, is_))
    return changes


def _by_title(rows: Sequence[Json]) -> dict[tuple[str, int], Json]:
    found: dict[tuple[str, int], Json] = {}
    for row in rows:
        place = 0
        while (row["title"], place) in found:
            place += 1
        found[row["title"], place] = row
    return found


def _coverage(old: Json, new: Json) -> list[Change]:
    then, now = (
        {f"category {row['category']}" if row["category"] else f"right {row['right']}": row["reason"]
         for row in document["closures"]}
        for document in (old, new)
    )  # fmt: skip
    return [
        Change(key, then.get(key), now.get(key))
        for key in dict.fromkeys((*now, *then))
        if then.get(key) != now.get(key)
    ]


def _head(old: Json, new: Json) -> list[Change]:
    then, now = ({**d["assessment"], "edition": d["assessment"]["edition"]["code"]} for d in (old, new))
    return [*_differences(then, now, ("title", "moment", "edition")), *_differences(old, new, ("rule",))]


def _differences(before: Json, after: Json, names: Iterable[str]) -> list[Change]:
    return [
        Change(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    ]


def _unsigned(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _unsigned(item) for name, item in value.items() if name not in SIGNED}
    return [_unsigned(item) for item in value] if isinstance(value, list) else value


def _worst_first(risks: Iterable[Json]) -> list[RiskThen]:
    """Returns them as they were, the gravest band first and else in the order in which they stood."""
    return sorted(map(_then, risks), key=lambda risk: -risk.band)


def _then(risk: Json) -> RiskThen:
    return RiskThen(risk["lineage"], risk["reference"], risk["title"], risk["band"], risk["rank"])
