"""How a case is offered to somebody: an assignment, the key for her, and a grant by name."""

from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import Permission

from hrdd.accounts.models import PersonalKey, User
from hrdd.lib import envelopes
from remedy.models import Assignment, Case, CaseGrant

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
    return made


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
