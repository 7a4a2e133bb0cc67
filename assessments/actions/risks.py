"""Writes about risks."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions._rows import (
    begin_edit,
    keep_involvement,
    keep_own_rating,
    lock_risk,
    note_reopening,
    own_involvement,
)
from assessments.actions.moments import propose_after_incident
from assessments.entries import COLUMNS, GRADES, INVOLVEMENT, JUDGED, RiskEntry
from assessments.models import Assessment, Risk, RiskRight
from assessments.moments import is_incident
from hrdd.accounts.models import User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.models import new_id
from hrdd.lib.saving import save
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
    keep_own_rating(risk=risk, grades=entry, by=by, at=at, is_first=True)
    if entry.involvement:
        keep_involvement(risk=risk, party=None, judged=own_involvement(entry), by=by, at=at)
    record(by=by, at=at, action="risk recorded", target=risk, changes=_facts(entry))
    if is_incident(risk.severity):
        propose_after_incident(risk=risk, by=by, at=at)
    return risk


@transaction.atomic
def revise_risk(*, risk: Risk, entry: RiskEntry, expected_version: int, by: User, at: datetime) -> Risk:
    """Returns the risk as it now stands; raises Stale with the row in force when someone saved first."""
    locked = lock_risk(risk, by=by, at=at, rows=Risk.objects.with_codes())
    if locked.version != expected_version:
        raise Stale(locked)
    _check(entry=entry, assessment=locked.assessment)
    was_incident = is_incident(locked.severity)
    new = {name: getattr(entry, name) for name in COLUMNS}
    changes = changed(locked, new)
    if set(changes).intersection(JUDGED):
        new |= {"judged_by": by, "judged_at": at, "stale_since": None, "stale_because": ""}
    save(locked, {**new, "updated_by": by, "updated_at": at})
    changes |= _relink(risk=locked, entry=entry)
    if set(changes).intersection(INVOLVEMENT):
        keep_involvement(risk=locked, party=None, judged=own_involvement(entry), by=by, at=at)
    if set(changes).intersection(GRADES):
        keep_own_rating(risk=locked, grades=entry, by=by, at=at)
    record(by=by, at=at, action="risk changed", target=locked, changes=changes)
    note_reopening(locked, by=by, at=at)
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


def _link(*, risk: Risk, entry: RiskEntry) -> None:
    """Ties a new risk to its rights and groups."""
    _put_rights(risk, entry)
    if entry.groups:
        risk.groups.add(*entry.groups)
    if entry.rights_in_tension:
        risk.rights_in_tension.add(*entry.rights_in_tension)


def _relink(*, risk: Risk, entry: RiskEntry) -> dict[str, list[list[str]]]:
    """Returns which rights and groups changed, and ties the risk to them; writes nothing where none did.

    `risk` was locked with its codes (`RiskQuerySet.with_codes`).
    """
    changes: dict[str, list[list[str]]] = {}
    before: dict[str, list[str]] = vars(risk)
    rights = list(dict.fromkeys(right.code for right in entry.rights))
    # The order of the further ones says nothing; which one comes first does.
    if set(rights) != set(before["right_codes"]) or rights[:1] != before["right_codes"][:1]:
        if gone := set(before["right_codes"]) - set(rights):
            risk.risk_rights.filter(right__code__in=gone).delete()
        _put_rights(risk, entry)
        changes["rights"] = [before["right_codes"], rights]
    changes |= _put("groups", risk.groups, before["group_codes"], entry.groups)
    changes |= _put(
        "rights_in_tension", risk.rights_in_tension, before["tension_codes"], entry.rights_in_tension
    )
    return changes


def _put_rights(risk: Risk, entry: RiskEntry) -> None:
    first, *further = dict.fromkeys(entry.rights) or (None,)
    links = [RiskRight(risk=risk, right=right, primary=False) for right in further]
    if first:
        # Last, so that the primary one of before has made room.
        links.append(RiskRight(risk=risk, right=first, primary=True))
    RiskRight.objects.bulk_create(
        links, update_conflicts=True, unique_fields=["risk", "right"], update_fields=["primary"]
    )


def _put(name: str, links: Any, before: list[str], wanted: Iterable[Any]) -> dict[str, list[list[str]]]:
    """Returns the change of a risk's groups or rights in tension, made."""
    after = {row.code: row for row in wanted}
    if set(after) == set(before):
        return {}
    if gone := set(before) - set(after):
        links.remove(*links.filter(code__in=gone))
    if added := [row for code, row in after.items() if code not in before]:
        links.add(*added)
    return {name: [before, list(after)]}


def _facts(entry: RiskEntry) -> dict[str, object]:
    facts = {
        name: getattr(entry, name) for name in ("nature", "scale", "scope", "irremediability", "likelihood")
    }
    return {**facts, "category": entry.category.code, "involvement": entry.involvement}
