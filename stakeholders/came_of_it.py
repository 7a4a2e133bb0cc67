"""What came of one engagement: each change with what was said or asked that led to it, and promises."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from stakeholders.confidentiality import Level
from stakeholders.followed import Change, followed
from stakeholders.models import Engagement, Input, Request

AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Cause:
    """One input or request that a change followed from: what it is called, and its key."""

    name: str
    said: UUID | None
    asked: UUID | None


@dataclass(frozen=True, slots=True)
class Came:
    """One change, and all that it followed from."""

    change: Change
    causes: Sequence[Cause]


@dataclass(frozen=True, slots=True)
class CameOfIt:
    """All changes, the latest first, and what was accepted without one."""

    changes: Sequence[Came]
    promised: Sequence[Request]


def came_of_it(engagement: Engagement, user: Any, *, levels: frozenset[Level]) -> CameOfIt:
    """Returns what changed, as far as she may read what it followed from and where it happened."""
    inputs = list(engagement.inputs.at_levels(levels).in_full()[:AT_MOST])
    requests = list(engagement.requests.in_full()[:AT_MOST])
    for asked in requests:
        asked.engagement = engagement
    rows: dict[UUID, Input | Request] = {said.pk: said for said in inputs}
    rows |= {asked.pk: asked for asked in requests}
    by_event: dict[UUID, tuple[Change, list[Cause]]] = {}
    for key, changes in followed(list(rows.values()), user).items():
        for change in changes:
            by_event.setdefault(change.event, (change, []))[1].append(_cause(rows[key]))
    found = [Came(change, causes) for change, causes in by_event.values()]
    found.sort(key=lambda came: (came.change.at, came.change.event), reverse=True)
    return CameOfIt(found, [asked for asked in requests if asked.waits_for_a_change])


def _cause(row: Input | Request) -> Cause:
    if isinstance(row, Request):
        return Cause(row.reference, None, row.pk)
    return Cause(f"{row.group}: {row.get_kind_display()}", row.pk, None)
