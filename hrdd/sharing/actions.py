"""Every write about who outside may see something. A grant that is withdrawn or over is deleted at once."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from hrdd.accounts.actions import introduce, invite
from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import PRODUCT, record
from hrdd.lib.errors import Refused
from hrdd.sharing import letters
from hrdd.sharing.models import OrganisationGrant, PersonGrant
from hrdd.sharing.visibility import grant_tables

LONGEST = timedelta(days=366)
KIND_FOR = {"reviewer": Organisation.Kind.CIVIL_SOCIETY, "auditor": Organisation.Kind.AUDIT_FIRM}

Grant = OrganisationGrant | PersonGrant


@transaction.atomic
def give_grant(
    *, root: Any, role: str, until: datetime, by: User, at: datetime,
    organisation: Organisation | None = None, person: User | None = None,
) -> Grant:  # fmt: skip
    """Returns the grant that lets one organisation or one person see a root in a role until a date.

    Given again, it is the same grant with another date. Raises Refused for a role no outsider has, an
    organisation of the wrong kind, people of the company itself, and a date in the past or too far off.
    """
    # The company's row is the lock: two people who share with the same recipient wait for each other.
    company = Organisation.objects.select_for_update(no_key=True).get(pk=root.company_id)
    _check_terms(role=role, until=until, at=at)
    whom: dict[str, Any]
    if organisation:
        _check_organisation(organisation=organisation, role=role)
        table, whom = _table(root, OrganisationGrant), {"group": organisation.group}
    elif person:
        _check_person(person=person, company=company)
        table, whom = _table(root, PersonGrant), {"user": person}
    else:
        raise Refused(_("Name an organisation or a person."))
    content_type = ContentType.objects.get_for_model(root)
    permission = Permission.objects.get(codename=f"as_{role}", content_type=content_type)
    key = {"content_object": root, "permission": permission, **whom}
    earlier = table.objects.filter(**key).values_list("until", flat=True).first()
    grant: Grant
    grant, _created = table.objects.update_or_create(
        **key, defaults={"until": until, "given_by": by, "given_at": at}
    )
    record(
        by=by, at=at, action="access extended" if earlier else "access given", target=grant,
        changes={"role": role, "until": [earlier, until] if earlier else until},
    )  # fmt: skip
    return grant


@transaction.atomic
def let_in(*, root: Any, email: str, role: str, until: datetime, by: User, at: datetime) -> Grant:
    """Returns the grant of the person with this address, and writes to her.

    Somebody who is not here yet is known by the address alone and gets an invitation; the grant stands
    from now on, so that she finds the work when she comes in.
    """
    person = introduce(email=email, host=root.company, by=by, at=at)
    grant = give_grant(root=root, person=person, role=role, until=until, by=by, at=at)
    if person.has_usable_password():
        letters.send_access(person=person, host=root.company, by=by, until=until)
    else:
        invitation, token = invite(
            email=person.email, organisation=None, roles=[], host=root.company, by=by, at=at
        )
        letters.send_invitation(invitation=invitation, token=token, by=by, host=root.company)
    return grant


@transaction.atomic
def withdraw_grant(*, grant: Grant, by: User, at: datetime) -> Grant:
    """Returns the grant as it was; the row is gone, and with it everything it opened."""
    record(by=by, at=at, action="access withdrawn", target=grant, changes={"until": [grant.until, at]})
    grant.delete()
    return grant


@transaction.atomic
def end_expired(*, table: type[Grant], at: datetime) -> list[Grant]:
    """Returns the grants that had reached their end and are now deleted. They opened nothing any more."""
    over = list(
        table.objects.over(on=at)
        .select_for_update(of=["self"], skip_locked=True)
        .select_related("content_object", "permission")[:500]
    )
    for grant in over:
        record(by=PRODUCT, at=at, action="access ended", target=grant, changes={"until": grant.until})
    table.objects.filter(pk__in=[grant.pk for grant in over]).delete()
    return over


def _table(root: Any, kind: type[Grant]) -> Any:
    return next(table for table in grant_tables(type(root)) if issubclass(table, kind))


def _check_terms(*, role: str, until: datetime, at: datetime) -> None:
    if role not in KIND_FOR:
        message = _("From outside, people take part as reviewer or as auditor.")
        raise Refused(message, fields={"role": [message]})
    if not at < until <= at + LONGEST:
        message = _("Choose a day after today, at most a year ahead.")
        raise Refused(message, fields={"until": [message]})


def _check_organisation(*, organisation: Organisation, role: str) -> None:
    if organisation.kind != KIND_FOR[role]:
        message = _("Reviewers are civil-society organisations, auditors are audit firms.")
        raise Refused(message, fields={"organisation": [message]})


def _check_person(*, person: User, company: Organisation) -> None:
    if person.memberships.standing().filter(organisation=company).exists():
        message = _("This person works for the company. Her role there decides what she sees.")
        raise Refused(message, fields={"person": [message]})
