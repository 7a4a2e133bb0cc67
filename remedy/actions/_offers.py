"""How a case is offered to somebody: an assignment, the key for her, and a grant by name.

The one place that makes rows of either: whoever reads a case came to it through one of these.
"""

from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import Permission
from django.utils.translation import gettext as _

from hrdd.accounts.models import PersonalKey, User
from hrdd.lib import envelopes
from hrdd.lib.errors import Refused
from remedy.letters import send_waits
from remedy.models import Assignment, Case, CaseGrant, EscrowShare
from remedy.opened import Opened

# A grant by name ends with its assignment and not by the calendar.
FOR_AS_LONG_AS_SHE_HANDLES_IT = datetime(9999, 1, 1, tzinfo=UTC)


def offer(
    case: Case, *, to: User, personal_key: PersonalKey, key: bytes, day: date, offered_by: User | None = None,
    instead_of: User | None = None, until: date | None = None,
) -> Assignment:  # fmt: skip
    """Returns the assignment that asks her; she sees no more than the gist before she takes it on."""
    made = Assignment(
        case=case, user=to, offered_by=offered_by, offered_on=day, instead_of=instead_of, until=until,
        personal_key=personal_key, wrap=envelopes.wrap(personal_key.public_key, key),
    )  # fmt: skip
    made.save(force_insert=True)
    grant(case, to=to, role="offered", day=day, by=offered_by)
    if case.is_urgent:
        send_waits(to)
    return made


def wrap_anew(assignment: Assignment, *, personal_key: PersonalKey, key: bytes) -> None:
    """Wraps the case's key for the key she has today, in the place of one she has lost."""
    assignment.personal_key = personal_key
    assignment.wrap = envelopes.wrap(personal_key.public_key, key)
    assignment.save(update_fields=["personal_key", "wrap"])


def able(opened: Opened, whom: User) -> PersonalKey:
    """Returns the key of somebody who may come to this case; raises Refused with the reason.

    Not somebody whom the person excluded, who stepped back, has no key, or holds the escrow.
    """
    if str(whom.pk) in opened.without:
        raise no(_("The person does not want this colleague to read it."))
    return living_key(opened.case, whom)


def living_key(case: Case, whom: User) -> PersonalKey:
    """Returns the key of somebody of whom, before the case is open, nothing else speaks against it."""
    if case.assignments.filter(user=whom, state=Assignment.State.STEPPED_BACK).exists():
        raise no(_("This colleague cannot be asked for this case."))
    if EscrowShare.objects.filter(holder=whom, key__company=case.company_id).exists():
        raise no(_("Who holds the escrow reads no case: these are separate hands."))
    key = PersonalKey.objects.living().filter(user=whom).first()
    if key is None:
        raise no(_("This colleague has no key yet. She makes one in her settings."))
    return key


def no(message: str) -> Refused:
    """Returns a refusal that stands beside whom she chose."""
    return Refused(message, fields={"whom": [message]})


def grant(case: Case, *, to: User, role: str, day: date, by: User | None) -> None:
    """Lets her see the case in this role, and in no other."""
    withdraw(case, of=to)
    permission = Permission.objects.get(codename=f"as_{role}", content_type__app_label="remedy")
    CaseGrant.objects.create(
        user=to, content_object=case, permission=permission, until=FOR_AS_LONG_AS_SHE_HANDLES_IT,
        given_by=by, given_at=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )  # fmt: skip


def withdraw(case: Case, *, of: User) -> None:
    """Lets her see it no more."""
    CaseGrant.objects.filter(content_object=case, user=of).delete()


def end(assignment: Assignment, *, state: Any, day: date) -> None:
    """Ends an assignment: the key for her goes, and so does her grant."""
    assignment.state, assignment.ended_on, assignment.wrap = state, day, None
    assignment.save(update_fields=["state", "ended_on", "wrap"])
    withdraw(assignment.case, of=assignment.user)
