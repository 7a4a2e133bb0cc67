"""Writes about whether a rating still fits what is known: it goes stale, and somebody looks again."""

from datetime import datetime

from django.db import transaction

from assessments.actions._rows import lock_risk
from assessments.models import Risk
from hrdd.accounts.models import User
from hrdd.audit.recorder import record
from hrdd.lib.errors import Stale
from hrdd.lib.saving import save

LONGEST = 300


@transaction.atomic
def mark_stale(*, risk: Risk, because: str, by: User, at: datetime) -> Risk:
    """Returns the risk, whose rating has to be looked at again because of this.

    Several reasons stand side by side until somebody looks; the first one says since when. The version counts
    up, so that whoever has the form open sees the reason before her rating clears it.
    """
    locked = lock_risk(risk, by=by, at=at)
    told = locked.stale_because.split("; ") if locked.is_stale else []
    if because in told:
        return locked
    save(locked, {"stale_since": locked.stale_since or at, "stale_because": _joined([*told, because])})
    record(by=by, at=at, action="rating marked stale", target=locked, changes={"because": because})
    return locked


@transaction.atomic
def confirm_rating(*, risk: Risk, expected_version: int, by: User, at: datetime) -> Risk:
    """Returns the risk, at which she looked again: the rating stands. Raises Stale on a conflict."""
    locked = lock_risk(risk, by=by, at=at)
    if locked.version != expected_version:
        raise Stale(locked)
    because = locked.stale_because
    save(locked, {"judged_by": by, "judged_at": at, "stale_since": None, "stale_because": ""})
    changes = {"because": because} if because else {}
    record(by=by, at=at, action="rating confirmed", target=locked, changes=changes)
    return locked


def _joined(reasons: list[str]) -> str:
    """Returns the reasons in one text that fits its column; the newest ones are kept."""
    while len(reasons) > 1 and len("; ".join(reasons)) > LONGEST:
        reasons = reasons[1:]
    text = "; ".join(reasons)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
