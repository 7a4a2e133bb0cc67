"""Writes about the plan of an assessment: who is to be heard, and why some are not asked.

The plan stands beside what an approver reads and is no part of it: it may be made while she reads.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Assessment
from hrdd.accounts.models import User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save
from stakeholders.actions._rows import names_of
from stakeholders.entries import PlanEntry
from stakeholders.models import NotSought, PlannedEngagement, StakeholderGroup
from stakeholders.models.group import Nearness

# What the log keeps of a change in full. Of the rest it says that it changed: guests read the log of an
# assessment, and which engagement came of a plan may not be for them to know.
TOLD = ("stage", "method", "planned_on", "budget", "currency")


@transaction.atomic
def plan_engagement(*, assessment: Assessment, entry: PlanEntry, by: User, at: datetime) -> PlannedEngagement:
    """Returns the new line of the plan. A proxy needs a reason why not the people themselves."""
    locked = _lock(assessment)
    _check(locked, entry)
    planned = PlannedEngagement(assessment=locked, created_by=by, created_at=at, **entry.columns())
    planned.save(force_insert=True)
    record(
        by=by, at=at, action="engagement planned", target=planned,
        changes={"group": str(planned.group), **{name: getattr(planned, name) for name in TOLD[:3]}},
    )  # fmt: skip
    return planned


@transaction.atomic
def revise_planned(
    *, planned: PlannedEngagement, entry: PlanEntry, expected_version: int, by: User, at: datetime
) -> PlannedEngagement:
    """Returns the line of the plan as it now stands; raises Stale when someone saved first."""
    assessment = _lock(planned.assessment)
    locked = _planned(planned, assessment, expected_version)
    new = entry.columns()
    changes = changed(locked, new)
    if not changes:
        return locked
    _check(assessment, entry)
    save(locked, new)
    told: dict[str, Any] = names_of(changes)
    told |= {name: pair for name, pair in changes.items() if name in (*TOLD, "group")}
    record(by=by, at=at, action="planned engagement changed", target=locked, changes=told)
    return locked


@transaction.atomic
def remove_planned(
    *, planned: PlannedEngagement, reason: str, expected_version: int, by: User, at: datetime
) -> PlannedEngagement:
    """Returns the line that was taken off the plan; the reason stays in the log. Raises Stale, Refused."""
    locked = _planned(planned, _lock(planned.assessment), expected_version)
    reason = _said(reason)
    record(by=by, at=at, action="planned engagement removed", target=locked, changes={"reason": reason})
    locked.delete()
    return planned


@transaction.atomic
def say_not_sought(
    *, assessment: Assessment, group: StakeholderGroup, stage: str, reason: str, expected_version: int,
    by: User, at: datetime,
) -> NotSought:  # fmt: skip
    """Returns why a group is not heard at a stage; it stands in the grid and in every report.

    `expected_version` is 0 where nobody said it before. Raises Stale when someone did meanwhile.
    """
    locked = _lock(assessment)
    reason = _said(reason)
    if group.company_id != locked.company_id:
        message = _("Choose one of your company’s groups.")
        raise Refused(message, fields={"group": [message]})
    if PlannedEngagement.objects.filter(assessment=locked, group=group, stage=stage).exists():
        message = _("They are planned to be heard at this stage. Take that off the plan first.")
        raise Refused(message, fields={"group": [message]})
    found = NotSought.objects.filter(assessment=locked, group=group, stage=stage).first()
    if found is None and expected_version:
        raise Refused(_("This was taken back meanwhile."))
    if found is not None and found.version != expected_version:
        raise Stale(found)
    new = {"reason": reason, "said_by": by, "said_at": at}
    if found is None:
        found = NotSought.objects.create(assessment=locked, group=group, stage=stage, **new)
    elif found.reason == reason:
        return found
    else:
        save(found, new)
    record(
        by=by, at=at, action="group not sought", target=found,
        changes={"group": str(group), "stage": stage},
    )  # fmt: skip
    return found


@transaction.atomic
def seek_again(
    *, not_sought: NotSought, reason: str, expected_version: int, by: User, at: datetime
) -> NotSought:
    """Returns the reason that was taken back: the cell is empty again. Raises Stale, Refused."""
    _lock(not_sought.assessment)
    locked = NotSought.objects.select_for_update(of=["self"]).filter(pk=not_sought.pk).first()
    if locked is None:
        raise Refused(_("This was taken back meanwhile."))
    if locked.version != expected_version:
        raise Stale(locked)
    reason = _said(reason)
    record(by=by, at=at, action="group sought again", target=not_sought, changes={"reason": reason})
    locked.delete()
    return not_sought


def _lock(assessment: Assessment) -> Assessment:
    rows = Assessment.objects.select_for_update(of=["self"], no_key=True).select_related("company")
    locked: Assessment = rows.get(pk=assessment.pk)
    if locked.status == Assessment.Status.SUPERSEDED:
        raise Refused(_("A later assessment has replaced this one. It cannot be changed any more."))
    return locked


def _planned(planned: PlannedEngagement, assessment: Assessment, expected_version: int) -> PlannedEngagement:
    rows = PlannedEngagement.objects.select_for_update(of=["self"]).select_related("group", "engagement")
    locked = rows.filter(pk=planned.pk).first()
    if locked is None:
        raise Refused(_("This was taken off the plan meanwhile."))
    if locked.version != expected_version:
        raise Stale(locked)
    locked.assessment = assessment
    return locked


def _said(reason: str) -> str:
    if not reason.strip():
        message = _("Say why. The reason stays in the log.")
        raise Refused(message, fields={"reason": [message]})
    return reason.strip()


def _check(assessment: Assessment, entry: PlanEntry) -> None:
    """Raises Refused for what is another company's, a proxy without a reason, or a cell that was closed."""
    # Whose voice it is must not change between this look and the line of the plan.
    group = StakeholderGroup.objects.select_for_update(no_key=True).get(pk=entry.group.pk)
    refused: dict[str, str] = {}
    if group.company_id != assessment.company_id:
        refused["group"] = _("Choose one of your company’s groups.")
    if group.nearness == Nearness.PROXIES and not entry.proxy_reason.strip():
        refused["proxy_reason"] = _("They speak in place of others. Say why not the people themselves.")
    if entry.engagement is not None and entry.engagement.assessment_id != assessment.pk:
        refused["engagement"] = _("Choose an engagement of this assessment.")
    if entry.owner and not User.objects.of(assessment.company).filter(pk=entry.owner.pk).exists():
        refused["owner"] = _("Choose somebody of your company.")
    if entry.budget and not entry.currency:
        refused["currency"] = _("Say in which currency.")
    if NotSought.objects.filter(assessment=assessment, group=group, stage=entry.stage).exists():
        refused["group"] = _("It says that they are not sought at this stage. Take that back first.")
    if refused:
        message = next(iter(refused.values()))
        raise Refused(message, fields={name: [said] for name, said in refused.items()})
