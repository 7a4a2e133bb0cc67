"""Writes about a company's channel: its terms, who reads, its escrow key, and whether it is open."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hrdd.accounts.models import Organisation, PersonalKey, Role, User
from hrdd.audit.recorder import changed, record
from hrdd.lib import envelopes
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save
from remedy import escrow
from remedy.actions._rows import day_of
from remedy.actions.signing import make_signing_key
from remedy.models import Assignment, Channel, DeskMember, EscrowKey, EscrowShare, SigningKey
from remedy.readers import readers


@transaction.atomic
def make_channel(
    *, company: Organisation, slug: str, about: str, keep_months: int, by: User, at: datetime
) -> Channel:
    """Returns the company's channel, closed until people read it; raises Refused for a name that is taken."""
    Organisation.objects.select_for_update(no_key=True).get(pk=company.pk)
    if Channel.objects.filter(company=company).exists():
        raise Refused(_("This company has a channel already."))
    _free(slug)
    channel = Channel.objects.create(company=company, slug=slug, about=about, keep_months=keep_months)
    record(by=by, at=at, action="channel made", target=channel)
    return channel


@transaction.atomic
def revise_channel(
    *, channel: Channel, slug: str, about: str, keep_months: int, expected_version: int, by: User,
    at: datetime,
) -> Channel:  # fmt: skip
    """Returns the channel with these terms; raises Stale, and Refused for a name that is taken."""
    held = _lock(channel)
    if held.version != expected_version:
        raise Stale(held)
    if slug != held.slug:
        _free(slug)
    new = {"slug": slug, "about": about, "keep_months": keep_months}
    changes = changed(held, new)
    if changes:
        save(held, new)
        record(by=by, at=at, action="channel revised", target=held, changes=changes)
    return held


@transaction.atomic
def seat(*, channel: Channel, user: User, shown_as: str, by: User, at: datetime) -> DeskMember:
    """Returns the place at the desk; raises Refused for somebody who is no case handler of the company."""
    held = _lock(channel)
    roles = user.memberships.standing().filter(organisation=held.company_id).values_list("role", flat=True)
    if Role.CASE_HANDLER not in roles:
        message = _("Only case handlers read concerns. An administrator gives her the role first.")
        raise Refused(message, fields={"user": [message]})
    if EscrowShare.objects.filter(holder=user, key__company=held.company_id).exists():
        message = _("Who holds the escrow reads no case: these are separate hands.")
        raise Refused(message, fields={"user": [message]})
    if held.desk.serving().filter(user=user).exists():
        message = _("She sits at the desk already.")
        raise Refused(message, fields={"user": [message]})
    member = DeskMember.objects.create(channel=held, user=user, shown_as=shown_as, joined_on=day_of(at))
    record(by=by, at=at, action="joined the desk", target=member, changes={"who": str(user)})
    return member


@transaction.atomic
def unseat(*, member: DeskMember, by: User, at: datetime) -> DeskMember:
    """Returns the place, left: no new concern reaches her. What she handles stays hers until handed over."""
    held = _lock(member.channel)
    left: DeskMember = held.desk.select_for_update().get(pk=member.pk)
    if left.left_on is None:
        left.left_on = day_of(at)
        left.save(update_fields=["left_on"])
        record(by=by, at=at, action="left the desk", target=left, changes={"who": str(left.user)})
    return left


@transaction.atomic
def make_escrow_key(*, channel: Channel, holders: Sequence[User], by: User, at: datetime) -> EscrowKey:
    """Returns a new escrow key; any two of its holders use it together. The one before serves older cases.

    Its private half exists in memory while it is split, and nowhere after. Raises Refused for fewer than two
    holders, for one without a key, and for one who reads concerns herself.
    """
    held = _lock(channel)
    keys = {key.user_id: key for key in PersonalKey.objects.living().filter(user__in=holders)}
    if len({holder.pk for holder in holders}) < escrow.FEWEST:
        raise _no(_("Choose two people or more."))
    if missing := [str(holder) for holder in holders if holder.pk not in keys]:
        raise _no(_("Without a key of their own: %(names)s.") % {"names": ", ".join(missing)})
    handlers = Assignment.objects.living().filter(case__company=held.company_id, user__in=holders)
    if held.desk.serving().filter(user__in=holders).exists() or handlers.exists():
        raise _no(_("Who reads concerns does not hold the escrow as well: these are separate hands."))
    EscrowKey.objects.in_use().filter(company=held.company_id).update(ended_at=at)
    pair = envelopes.new_pair()
    made = EscrowKey.objects.create(company=held.company, public_key=pair.public, made_by=by, made_at=at)
    people = {holder.pk: holder for holder in holders}
    parts = escrow.halves(pair.private, {pk: bytes(keys[pk].public_key) for pk in people})
    EscrowShare.objects.bulk_create(
        EscrowShare(
            key=made, holder=people[part.holder], partner=people[part.partner],
            personal_key=keys[part.holder], sealed=part.sealed,
        )
        for part in parts
    )  # fmt: skip
    names = ", ".join(sorted(str(holder) for holder in people.values()))
    record(by=by, at=at, action="escrow key made", target=made, changes={"holders": names})
    return made


@transaction.atomic
def open_channel(*, channel: Channel, by: User, at: datetime) -> Channel:
    """Returns the channel, open; raises Refused until somebody can read what comes, and escrow stands."""
    held = _lock(channel)
    if not readers(held, on=day_of(at)):
        raise Refused(_("Nobody could read a concern yet: seat a case handler who has made her key."))
    if not EscrowKey.objects.in_use().filter(company=held.company_id).exists():
        raise Refused(_("Make the escrow key first, so that no concern is lost with a password."))
    if not SigningKey.objects.in_use().filter(company=held.company_id).exists():
        make_signing_key(company=held.company, by=by, at=at)
    if not held.is_open:
        save(held, {"is_open": True})
        record(by=by, at=at, action="channel opened", target=held)
    return held


@transaction.atomic
def close_channel(*, channel: Channel, by: User, at: datetime) -> Channel:
    """Returns the channel, closed to new concerns; who raised one before still comes back."""
    held = _lock(channel)
    if held.is_open:
        save(held, {"is_open": False})
        record(by=by, at=at, action="channel closed", target=held)
    return held


def _lock(channel: Channel) -> Channel:
    found: Channel = (
        Channel.objects.select_for_update(of=["self"], no_key=True)
        .select_related("company")
        .get(pk=channel.pk)
    )
    return found


# Pages of the channel itself, which stand before companies.
TAKEN = frozenset({"help", "inbox", "keys", "proof", "key", "language"})


def _free(slug: str) -> None:
    if slug in TAKEN or Channel.objects.filter(slug=slug).exists():
        message = _("This name is taken.")
        raise Refused(message, fields={"slug": [message]})


def _no(message: str) -> Refused:
    return Refused(message, fields={"holders": [message]})
