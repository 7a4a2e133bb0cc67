"""One change to many risks at once; each stands or falls for itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions._rows import keep_involvement, lock_risk
from assessments.entries import INVOLVEMENT
from assessments.many import MOST, Became, Change, Chosen, Outcome
from assessments.models import Assessment, GroupRating, Measure, Risk, RiskRight, Standing
from hrdd.accounts.models import User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused
from hrdd.lib.saving import save


class _AlreadySo(Exception):
    """The risk says all of it already: nothing of this row is written."""


@transaction.atomic
def revise_risks(
    *, assessment: Assessment, chosen: Sequence[Chosen], change: Change, by: User, at: datetime
) -> list[Outcome]:
    """Returns what became of each row, in the order given; what is refused leaves the others alone.

    Raises Refused when there are more than a hundred rows, or nothing to change.
    """
    if len(chosen) > MOST:
        raise Refused(_("Choose at most %(most)s risks at once.") % {"most": MOST})
    if change.is_empty:
        raise Refused(_("Say what to change."))
    if change.category and change.category.edition_id != assessment.edition_id:
        message = _("This category is not in the edition this assessment uses.")
        raise Refused(message, fields={"category": [message]})
    here = assessment.risks.in_bulk([row.risk for row in chosen])
    # Always locked in the same order, so that two people at once wait and never block each other.
    outcomes = {
        row.risk: _revise(here.get(row.risk), row, change, by=by, at=at)
        for row in sorted(chosen, key=lambda row: row.risk)
    }
    return [outcomes[row.risk] for row in chosen]


def _revise(risk: Risk | None, chosen: Chosen, change: Change, *, by: User, at: datetime) -> Outcome:
    if risk is None:
        # The same words for a risk of another assessment and for one that never was.
        return Outcome(chosen, Became.REFUSED, _("There is no such risk in this assessment."))
    try:
        with transaction.atomic():
            saved = _write(risk, chosen, change, by=by, at=at)
    except _AlreadySo:
        return Outcome(chosen, Became.UNCHANGED, _("It was so already."), risk)
    except Refused as refusal:
        return Outcome(chosen, Became.REFUSED, refusal.message, risk)
    return Outcome(chosen, Became.CHANGED, "", saved)


def _write(risk: Risk, chosen: Chosen, change: Change, *, by: User, at: datetime) -> Risk:
    locked = lock_risk(risk, by=by, at=at)
    if locked.version != chosen.version:
        raise Refused(_("Someone else saved it first. Look at it, then choose it again."))
    if locked.standing == Standing.CLOSED:
        raise Refused(_("It is closed. Reopen it first."))
    new = _columns(locked, change)
    changes = changed(locked, new) | _relink(locked, change) | _plan(locked, change, by=by, at=at)
    if not changes:
        raise _AlreadySo
    save(locked, {**new, "updated_by": by, "updated_at": at})
    if set(changes).intersection(INVOLVEMENT):
        judged = {name: getattr(locked, name) for name in INVOLVEMENT}
        judged["reason"] = locked.involvement_reason
        keep_involvement(risk=locked, party=None, judged=judged, by=by, at=at)
    record(by=by, at=at, action="risk changed", target=locked, changes=changes)
    return locked


def _columns(risk: Risk, change: Change) -> dict[str, Any]:
    """Returns the columns to set. None of them is a judgement of severity, so a stale rating stays stale."""
    new: dict[str, Any] = {}
    if change.category:
        new["category"] = change.category
    if change.confidence:
        new["confidence"] = change.confidence
    if change.delay_makes_irremediable is not None:
        new["delay_makes_irremediable"] = change.delay_makes_irremediable
    if change.involvement and change.involvement != risk.involvement:
        new |= {"involvement": change.involvement, "involvement_reason": change.involvement_reason}
    return new


def _relink(risk: Risk, change: Change) -> dict[str, Any]:
    """Returns the changes of groups and rights, made; the primary right stays the primary one."""
    changes: dict[str, Any] = {}
    groups = list(risk.groups.all())
    removed = [group for group in change.remove_groups if group in groups]
    if rated := GroupRating.objects.filter(risk=risk, group__in=removed).select_related("group").first():
        raise Refused(
            _("%(group)s has a rating of its own here. Remove that first.") % {"group": rated.group}
        )
    after = [group for group in groups if group not in removed]
    after += [group for group in change.add_groups if group not in groups]
    if set(after) != set(groups):
        risk.groups.set(after)
        changes["groups"] = [[group.code for group in groups], [group.code for group in after]]
    rights = [link.right for link in risk.risk_rights.select_related("right").order_by("-primary", "id")]
    added = [right for right in change.add_rights if right not in rights]
    if added:
        RiskRight.objects.bulk_create(RiskRight(risk=risk, right=right) for right in added)
        codes = [right.code for right in rights]
        changes["rights"] = [codes, [*codes, *(right.code for right in added)]]
    return changes


def _plan(risk: Risk, change: Change, *, by: User, at: datetime) -> dict[str, Any]:
    measure = change.measure
    if measure is None or Measure.objects.open().filter(risk=risk, title=measure.title).exists():
        return {}
    Measure.objects.create(
        risk=risk, title=measure.title, owner=measure.owner, due_on=measure.due_on, created_by=by,
        created_at=at,
    )  # fmt: skip
    return {"measure": [None, measure.title]}
