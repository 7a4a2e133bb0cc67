"""Writes about AI systems."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions._rows import save
from assessments.models import System
from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused, Stale


@transaction.atomic
def create_system(
    *, company: Organisation, name: str, kind: str, description: str, by: User, at: datetime
) -> System:
    """Returns the new system; raises Refused when the company has one of that name."""
    # The company's row is the lock: two people who add one of the same name wait for each other.
    Organisation.objects.select_for_update().get(pk=company.pk)
    if System.objects.filter(company=company, name__iexact=name).exists():
        message = _("There is a system of this name already.")
        raise Refused(message, fields={"name": [message]})
    system = System.objects.create(
        company=company, name=name, kind=kind, description=description, created_at=at
    )
    record(by=by, at=at, action="system added", target=system, changes={"kind": kind})
    return system


@transaction.atomic
def revise_system(
    *, system: System, name: str, kind: str, description: str, expected_version: int, by: User, at: datetime
) -> System:
    """Returns the system as it now stands; raises Stale when someone saved first."""
    Organisation.objects.select_for_update().get(pk=system.company_id)
    locked: System = System.objects.select_for_update().get(pk=system.pk)
    if locked.version != expected_version:
        raise Stale(locked)
    new = {"name": name, "kind": kind, "description": description}
    changes = changed(locked, new)
    if "name" in changes and System.objects.filter(company=locked.company_id, name__iexact=name).exclude(
        pk=locked.pk
    ):
        message = _("There is a system of this name already.")
        raise Refused(message, fields={"name": [message]})
    save(locked, new)
    record(by=by, at=at, action="system changed", target=locked, changes=changes)
    return locked
