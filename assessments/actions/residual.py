"""Writes about what stays of a risk with the measures in place. None of them moves a rank."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions._rows import lock_risk, needs_reasons
from assessments.entries import RESIDUAL, ResidualGrades
from assessments.models import ResidualRating, Risk
from assessments.severity import Nature
from hrdd.accounts.models import User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save


@transaction.atomic
def rate_residual(
    *, risk: Risk, grades: ResidualGrades, expected_version: int, by: User, at: datetime
) -> ResidualRating:
    """Returns the residual rating, one per risk; `expected_version` is 0 for the first.

    Raises Stale with the one in force, or None, when someone saved or removed it first.
    """
    locked = lock_risk(risk, by=by, at=at)
    needs_reasons(grades)
    if locked.nature == Nature.ACTUAL and grades.likelihood is not None:
        message = _("Likelihood is not asked of something that has happened. Leave it empty.")
        raise Refused(message, fields={"likelihood": [message]})
    rating = _in_force(locked)
    if (rating.version if rating else 0) != expected_version:
        raise Stale(rating)
    new = {name: getattr(grades, name) for name in RESIDUAL}
    if rating is None:
        changes = new
        rating = ResidualRating.objects.create(risk=locked, author=by, rated_at=at, **new)
    else:
        changes = changed(rating, new)
        save(rating, {**new, "author": by, "rated_at": at})
    record(by=by, at=at, action="residual rated", target=rating, changes=changes)
    return rating


@transaction.atomic
def remove_residual(*, risk: Risk, reason: str, expected_version: int, by: User, at: datetime) -> Risk:
    """Returns the risk without a residual rating. What was rated stays in the history."""
    locked = lock_risk(risk, by=by, at=at)
    rating = _in_force(locked)
    if rating is None:
        raise Refused(_("Someone has removed this rating meanwhile."))
    if rating.version != expected_version:
        raise Stale(rating)
    if not reason.strip():
        message = _("Say why the rating does not stand any more.")
        raise Refused(message, fields={"reason": [message]})
    was = {name: [getattr(rating, name), None] for name in RESIDUAL}
    record(by=by, at=at, action="residual rating removed", target=rating, changes={"reason": reason, **was})
    rating.delete()
    return locked


def _in_force(risk: Risk) -> ResidualRating | None:
    found = ResidualRating.objects.select_for_update(of=["self"]).filter(risk=risk).first()
    if found is not None:
        found.risk = risk
    return found
