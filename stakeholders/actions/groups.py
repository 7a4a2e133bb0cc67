"""Writes about groups of people: whom the company's systems touch, and who speaks for them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save
from stakeholders.actions._rows import names_of
from stakeholders.entries import GroupEntry
from stakeholders.models import InputLink, PlannedEngagement, StakeholderGroup
from stakeholders.models.group import RIGHTS_HOLDERS, Nearness

LINKS = ("groups", "rights", "systems")


@transaction.atomic
def create_group(*, company: Organisation, entry: GroupEntry, by: User, at: datetime) -> StakeholderGroup:
    """Returns the new group; raises Refused when the company has one of that name."""
    # The company's row is the lock: two people who add one of the same name wait for each other.
    Organisation.objects.select_for_update(no_key=True).get(pk=company.pk)
    _check(company.pk, entry)
    group = StakeholderGroup(company=company, created_by=by, created_at=at, **entry.columns())
    group.save(force_insert=True)
    for name in LINKS:
        getattr(group, name).set(getattr(entry, name))
    record(by=by, at=at, action="stakeholder group added", target=group, changes={"nearness": group.nearness})
    return group


@transaction.atomic
def revise_group(
    *, group: StakeholderGroup, entry: GroupEntry, expected_version: int, by: User, at: datetime
) -> StakeholderGroup:
    """Returns the group as it now stands; raises Stale when someone saved first.

    Whose voice it is cannot change under what hangs on it: inputs that count as heard, and plans.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=group.company_id)
    locked: StakeholderGroup = StakeholderGroup.objects.select_for_update(no_key=True).get(pk=group.pk)
    if locked.version != expected_version:
        raise Stale(locked)
    new = entry.columns()
    changes = changed(locked, new)
    _check(locked.company_id, entry, besides=locked)
    if "nearness" in changes:
        _may_move(locked, Nearness(entry.nearness))
    told: dict[str, Any] = names_of(changes) if changes else {}
    told |= {name: pair for name, pair in changes.items() if name in ("name", "nearness", "is_indigenous")}
    for name in LINKS:
        before = _keys(getattr(locked, name).all())
        after = _keys(getattr(entry, name))
        if before != after:
            getattr(locked, name).set(getattr(entry, name))
            told[name] = [before, after]
    if not told:
        return locked
    save(locked, new)
    record(by=by, at=at, action="stakeholder group changed", target=locked, changes=told)
    return locked


def _keys(rows: Sequence[Any]) -> list[str]:
    return sorted(getattr(row, "code", str(row)) for row in rows)


def _check(company_id: Any, entry: GroupEntry, besides: StakeholderGroup | None = None) -> None:
    others = StakeholderGroup.objects.filter(company=company_id, name__iexact=entry.name)
    if besides:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        message = _("There is a group of this name already.")
        raise Refused(message, fields={"name": [message]})
    if any(system.company_id != company_id for system in entry.systems):
        message = _("Choose systems of your company.")
        raise Refused(message, fields={"systems": [message]})


def _may_move(group: StakeholderGroup, nearness: Nearness) -> None:
    """Raises Refused when others were told that this group is, or is not, one of rights holders."""
    moves = group.are_rights_holders != (nearness in RIGHTS_HOLDERS)
    if moves and InputLink.objects.filter(input__group=group).exclude(risk=None).exists():
        message = _("What they said is linked to risks. Take those links away first, or add another group.")
        raise Refused(message, fields={"nearness": [message]})
    silent = PlannedEngagement.objects.filter(group=group, proxy_reason="")
    if nearness == Nearness.PROXIES and silent.exists():
        message = _("They are planned to be heard. Say in each plan first why not the people themselves.")
        raise Refused(message, fields={"nearness": [message]})
