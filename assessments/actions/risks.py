"""Writes about risks."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions._rows import begin_edit, keep_involvement, keep_rating, lock_risk, save
from assessments.actions.moments import propose_after_incident
from assessments.entries import COLUMNS, GRADES, INVOLVEMENT, JUDGED, RiskEntry
from assessments.models import Assessment, Rating, Risk, RiskRight
from assessments.moments import is_incident
from hrdd.accounts.models import User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.models import new_id
from taxonomy.models import Example


@transaction.atomic
def record_risk(
    *, assessment: Assessment, entry: RiskEntry, by: User, at: datetime, example: Example | None = None,
    lineage: UUID | None = None,
) -> Risk:  # fmt: skip
    """Returns the new risk, with the author's rating beside it.

    `example` is the entry of the catalogue it was started from; `lineage` ties it to the same harm in an
    earlier assessment.
    """
    locked = begin_edit(assessment.pk, by=by, at=at)
    _check(entry=entry, assessment=locked)
    risk = Risk(
        company_id=locked.company_id,
        assessment=locked,
        number=locked.next_risk_number,
        created_by=by,
        created_at=at,
        updated_by=by,
        updated_at=at,
        judged_by=by,
        judged_at=at,
        example=example,
        lineage=lineage or new_id(),
        **{name: getattr(entry, name) for name in COLUMNS},
    )
    risk.save(force_insert=True)
    locked.next_risk_number += 1
    locked.save(update_fields=["next_risk_number"])
    _link(risk=risk, entry=entry)
    keep_rating(risk=risk, grades=entry, side=Rating.Side.COMPANY, by=by, at=at)
    if entry.involvement:
        keep_involvement(risk=risk, party=None, judged=_own_involvement(entry), by=by, at=at)
    record(by=by, at=at, action="risk recorded", target=risk, changes=_facts(entry))
    if is_incident(risk.severity):
        propose_after_incident(risk=risk, by=by, at=at)
    return risk


@transaction.atomic
def revise_risk(*, risk: Risk, entry: RiskEntry, expected_version: int, by: User, at: datetime) -> Risk:
    """Returns the risk as it now stands; raises Stale with the row in force when someone saved first."""
    locked = lock_risk(risk, by=by, at=at)
    if locked.version != expected_version:
        raise Stale(locked)
    _check(entry=entry, assessment=locked.assessment)
    before, was_incident = _links(locked), is_incident(locked.severity)
    new = {name: getattr(entry, name) for name in COLUMNS}
    changes = changed(locked, new)
    if set(changes).intersection(JUDGED):
        new |= {"judged_by": by, "judged_at": at, "stale_since": None, "stale_because": ""}
    save(locked, {**new, "updated_by": by, "updated_at": at})
    _link(risk=locked, entry=entry)
    after = {
        "rights": [right.code for right in entry.rights],
        "groups": [group.code for group in entry.groups],
        "rights_in_tension": [right.code for right in entry.rights_in_tension],
    }
    changes |= {
        name: [before[name], after[name]] for name in after if sorted(before[name]) != sorted(after[name])
    }
    if set(changes).intersection(INVOLVEMENT):
        keep_involvement(risk=locked, party=None, judged=_own_involvement(entry), by=by, at=at)
    if set(changes).intersection(GRADES):
        keep_rating(risk=locked, grades=entry, side=Rating.Side.COMPANY, by=by, at=at)
    record(by=by, at=at, action="risk changed", target=locked, changes=changes)
    if is_incident(locked.severity) and not was_incident:
        propose_after_incident(risk=locked, by=by, at=at)
    return locked


def _check(*, entry: RiskEntry, assessment: Assessment) -> None:
    if entry.category.edition_id != assessment.edition_id:
        message = _("This category is not in the edition this assessment uses.")
        raise Refused(message, fields={"category": [message]})
    if entry.nature == Risk.NatureChoice.ACTUAL and entry.likelihood is not None:
        message = _("Likelihood is not asked of something that has happened. Leave it empty.")
        raise Refused(message, fields={"likelihood": [message]})


def _links(risk: Risk) -> dict[str, list[str]]:
    rights = risk.risk_rights.order_by("-primary", "id").values_list("right__code", flat=True)
    return {
        "rights": list(rights),
        "groups": list(risk.groups.values_list("code", flat=True)),
        "rights_in_tension": list(risk.rights_in_tension.values_list("code", flat=True)),
    }


def _link(*, risk: Risk, entry: RiskEntry) -> None:
    risk.risk_rights.all().delete()
    RiskRight.objects.bulk_create(
        RiskRight(risk=risk, right=right, primary=position == 0)
        for position, right in enumerate(dict.fromkeys(entry.rights))
    )
    risk.groups.set(entry.groups)
    risk.rights_in_tension.set(entry.rights_in_tension)


def _own_involvement(entry: RiskEntry) -> dict[str, str]:
    return {**{name: getattr(entry, name) for name in INVOLVEMENT}, "reason": entry.involvement_reason}


def _facts(entry: RiskEntry) -> dict[str, object]:
    facts = {
        name: getattr(entry, name) for name in ("nature", "scale", "scope", "irremediability", "likelihood")
    }
    return {**facts, "category": entry.category.code, "involvement": entry.involvement}
