"""Many risks at once, in a few statements. Not a write of its own: the action that calls it is."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from assessments.actions._rows import own_involvement
from assessments.entries import COLUMNS, GRADES, RiskEntry
from assessments.models import Assessment, Involvement, Rating, Risk, RiskRight
from hrdd.accounts.models import User
from hrdd.sharing.access import acts_for

BATCH = 200


def write_risks(
    *, assessment: Assessment, entries: Sequence[RiskEntry], by: User, at: datetime,
    progress: Callable[[int], None] = lambda _done: None,
) -> list[Risk]:  # fmt: skip
    """Returns new risks, one per entry, numbered on from the last; the assessment must be locked.

    Each batch is six statements whatever it holds; `progress` hears how many are written and may raise.
    """
    speaker = acts_for(by, assessment)
    written: list[Risk] = []
    common = {
        "company_id": assessment.company_id, "assessment": assessment, "created_by": by, "created_at": at,
        "updated_by": by, "updated_at": at, "judged_by": by, "judged_at": at,
    }  # fmt: skip
    for batch in _batches(entries):
        first = assessment.next_risk_number + len(written)
        risks = [
            Risk(**common, number=number, **{name: getattr(entry, name) for name in COLUMNS})
            for number, entry in enumerate(batch, first)
        ]
        Risk.objects.bulk_create(risks)
        pairs = list(zip(risks, batch, strict=True))
        RiskRight.objects.bulk_create(
            RiskRight(risk=risk, right=right, primary=place == 0)
            for risk, entry in pairs
            for place, right in enumerate(dict.fromkeys(entry.rights))
        )
        _link(Risk.groups.through, "group", ((risk, entry.groups) for risk, entry in pairs))
        _link(
            Risk.rights_in_tension.through,
            "right",
            ((risk, entry.rights_in_tension) for risk, entry in pairs),
        )
        Rating.objects.bulk_create(
            Rating(
                risk=risk, author=by, organisation=speaker, side=Rating.Side.COMPANY, rated_at=at,
                **{name: getattr(entry, name) for name in GRADES},
            )
            for risk, entry in pairs
        )  # fmt: skip
        Involvement.objects.bulk_create(
            Involvement(risk=risk, judged_by=by, judged_at=at, **own_involvement(entry))
            for risk, entry in pairs
            if entry.involvement
        )
        written += risks
        progress(len(written))
    assessment.next_risk_number += len(written)
    assessment.save(update_fields=["next_risk_number"])
    return written


def _link(table: Any, name: str, rows: Any) -> None:
    table.objects.bulk_create(
        table(risk_id=risk.pk, **{f"{name}_id": linked.pk})
        for risk, several in rows
        for linked in set(several)
    )


def _batches(entries: Sequence[RiskEntry]) -> Iterator[list[RiskEntry]]:
    left = iter(entries)
    while batch := list(islice(left, BATCH)):
        yield batch
