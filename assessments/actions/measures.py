"""Writes about what the company does about a risk."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions._rows import lock_risk
from assessments.entries import MeasureEntry
from assessments.models import Measure, Risk
from hrdd.accounts.models import User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save


@transaction.atomic
def add_measure(*, risk: Risk, entry: MeasureEntry, by: User, at: datetime) -> Measure:
    """Returns the new measure of this risk."""
    locked = lock_risk(risk, by=by, at=at)
    _check(entry, locked)
    columns = {name: getattr(entry, name) for name in MeasureEntry.__slots__}
    measure = Measure(risk=locked, created_by=by, created_at=at, **columns)
    measure.save(force_insert=True)
    record(by=by, at=at, action="measure added", target=measure, changes=_said(measure))
    return measure


@transaction.atomic
def revise_measure(
    *, measure: Measure, entry: MeasureEntry, expected_version: int, by: User, at: datetime
) -> Measure:
    """Returns the measure as it now stands; raises Stale when someone saved first.

    A measure that is given up is dropped, with a note, and stays in the list.
    """
    risk = lock_risk(measure.risk, by=by, at=at)
    locked: Measure = Measure.objects.select_for_update().get(pk=measure.pk)
    locked.risk = risk
    if locked.version != expected_version:
        raise Stale(locked)
    _check(entry, risk)
    new = {name: getattr(entry, name) for name in MeasureEntry.__slots__}
    changes = changed(locked, new)
    save(locked, new)
    record(
        by=by, at=at, action="measure changed", target=locked, changes=changes | {"about": risk.reference}
    )  # fmt: skip
    return locked


def _check(entry: MeasureEntry, risk: Risk) -> None:
    if entry.owner and not User.objects.of(risk.company).filter(pk=entry.owner.pk).exists():
        message = _("Choose somebody of your company.")
        raise Refused(message, fields={"owner": [message]})


def _said(measure: Measure) -> dict[str, object]:
    return {"about": measure.risk.reference, "owner": measure.owner, "due_on": measure.due_on}
