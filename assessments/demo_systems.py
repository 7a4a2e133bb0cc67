"""What the demo knows of its systems: facts, versions, who stands in the value chain, and moments."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from assessments import actions
from assessments.entries import SystemFacts
from assessments.models import Assessment, Moment, System, SystemVersion
from hrdd.accounts.models import Organisation, User
from taxonomy.models import Group

Fields = dict[str, Any]
# From "so many days ago" to the moment at which somebody did it.
When = Callable[[int], datetime]
LISTS = ("modalities", "release_channels", "positions", "countries")


def begin(row: Fields, *, company: Organisation, by: User, when: When) -> tuple[System, SystemVersion | None]:
    """Returns the system of an assessment as the demo tells it, and the version looked at, if any."""
    told, at = row.get("facts", {}), when(row["days_ago"])
    facts = SystemFacts(
        lifecycle_stage=told.get("lifecycle_stage", ""),
        groups=tuple(Group.objects.filter(code__in=told.get("groups", []))),
        **{name: tuple(told.get(name, [])) for name in LISTS},
    )
    system = actions.create_system(company=company, **row["system"], facts=facts, by=by, at=at)
    for party in row.get("parties", []):
        actions.name_system_party(system=system, **party, by=by, at=at)
    version = None
    for said in row.get("versions", []):
        version = actions.add_system_version(
            system=system, name=said["name"], changes=said["changes"], by=by, at=when(said["days_ago"]),
            released_on=localdate(when(-said["days"])),
        )  # fmt: skip
    return system, version


def decide(row: Fields, assessment: Assessment, *, by: User, when: When) -> None:
    """Plans, answers and waives moments; those the demo does not name are answered by the assessment."""
    today = when(0)
    for said in row.get("moments", []):
        at = when(said["days_ago"])
        moment = actions.plan_moment(
            system=assessment.system, kind=said["kind"], what=said["what"],
            expected_by=localdate(today + timedelta(days=said["days"])), by=by, at=at,
        )  # fmt: skip
        if reason := said.get("waived"):
            actions.waive_moment(moment=moment, reason=reason, by=by, at=when(said["days_ago"] - 1))
    undecided = row.get("undecided", [])
    for moment in Moment.objects.proposed().filter(system=assessment.system).select_related("risk"):
        if moment.risk is None or moment.risk.reference not in undecided:
            actions.answer_moment(moment=moment, assessment=assessment, by=by, at=moment.created_at)
