"""Writes about the times at which a harm happened."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.actions._rows import lock_risk
from assessments.actions.freshness import mark_stale
from assessments.actions.moments import propose_after_incident
from assessments.entries import OccurrenceEntry
from assessments.models import Occurrence, Risk
from assessments.moments import INCIDENT_BAND
from hrdd.accounts.models import User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save


@transaction.atomic
def record_occurrence(*, risk: Risk, entry: OccurrenceEntry, by: User, at: datetime) -> Occurrence:
    """Returns the new occurrence. The rating has to be looked at again; a grave one proposes a moment.

    A potential risk may hold occurrences, too: what happened once can happen again.
    """
    locked = lock_risk(risk, by=by, at=at)
    occurrence = Occurrence(risk=locked, created_by=by, created_at=at, **_columns(entry, at=at))
    occurrence.save(force_insert=True)
    record(by=by, at=at, action="occurrence recorded", target=occurrence, changes=_said(occurrence))
    because = _("a time when it happened was recorded on %(day)s") % {"day": _day(at)}
    mark_stale(risk=locked, because=because, by=by, at=at)
    if locked.band >= INCIDENT_BAND:
        propose_after_incident(risk=locked, by=by, at=at)
    return occurrence


@transaction.atomic
def revise_occurrence(
    *, occurrence: Occurrence, entry: OccurrenceEntry, expected_version: int, by: User, at: datetime
) -> Occurrence:
    """Returns the occurrence as it now stands; raises Stale when someone saved first."""
    locked = _locked(occurrence, by=by, at=at)
    if locked.version != expected_version:
        raise Stale(locked)
    new = _columns(entry, at=at)
    changes = changed(locked, new)
    save(locked, new)
    # The log is for good, and what happened to people may have to be forgotten: it says that, not what.
    told: dict[str, Any] = {"revised": ", ".join(name.replace("_", " ") for name in changes)}
    told |= {name: pair for name, pair in changes.items() if name in ("claim_status", "happened_on")}
    record(by=by, at=at, action="occurrence changed", target=locked, changes=told)
    return locked


@transaction.atomic
def remove_occurrence(
    *, occurrence: Occurrence, reason: str, expected_version: int, by: User, at: datetime
) -> Occurrence:
    """Returns what was removed; the reason stays in the log. Raises Refused without one.

    Raises Stale when it is no longer what she saw: it goes for good.
    """
    locked = _locked(occurrence, by=by, at=at)
    if locked.version != expected_version:
        raise Stale(locked)
    if not reason.strip():
        message = _("Say why. The reason stays in the log.")
        raise Refused(message, fields={"reason": [message]})
    record(
        by=by, at=at, action="occurrence removed", target=locked,
        changes=_said(locked) | {"reason": reason.strip()},
    )  # fmt: skip
    removed_id = locked.pk
    locked.delete()
    locked.pk = removed_id
    return locked


def _locked(occurrence: Occurrence, *, by: User, at: datetime) -> Occurrence:
    risk = lock_risk(occurrence.risk, by=by, at=at)
    locked = Occurrence.objects.select_for_update().filter(pk=occurrence.pk).first()
    if locked is None:
        raise Refused(_("This entry was removed meanwhile."))
    locked.risk = risk
    return locked


def _columns(entry: OccurrenceEntry, *, at: datetime) -> dict[str, Any]:
    if entry.happened_on and entry.happened_on > timezone.localdate(at):
        message = _("This day has not come yet.")
        raise Refused(message, fields={"happened_on": [message]})
    return asdict(entry) | {"happened_on": _no_more_exact(entry.happened_on, entry.precision)}


def _no_more_exact(day: date | None, precision: str) -> date | None:
    """Returns the day without what is not known: of a month its first day, of a year the first of January."""
    match precision:
        case Occurrence.Precision.MONTH if day:
            return day.replace(day=1)
        case Occurrence.Precision.YEAR if day:
            return day.replace(month=1, day=1)
        case _:
            return day


def _said(occurrence: Occurrence) -> dict[str, Any]:
    names = ("happened_on", "precision", "country", "claim_status")
    return {name: getattr(occurrence, name) for name in names if getattr(occurrence, name)}


def _day(at: datetime) -> str:
    return str(date_format(timezone.localtime(at), "j F Y"))
