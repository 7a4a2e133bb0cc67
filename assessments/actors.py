"""Who is involved in a harm beside the company, what that asks of it, and how each was judged before."""

from dataclasses import dataclass
from typing import Any

from assessments.duties import asks_in_words, slide_in_words
from assessments.involvement import Involvement as Kind
from assessments.models import Involvement, Risk

ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor: the judgement in force, what it asks of us, why to look again, and what was before."""

    judged: Involvement
    asks: list[str]
    slide: str
    earlier: list[Involvement]


@dataclass(frozen=True, slots=True)
class Involved:
    """Everyone involved: the company itself, the other actors, and those who are listed no more."""

    own_slide: str
    own_earlier: list[Involvement]
    actors: list[Actor]
    ended: list[list[Involvement]]


def involved(risk: Risk) -> Involved:
    """Returns who is involved in a risk read `in_full()`, those who did most first; in no query."""
    by_actor: dict[Any, list[Involvement]] = {}
    for judged in sorted(risk.involvements.all(), key=lambda row: (row.judged_at, row.version)):
        by_actor.setdefault(judged.party_id, []).append(judged)
    own = by_actor.pop(None, [])
    actors = [_actor(risk, rows) for rows in by_actor.values() if rows[-1].replaced_at is None]
    actors.sort(key=lambda actor: (ORDER.get(Kind(actor.judged.involvement), 9), str(actor.judged.party)))
    return Involved(
        own_slide=slide(risk),
        own_earlier=[row for row in reversed(own) if row.replaced_at is not None],
        actors=actors,
        ended=[rows[::-1] for rows in by_actor.values() if rows[-1].replaced_at is not None],
    )


def slide(judged: Any) -> str:
    """Returns why a judgement should be looked at again, or nothing; of a risk it is the company's own."""
    return slide_in_words(
        judged.involvement,
        enabled=judged.enabled,
        foreseeable=judged.foreseeable,
        mitigation=judged.mitigation,
    )


def _actor(risk: Risk, rows: list[Involvement]) -> Actor:
    judged = rows[-1]
    return Actor(
        judged=judged,
        asks=asks_in_words(risk.involvement, judged.involvement),
        slide=slide(judged),
        earlier=rows[-2::-1] if len(rows) > 1 else [],
    )
