"""Writes about moments to assess."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from assessments.models import Moment, Risk, System
from assessments.moments import AFTER_INCIDENT
from hrdd.accounts.models import User
from hrdd.audit.recorder import record


@transaction.atomic
def propose_moment(
    *, system: System, kind: str, what: str, because: str, expected_by: date, risk: Risk | None = None,
    by: User, at: datetime,
) -> Moment:  # fmt: skip
    """Returns the moment the workbench proposes because of what `by` just did.

    While one for the same incident risk (or without a risk, of the same kind and words) is open, that one is
    returned and nothing is written.
    """
    what, because = _short(what), _short(because)
    same = {"system": system, "kind": kind, "risk": risk} | ({} if risk else {"what": what})
    still_open = Moment.objects.open()
    if found := still_open.filter(**same).order_by("id").first():
        return found
    told = {"what": what, "proposed_because": because, "expected_by": expected_by}
    moment, is_new = still_open.get_or_create(
        **same, defaults={**told, "company_id": system.company_id, "created_by": by, "created_at": at}
    )
    if is_new:
        record(by=by, at=at, action="moment proposed", target=moment, changes={"kind": kind, **told})
    return moment


@transaction.atomic
def propose_after_incident(*, risk: Risk, by: User, at: datetime) -> Moment:
    """Returns the moment to look again because this grave or extreme harm has happened."""
    return propose_moment(
        system=risk.assessment.system,
        kind=Moment.Kind.INCIDENT,
        what=_("Look again after %(risk)s") % {"risk": risk},
        because=_("%(reference)s, recorded in %(assessment)s, has happened and is of band %(band)s.")
        % {"reference": risk.reference, "assessment": risk.assessment, "band": risk.severity.band},
        expected_by=localdate(at) + AFTER_INCIDENT,
        risk=risk,
        by=by,
        at=at,
    )


def _short(text: str) -> str:
    """Returns the words so that they fit their column of 300."""
    return text if len(text) <= 300 else f"{text[:299]}…"
