"""Writes about the versions of a system."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions._rows import lock_system
from assessments.actions.moments import propose_for_version
from assessments.models import System, SystemVersion
from hrdd.accounts.models import User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save


@transaction.atomic
def add_system_version(
    *, system: System, name: str, by: User, at: datetime, released_on: date | None = None, changes: str = ""
) -> SystemVersion:
    """Returns the new version, and proposes a moment to look at it.

    Raises Refused when the system has one of that name.
    """
    locked = lock_system(system)
    _check_name(locked, name)
    version = SystemVersion.objects.create(
        system=locked, name=name, released_on=released_on, changes=changes, created_by=by, created_at=at
    )
    record(by=by, at=at, action="system version added", target=version, changes={"released_on": released_on})
    propose_for_version(version=version, by=by, at=at)
    return version


@transaction.atomic
def revise_system_version(
    *, version: SystemVersion, name: str, released_on: date | None, changes: str, expected_version: int,
    by: User, at: datetime,
) -> SystemVersion:  # fmt: skip
    """Returns the version as it now stands; raises Stale when someone saved first."""
    system = lock_system(version.system)
    locked = SystemVersion.objects.select_for_update(no_key=True).get(pk=version.pk)
    locked.system = system
    if locked.version != expected_version:
        raise Stale(locked)
    new = {"name": name, "released_on": released_on, "changes": changes}
    differences = changed(locked, new)
    if "name" in differences:
        _check_name(system, name, besides=locked)
    save(locked, new)
    record(by=by, at=at, action="system version changed", target=locked, changes=differences)
    return locked


def _check_name(system: System, name: str, besides: SystemVersion | None = None) -> None:
    others = system.versions.filter(name__iexact=name)
    if besides:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        message = _("The system has a version of this name already.")
        raise Refused(message, fields={"name": [message]})
