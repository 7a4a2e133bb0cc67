"""What was judged of each risk beside its rating, as the frozen document holds it."""

from collections import defaultdict
from typing import Any, TypedDict

from assessments.duties import asks_in_words, slide_in_words
from assessments.models import Assessment, GroupRating, Involvement, Risk
from assessments.models.involvement import Factor, KindOfOther, Mitigation
from assessments.models.value_chain import Position
from assessments.severity import Severity, band
from hrdd.reports.document import Actor, Factors, Residual
from hrdd.reports.document import GroupRating as GroupRatingOfReport

DIMENSIONS = ("scale", "scope", "irremediability")
REASONS = tuple(f"{name}_reason" for name in DIMENSIONS)


class Judged(TypedDict):
    """The parts of a risk of the document that are made here."""

    own_band: int
    confidence: str
    rights_in_tension: list[str]
    tension_note: str
    group_ratings: list[GroupRatingOfReport]
    factors: Factors
    actors: list[Actor]
    residual: Residual | None


def group_ratings(assessment: Assessment) -> dict[int, list[dict[str, Any]]]:
    """Returns the ratings for groups of each risk by its number, worst first, in one query."""
    rows = (
        GroupRating.objects.filter(risk__assessment=assessment)
        .order_by("-group_key", "rated_at", "id")
        .values(
            "risk__number", "group_id", "group__title", "author__name", "band", *DIMENSIONS, *REASONS
        )
    )  # fmt: skip
    return _by_number(rows)


def actors_of(assessment: Assessment) -> dict[int, list[dict[str, Any]]]:
    """Returns the judgements in force of other actors of each risk by its number, in one query."""
    rows = (
        Involvement.objects.in_force()
        .of_others()
        .filter(risk__assessment=assessment)
        .order_by("party__name", "id")
        .values("risk__number", "party__name", "position", "involvement", "reason")
    )
    return _by_number(rows)


class JudgedWords:
    """The words of judgements, translated once for all risks."""

    def __init__(self) -> None:
        self.confidence = _words(Risk.Confidence)
        self.positions = _words(Position)
        self.involvements = _words(KindOfOther)
        self.factors = _words(Factor)
        self.mitigations = _words(Mitigation)

    def judged(
        self, row: dict[str, Any], severity: Severity, groups: list[dict[str, Any]],
        actors: list[dict[str, Any]],
    ) -> Judged:  # fmt: skip
        """Returns what was judged of one risk; `severity` is what its rank follows."""
        own = tuple(row[name] for name in DIMENSIONS)
        follows = row["worst_group_id"] if _measures(severity) != own else None
        return {
            "own_band": band(**dict(zip(DIMENSIONS, own, strict=True))),
            "confidence": self.confidence.get(row["confidence"], ""),
            "rights_in_tension": row["tension_titles"],
            "tension_note": row["tension_note"],
            "group_ratings": [_group_rating(rating, follows) for rating in groups],
            "factors": self._factors(row),
            "actors": [self._actor(actor, row["involvement"]) for actor in actors],
            "residual": _residual(row),
        }

    def _factors(self, row: dict[str, Any]) -> Factors:
        given = {name: row[name] for name in ("enabled", "foreseeable", "mitigation")}
        return {
            "enabled": self.factors.get(row["enabled"], ""),
            "foreseeable": self.factors.get(row["foreseeable"], ""),
            "mitigation": self.mitigations.get(row["mitigation"], ""),
            "look_again": slide_in_words(row["involvement"], **given),
        }

    def _actor(self, actor: dict[str, Any], own: str) -> Actor:
        return {
            "name": actor["party__name"],
            "position": self.positions.get(actor["position"], ""),
            "involvement": self.involvements.get(actor["involvement"], ""),
            "reason": actor["reason"],
            "asks": asks_in_words(own, actor["involvement"]),
        }


def _by_number(rows: Any) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["risk__number"]].append(row)
    return found


def _measures(severity: Severity) -> tuple[int | None, ...]:
    return (severity.scale, severity.scope, severity.irremediability)


def _group_rating(row: dict[str, Any], follows: Any) -> GroupRatingOfReport:
    return {
        "group": row["group__title"],
        "by": row["author__name"],
        "scale": row["scale"],
        "scope": row["scope"],
        "irremediability": row["irremediability"],
        "band": row["band"],
        "decides": row["group_id"] == follows,
        "reasons": {name: row[f"{name}_reason"] for name in DIMENSIONS},
    }


def _residual(row: dict[str, Any]) -> Residual | None:
    if row["residual__band"] is None:
        return None
    return {
        "by": row["residual__author__name"],
        "scale": row["residual__scale"],
        "scope": row["residual__scope"],
        "irremediability": row["residual__irremediability"],
        "likelihood": row["residual__likelihood"],
        "band": row["residual__band"],
        "reasons": {name: row[f"residual__{name}_reason"] for name in (*DIMENSIONS, "likelihood")},
    }


def _words(choices: Any) -> dict[str, str]:
    return {value: str(label) for value, label in choices.choices}
