"""What people said and asked for about one risk, as far as one reader may read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from assessments.models import Assessment, Measure, Risk
from assessments.severity import DIMENSIONS
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from stakeholders.beside import is_rated, worst_first
from stakeholders.differing import in_words
from stakeholders.models import Input, Request
from stakeholders.views.on_engagement import hide_words, levels

# Of one risk; whoever wants more opens the engagements.
AT_MOST, SHOWN = 100, 5


@dataclass(frozen=True, slots=True)
class Beside:
    """How severe it is to the people behind one input, and where they differ from the company."""

    said: Input
    differs: str


@dataclass(frozen=True, slots=True)
class Voices:
    """What was said, the latest first, their ratings, the worst first, and what they asked for."""

    inputs: Sequence[Input]
    beside: Sequence[Beside]
    requests: Sequence[Request]

    @property
    def first(self) -> Sequence[Input]:
        """Returns the latest few."""
        return self.inputs[:SHOWN]

    @property
    def more(self) -> int:
        """Returns how many there are besides."""
        return max(0, len(self.inputs) - SHOWN)


def voices_of(
    assessment: Assessment, user: Any, *, risk: Risk, measure: Measure | None = None,
    decisions: bool = False,
) -> Voices:  # fmt: skip
    """Returns what she may read about a risk with its measures and decisions, or about some of these alone.

    Six queries, however many they are. A restricted or sealed input is in no part of it for those who may not
    read it, its rating no more than its words.
    """
    able = [level.value for level in levels(user, assessment)]
    linked = _about(risk, measure, decisions)
    inputs: Any = Input.objects.filter(linked, level__in=able, engagement__level__in=able)
    requests: Any = Request.objects.filter(linked, engagement__level__in=able)
    if not _is_inside(assessment, user):
        inputs = inputs.filter(engagement__assessment=assessment)
        requests = requests.filter(engagement__assessment=assessment)
    rows = inputs.in_full().select_related("engagement").order_by("-created_at", "-id").distinct()
    found = list(rows[:AT_MOST])
    hide_words(user, assessment, found)
    asked = requests.select_related("engagement").order_by("-created_at", "-id").distinct()
    return Voices(found, beside(risk, found), list(asked[:AT_MOST]))


def beside(risk: Risk, inputs: Iterable[Input]) -> list[Beside]:
    """Returns the ratings of those who gave one about the risk itself, the worst first."""
    ours = graded(risk)
    rated = [
        (graded(said), said)
        for said in inputs
        if is_rated(graded(said)) and any(link.risk_id == risk.pk for link in said.links.all())
    ]
    return [
        Beside(said, in_words(ours, graded(said), whose=said.group.nearness)) for said in worst_first(rated)
    ]


def graded(row: Any) -> dict[str, int | None]:
    """Returns the three measures of a risk or an input."""
    return {name: getattr(row, name) for name in DIMENSIONS}


def _about(risk: Risk, measure: Measure | None, decisions: bool) -> Q:
    if measure is not None:
        return Q(links__measure=measure)
    if decisions:
        return Q(links__decision__risk=risk)
    return Q(links__risk=risk) | Q(links__measure__risk=risk) | Q(links__decision__risk=risk)


def _is_inside(assessment: Assessment, user: Any) -> bool:
    """Returns whether she belongs to the company; a guest reads what hangs on this assessment alone."""
    roles = access.roles_on(user, assessment)
    return bool(roles - {"reviewer", "auditor"}) and bool(access.can(user, Action.READ_INTERNAL, assessment))
