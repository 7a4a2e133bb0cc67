"""Writes about contacts: added, changed, opened, erased. Who they are never enters the log."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import Product, changed, record
from hrdd.lib import sealing
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save
from hrdd.lib.sealing import Unreadable, seal, unseal
from stakeholders.actions._rows import names_of
from stakeholders.identity import Identity
from stakeholders.models import Contact, StakeholderGroup, Tombstone
from stakeholders.retention import is_over


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """What stands in the open about a contact."""

    channel: str = ""
    wishes: str = ""
    do_not_contact: bool = False
    retain_until: date | None = None

    def columns(self) -> dict[str, Any]:
        """Returns column -> value."""
        return {name: getattr(self, name) for name in self.__slots__}


@transaction.atomic
def add_contact(
    *, group: StakeholderGroup, called: str, identity: Identity, entry: ContactEntry, by: User, at: datetime
) -> Contact:
    """Returns the new contact under a pseudonym whose number the company never gave before."""
    # The company's row is the lock: two people who add a contact at the same time get two numbers.
    Organisation.objects.select_for_update(no_key=True).get(pk=group.company_id)
    called = " ".join(called.split())
    if not identity.name.strip():
        message = _("Say who it is. It is sealed at once, and shown nowhere.")
        raise Refused(message, fields={"name": [message]})
    _keeps_it_apart(identity, called=called, wishes=entry.wishes)
    # Rows of contacts stay when they are erased, so the highest number is the last one given.
    named = Contact.objects.filter(group__company=group.company_id, called__iexact=called)
    last = named.aggregate(Max("number"))["number__max"] or 0
    contact = Contact(
        group=group, called=called, number=last + 1, identity=seal(identity.to_json()), created_by=by,
        created_at=at, **entry.columns(),
    )  # fmt: skip
    contact.save(force_insert=True)
    record(by=by, at=at, action="contact added", target=contact, changes={"group": str(group)})
    return contact


@transaction.atomic
def revise_contact(
    *, contact: Contact, entry: ContactEntry, identity: Identity, expected_version: int, by: User,
    at: datetime,
) -> Contact:  # fmt: skip
    """Returns the contact as it now stands; an empty identity leaves the sealed one. Raises Stale.

    She keeps her pseudonym: records name her by it.
    """
    locked = _lock(contact)
    if locked.version != expected_version:
        raise Stale(locked)
    new = entry.columns()
    changes = changed(locked, new)
    told = names_of(changes) if changes else {}
    if "do_not_contact" in changes:
        told["do_not_contact"] = changes["do_not_contact"]
    if locked.erased_at is not None and not identity.is_empty:
        raise Refused(_("Who it was is erased. Add another contact instead."))
    known = identity
    if identity.is_empty:
        known = _known(locked)
    else:
        if not identity.name.strip():
            message = _("What is sealed is replaced as a whole. Give the name, too.")
            raise Refused(message, fields={"name": [message]})
        new["identity"] = seal(identity.to_json())
        told["identity"] = "replaced"
    _keeps_it_apart(known, wishes=entry.wishes)
    if not told:
        return locked
    save(locked, new)
    record(by=by, at=at, action="contact changed", target=locked, changes=told)
    return locked


@transaction.atomic
def open_identity(*, contact: Contact, reason: str, by: User, at: datetime) -> Identity:
    """Returns who she is; that it was opened, by whom and why, is in the log before anybody reads it."""
    locked = _lock(contact)
    reason = _said(reason, _("Say why you need to know who it is. The reason stays in the log."))
    if locked.identity is None:
        raise Refused(_("There is nothing to open: who it was is erased."))
    try:
        identity = Identity.from_json(unseal(locked.identity))
    except (Unreadable, ValueError):
        message = _(
            "This was sealed with a key that is not in force here. Ask whoever runs the workbench to put "
            "the earlier secret back; nothing is lost."
        )
        raise Refused(message) from None
    _keeps_it_apart(identity, reason=reason)
    record(by=by, at=at, action="contact identity opened", target=locked, changes={"reason": reason})
    return identity


@transaction.atomic
def erase_identity(
    *, contact: Contact, reason: str, expected_version: int, by: User, at: datetime
) -> Contact:
    """Returns the contact without who she is, for good; pseudonym and number stay. Raises Stale, Refused."""
    locked = _lock(contact)
    if locked.version != expected_version:
        raise Stale(locked)
    reason = _said(reason, _("Say why. The reason stays in the log."))
    if locked.erased_at is not None:
        raise Refused(_("Who it was is erased already."))
    if locked.holds.running().exists():
        message = _("A legal hold stops this: who it is may not be erased until the hold is ended.")
        raise Refused(message, fields={"reason": [message]})
    _keeps_it_apart(_known(locked), reason=reason)
    save(locked, {"identity": None, "erased_at": at, "channel": "", "wishes": ""})
    is_late = is_over(locked.retain_until, on=timezone.localdate(at))
    Tombstone.objects.create(
        company_id=locked.company_id, kind=Tombstone.Kind.IDENTITY, of_id=locked.pk, deleted_by=by,
        rule=Tombstone.Rule.TIME_OVER if is_late else Tombstone.Rule.ON_REQUEST,
        kept_until=locked.retain_until, deleted_at=at,
    )  # fmt: skip
    record(by=by, at=at, action="contact erased", target=locked, changes={"reason": reason})
    return locked


@transaction.atomic
def seal_anew(*, company: Organisation, by: User | Product, at: datetime) -> tuple[int, int]:
    """Returns how many identities are now sealed with the first secret, and how many no key opens.

    The latter stay as they are.
    """
    sealed = unreadable = 0
    for contact in Contact.objects.select_for_update(of=["self"], no_key=True).filter(
        group__company=company, identity__isnull=False
    ):
        try:
            contact.identity = sealing.seal_anew(contact.identity or b"")
        except Unreadable:
            unreadable += 1
            continue
        contact.save(update_fields=["identity"])
        sealed += 1
    record(
        by=by, at=at, action="identities sealed anew", target=company, company_id=company.pk,
        root_id=company.pk, changes={"contacts": sealed, "unreadable": unreadable},
    )  # fmt: skip
    return sealed, unreadable


def _lock(contact: Contact) -> Contact:
    rows = Contact.objects.select_for_update(of=["self"], no_key=True).select_related("group")
    locked: Contact = rows.get(pk=contact.pk)
    return locked


def _said(reason: str, message: str) -> str:
    if not reason.strip():
        raise Refused(message, fields={"reason": [message]})
    return reason.strip()


def _known(contact: Contact) -> Identity:
    """Returns who she is, to keep it out of open texts only; nobody is shown it."""
    try:
        return Identity.from_json(unseal(contact.identity)) if contact.identity else Identity()
    except (Unreadable, ValueError):
        return Identity()


def _keeps_it_apart(identity: Identity, **open_texts: str) -> None:
    """Raises Refused where an open text says what is sealed."""
    message = _("This gives away who it is. Say it without the name, or how she is reached.")
    told = {name: [message] for name, text in open_texts.items() if identity.is_told_in(text)}
    if told:
        raise Refused(message, fields=told)
