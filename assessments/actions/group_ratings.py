"""Writes about ratings for one group. The database copies the worst-affected group's onto the risk."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions._rows import lock_risk, needs_reasons, note_reopening
from assessments.actions.moments import propose_after_incident
from assessments.entries import GRADES, Grades
from assessments.models import GroupRating, Risk
from assessments.models.risk import OF_WORST_GROUP
from assessments.moments import is_incident
from hrdd.accounts.models import User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save
from taxonomy.models import Group


@transaction.atomic
def rate_group(*, risk: Risk, group: Group, grades: Grades, by: User, at: datetime) -> GroupRating:
    """Returns the rating for this group, beside the company's for everyone; one per group and risk.

    Harm that has happened and becomes grave through it proposes a moment, as a rating for everyone does.
    """
    locked = lock_risk(risk, by=by, at=at)
    was_incident = is_incident(locked.severity)
    needs_reasons(grades)
    if GroupRating.objects.filter(risk=locked, group=group).exists():
        message = _("There is a rating for this group already. Change that one.")
        raise Refused(message, fields={"group": [message]})
    new = {name: getattr(grades, name) for name in GRADES}
    rating = GroupRating.objects.create(risk=locked, group=group, author=by, rated_at=at, **new)
    record(by=by, at=at, action="group rated", target=rating, changes={"group": group.code, **new})
    _look_again(locked, was_incident=was_incident, by=by, at=at)
    return rating


@transaction.atomic
def revise_group_rating(
    *, rating: GroupRating, grades: Grades, expected_version: int, by: User, at: datetime
) -> GroupRating:
    """Returns the rating as it now stands; raises Stale when someone saved first."""
    locked = _lock(rating, expected_version=expected_version, by=by, at=at)
    was_incident = is_incident(locked.risk.severity)
    needs_reasons(grades)
    new = {name: getattr(grades, name) for name in GRADES}
    changes = changed(locked, new)
    save(locked, {**new, "author": by, "rated_at": at})
    record(by=by, at=at, action="group rating changed", target=locked, changes=changes)
    _look_again(locked.risk, was_incident=was_incident, by=by, at=at)
    return locked


@transaction.atomic
def remove_group_rating(
    *, rating: GroupRating, reason: str, expected_version: int, by: User, at: datetime
) -> Risk:
    """Returns the risk, whose rank follows that group no more. What was rated stays in the history."""
    locked = _lock(rating, expected_version=expected_version, by=by, at=at)
    if not reason.strip():
        message = _("Say why this group needs no rating of its own any more.")
        raise Refused(message, fields={"reason": [message]})
    was = {name: [getattr(locked, name), None] for name in GRADES}
    changes = {"group": locked.group.code, "reason": reason, **was}
    record(by=by, at=at, action="group rating removed", target=locked, changes=changes)
    locked.delete()
    return Risk.objects.get(pk=locked.risk_id)


def _look_again(risk: Risk, *, was_incident: bool, by: User, at: datetime) -> None:
    """Says what follows from the worst-affected group's rating, which the database has copied meanwhile."""
    note_reopening(risk, by=by, at=at)
    risk.refresh_from_db(fields=OF_WORST_GROUP)
    if is_incident(risk.severity) and not was_incident:
        propose_after_incident(risk=risk, by=by, at=at)


def _lock(rating: GroupRating, *, expected_version: int, by: User, at: datetime) -> GroupRating:
    risk = lock_risk(rating.risk, by=by, at=at)
    rows = GroupRating.objects.select_for_update(of=["self"]).select_related("group")
    locked = rows.filter(pk=rating.pk).first()
    if locked is None:
        raise Refused(_("Someone has removed this rating meanwhile."))
    if locked.version != expected_version:
        raise Stale(locked)
    locked.risk = risk
    return locked
