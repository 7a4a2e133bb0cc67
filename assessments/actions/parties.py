"""Writes about the suppliers and customers of a system."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions._rows import lock_system
from assessments.models import Party, System, SystemParty
from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save


@transaction.atomic
def create_party(
    *, company: Organisation, name: str, by: User, at: datetime, country: str = "",
    positions: Sequence[str] = (),
) -> Party:  # fmt: skip
    """Returns the new party of this company; the known one of this name (in any case) as it is."""
    # The company's row is the lock: two people who name the same new party end with one.
    Organisation.objects.select_for_update(no_key=True).get(pk=company.pk)
    if known := Party.objects.filter(company=company, name__iexact=name).first():
        return known
    party = Party.objects.create(
        company=company, name=name, country=country, positions=list(dict.fromkeys(positions)), created_at=at
    )
    record(by=by, at=at, action="party added", target=party, changes={"country": country})
    return party


@transaction.atomic
def revise_party(
    *, party: Party, name: str, country: str, positions: Sequence[str], expected_version: int, by: User,
    at: datetime,
) -> Party:  # fmt: skip
    """Returns the party as it now stands for all systems; raises Stale when someone saved first."""
    Organisation.objects.select_for_update(no_key=True).get(pk=party.company_id)
    locked = Party.objects.select_for_update(no_key=True).get(pk=party.pk)
    if locked.version != expected_version:
        raise Stale(locked)
    new = {"name": name, "country": country, "positions": list(dict.fromkeys(positions))}
    changes = changed(locked, new)
    others = Party.objects.filter(company=locked.company_id, name__iexact=name).exclude(pk=locked.pk)
    if "name" in changes and others.exists():
        message = _("Another supplier or customer of yours has this name already.")
        raise Refused(message, fields={"name": [message]})
    save(locked, new)
    record(by=by, at=at, action="party changed", target=locked, changes=changes)
    return locked


@transaction.atomic
def add_system_party(
    *, system: System, party: Party, relation: str, by: User, at: datetime, note: str = ""
) -> SystemParty:
    """Returns the party as supplier or customer of the system; raises Refused when it is that already."""
    locked = lock_system(system)
    if party.company_id != locked.company_id:
        raise Refused(_("This supplier or customer is not one of your company's."))
    if SystemParty.objects.filter(system=locked, party=party, relation=relation).exists():
        message = _("%(party)s is there already.") % {"party": party}
        raise Refused(message, fields={"name": [message]})
    link = SystemParty.objects.create(system=locked, party=party, relation=relation, note=note)
    record(
        by=by, at=at, action="system party added", target=link, changes={"relation": relation, "note": note}
    )
    return link


@transaction.atomic
def name_system_party(
    *, system: System, relation: str, by: User, at: datetime, party: Party | None = None, name: str = "",
    country: str = "", positions: Sequence[str] = (), note: str = "",
) -> SystemParty:  # fmt: skip
    """Returns a supplier or customer of the system: a known party, or one of this name that may be new."""
    named = party or create_party(
        company=system.company, name=name, country=country, positions=positions, by=by, at=at
    )
    return add_system_party(system=system, party=named, relation=relation, note=note, by=by, at=at)


@transaction.atomic
def revise_system_party(
    *, link: SystemParty, name: str, country: str, positions: Sequence[str], note: str,
    expected_version: int, by: User, at: datetime,
) -> SystemParty:  # fmt: skip
    """Returns the supplier or customer as it now stands: the party on all systems, the note on this one.

    Raises Stale with the party in force when someone saved it first.
    """
    revise_party(
        party=link.party, name=name, country=country, positions=positions,
        expected_version=expected_version, by=by, at=at,
    )  # fmt: skip
    return note_system_party(link=link, note=note, by=by, at=at)


@transaction.atomic
def note_system_party(*, link: SystemParty, note: str, by: User, at: datetime) -> SystemParty:
    """Returns the supplier or customer with a new word on what for; the same word changes nothing."""
    system = lock_system(link.system)
    locked = _locked(link)
    locked.system = system
    if locked.note == note:
        return locked
    changes = changed(locked, {"note": note})
    locked.note = note
    locked.save(update_fields=["note"])
    record(by=by, at=at, action="system party changed", target=locked, changes=changes)
    return locked


@transaction.atomic
def remove_system_party(*, link: SystemParty, expected_version: int, by: User, at: datetime) -> SystemParty:
    """Returns the supplier or customer that was taken off the system; the company still knows the party.

    `expected_version` is the party's; raises Stale with the link in force when someone saved it first.
    """
    system = lock_system(link.system)
    locked = _locked(link)
    locked.system = system
    if locked.party.version != expected_version:
        raise Stale(locked)
    record(
        by=by, at=at, action="system party removed", target=locked,
        changes={"relation": locked.relation, "note": locked.note},
    )  # fmt: skip
    pk: Any = locked.pk
    locked.delete()
    locked.pk = pk
    return locked


def _locked(link: SystemParty) -> SystemParty:
    rows = SystemParty.objects.select_for_update(of=["self"]).select_related("party")
    found = rows.filter(pk=link.pk).first()
    if found is None:
        raise Refused(_("Somebody has taken it off the list meanwhile."))
    return found
