"""Writes about whether those who may be harmed were heard on a risk. The engagement log calls them."""

from datetime import datetime

from django.db import transaction

from assessments.actions._rows import lock_risk
from assessments.actions.freshness import mark_stale
from assessments.models import Risk
from hrdd.accounts.models import User
from hrdd.audit.recorder import record
from hrdd.lib.saving import save


@transaction.atomic
def note_heard(*, risk: Risk, because: str, is_of_rights_holders: bool, by: User, at: datetime) -> Risk:
    """Returns the risk, to which something that people said was linked: its rating is looked at again.

    What rights holders said counts, so that the risk no longer reads "not consulted".
    """
    if is_of_rights_holders:
        locked = lock_risk(risk, by=by, at=at)
        save(locked, {"heard": locked.heard + 1})
        record(
            by=by, at=at, action="rights holders heard", target=locked,
            changes={"inputs": [locked.heard - 1, locked.heard]},
        )  # fmt: skip
    return mark_stale(risk=risk, because=because, by=by, at=at)


@transaction.atomic
def note_unheard(*, risk: Risk, by: User, at: datetime) -> Risk:
    """Returns the risk, from which something that rights holders said was taken away again."""
    locked = lock_risk(risk, by=by, at=at)
    if locked.heard:
        save(locked, {"heard": locked.heard - 1})
        record(
            by=by, at=at, action="rights holders unheard", target=locked,
            changes={"inputs": [locked.heard + 1, locked.heard]},
        )  # fmt: skip
    return locked
