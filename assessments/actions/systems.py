"""Writes about AI systems."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions._rows import lock_system
from assessments.actions.moments import propose_for_country
from assessments.entries import SystemFacts
from assessments.models import System
from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save

LISTS = ("modalities", "release_channels", "positions", "countries")


@transaction.atomic
def create_system(
    *, company: Organisation, name: str, kind: str, description: str, by: User, at: datetime,
    facts: SystemFacts | None = None,
) -> System:  # fmt: skip
    """Returns the new system; raises Refused when the company has one of that name."""
    # The company's row is the lock: two people who add one of the same name wait for each other.
    Organisation.objects.select_for_update(no_key=True).get(pk=company.pk)
    _check_name(company.pk, name)
    facts = facts or SystemFacts()
    system = System.objects.create(
        company=company, name=name, kind=kind, description=description, created_at=at, **_columns(facts)
    )
    system.groups.set(facts.groups)
    record(by=by, at=at, action="system added", target=system, changes={"kind": kind})
    return system


@transaction.atomic
def revise_system(
    *, system: System, name: str, kind: str, description: str, expected_version: int, by: User, at: datetime,
    facts: SystemFacts | None = None,
) -> System:  # fmt: skip
    """Returns the system as it now stands; raises Stale when someone saved first.

    Without `facts` they stay as they are. A country that is new proposes a moment to look again.
    """
    locked = lock_system(system)
    if locked.version != expected_version:
        raise Stale(locked)
    new: dict[str, Any] = {"name": name, "kind": kind, "description": description}
    countries = list(locked.countries)
    if facts:
        new |= _columns(facts)
    changes = changed(locked, new)
    if "name" in changes:
        _check_name(locked.company_id, name, besides=locked)
    if facts:
        before, after = ([group.code for group in rows] for rows in (locked.groups.all(), facts.groups))
        locked.groups.set(facts.groups)
        if sorted(before) != sorted(after):
            changes["groups"] = [before, after]
    save(locked, new)
    record(by=by, at=at, action="system changed", target=locked, changes=changes)
    for code in locked.countries:
        if code not in countries:
            propose_for_country(system=locked, code=code, by=by, at=at)
    return locked


def _columns(facts: SystemFacts) -> dict[str, Any]:
    lists = {name: list(dict.fromkeys(getattr(facts, name))) for name in LISTS}
    return {**lists, "lifecycle_stage": facts.lifecycle_stage}


def _check_name(company_id: Any, name: str, besides: System | None = None) -> None:
    others = System.objects.filter(company=company_id, name__iexact=name)
    if besides:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        message = _("There is a system of this name already.")
        raise Refused(message, fields={"name": [message]})
