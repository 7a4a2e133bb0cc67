"""Writes about the escrow key. Nobody uses it alone: one asks and hands her halves on, another agrees.

The key itself exists in memory while a use is carried out, and nowhere after. A use keeps both names and the
reason, and goes with its case; the log of the case, which is for good, keeps the names; a company's log keeps
that the key was used, and not by whom or on what.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hrdd.accounts.models import PersonalKey, User
from hrdd.audit.recorder import PRODUCT, record
from hrdd.lib import envelopes
from hrdd.lib.errors import Refused
from remedy import escrow
from remedy.actions import _offers
from remedy.actions._rows import By, day_of, lock_case
from remedy.models import Anonymity, Assignment, Case, EscrowHalf, EscrowKey, EscrowShare, EscrowUse
from remedy.models.escrow import OPENS_FOR
from remedy.opened import Opened

Purpose = EscrowUse.Purpose


@transaction.atomic
def ask_escrow(
    *, case: Case, purpose: str, recipient: User, reason: str, private: bytes, by: User, at: datetime
) -> EscrowUse:
    """Returns the use of the escrow key that a holder asks for; it waits a week for a second person.

    Her halves are handed on, each to one partner. Raises Refused for somebody to whom nothing may be given,
    without a reason, or when her own key opens no part.
    """
    held = lock_case(case)
    _check_recipient(held, purpose, recipient, by=by)
    use = _asked(held.escrow_key, held, purpose, recipient, reason, private=private, by=by, at=at)
    _on_case(
        by=by, at=at, action="escrow asked for", case=held,
        changes={"for": str(recipient), "purpose": use.get_purpose_display()},
    )  # fmt: skip
    return use


@transaction.atomic
def reshare_escrow(
    *, key: EscrowKey, holder: User, reason: str, private: bytes, by: User, at: datetime
) -> EscrowUse:
    """Returns the use by which a holder, who lost her key, is to have her part again; it waits for a second.

    Raises Refused for somebody who holds no part, or whose part still opens.
    """
    EscrowKey.objects.select_for_update(no_key=True).get(pk=key.pk)
    shares = EscrowShare.objects.filter(key=key, holder=holder)
    if holder.pk == by.pk or not shares.filter(personal_key__ended_at__isnull=False).exists():
        raise _offers.no(_("Choose a holder who has lost her key."))
    if not PersonalKey.objects.living().filter(user=holder).exists():
        raise _offers.no(_("She makes a new key in her settings first."))
    use = _asked(key, None, Purpose.RESHARE, holder, reason, private=private, by=by, at=at)
    record(by=by, at=at, action="escrow part asked for", target=key, changes={"for": str(holder)})
    return use


@transaction.atomic
def agree_escrow(*, use: EscrowUse, private: bytes, by: User, at: datetime) -> EscrowUse:
    """Returns the use, carried out by the second of two: the recipient has what was asked for.

    Raises Refused for who asked herself, for whom nothing was handed on, for a half that is not of this key,
    and for a recipient whom the person excluded.
    """
    case = lock_case(use.case) if use.case else None
    held = _waiting(use, at=at)
    if by.pk in (held.asked_by_id, held.recipient_id):
        raise Refused(_("It takes two: somebody else who holds the escrow has to agree."))
    key = _joined(held, private, by=by)
    if case is None:
        _make_halves_anew(held, key)
    else:
        _give(held, case, key, by=by, at=at)
    held.agreed_by, held.agreed_at = by, at
    held.save(update_fields=["agreed_by", "agreed_at", "result", "result_key", "until"])
    held.halves.all().delete()
    if case is not None:
        _on_case(
            by=by, at=at, action="escrow used", case=case,
            changes={
                "asked by": str(held.asked_by), "for": str(held.recipient),
                "purpose": held.get_purpose_display(),
            },
        )  # fmt: skip
    # What administrators may know: that it happened.
    record(by=PRODUCT, at=at, action="escrow key used", target=held.key)
    return held


@transaction.atomic
def turn_down(*, use: EscrowUse, by: User, at: datetime) -> EscrowUse:
    """Returns the use, which comes to nothing: a partner turned it down, or who asked took it back."""
    held = _waiting(use, at=at)
    if by.pk != held.asked_by_id and not held.halves.filter(partner=by).exists():
        raise Refused(_("You do not hold a part of this key."))
    return _ended(held, by=by, at=at, action="escrow turned down")


@transaction.atomic
def let_escrow_lapse(*, use: EscrowUse, by: By, at: datetime) -> EscrowUse:
    """Returns the use, which nobody answered in time: what was handed on is gone."""
    held = EscrowUse.objects.select_for_update(of=["self"]).select_related("key", "case").get(pk=use.pk)
    return _ended(held, by=by, at=at, action="escrow not answered")


@transaction.atomic
def close_identity(*, use: EscrowUse, by: By, at: datetime) -> EscrowUse:
    """Returns the use whose hour is over: who the person is is locked again."""
    held = EscrowUse.objects.select_for_update(of=["self"]).select_related("case").get(pk=use.pk)
    held.result = None
    held.save(update_fields=["result"])
    if held.case:
        _on_case(by=by, at=at, action="identity closed again", case=held.case)
    return held


def _on_case(
    *, by: By, at: datetime, action: str, case: Case, changes: Mapping[str, str] | None = None
) -> None:
    """Writes it down where those read it who handle the case, and in no company's log."""
    record(by=by, at=at, action=action, target=case, changes=changes, by_name_only=True)


def _check_recipient(case: Case, purpose: str, recipient: User, *, by: User) -> None:
    if recipient.pk == by.pk:
        raise _offers.no(_("Who holds the escrow reads no case: these are separate hands."))
    key = _offers.living_key(case, recipient)
    living = Assignment.objects.living().filter(case=case, user=recipient).first()
    if purpose == Purpose.IDENTITY:
        if case.anonymity != Anonymity.CONFIDENTIAL or case.identity is None:
            raise _refused("purpose", _("In this case no name is locked for the escrow."))
        if living is None or living.state != Assignment.State.TAKEN:
            raise _offers.no(_("Only who handles the case may learn who the person is."))
    elif purpose != Purpose.CASE:
        raise _refused("purpose", _("Choose what it is for."))
    elif living and living.personal_key_id == key.pk:
        raise _offers.no(_("This colleague can open the case."))
    elif living is None and not case.channel.desk.serving().filter(user=recipient).exists():
        raise _offers.no(_("Choose somebody of the desk."))


def _asked(
    key: EscrowKey, case: Case | None, purpose: str, recipient: User, reason: str, *, private: bytes,
    by: User, at: datetime,
) -> EscrowUse:  # fmt: skip
    if not reason.strip():
        raise _refused("reason", _("Say why: it stays with the case."))
    same = EscrowUse.objects.waiting(at=at).filter(key=key, case=case, purpose=purpose, recipient=recipient)
    if same.exists():
        raise Refused(_("This is asked for already, and waits for a second person."))
    use = EscrowUse.objects.create(
        key=key,
        case=case,
        purpose=purpose,
        recipient=recipient,
        reason=reason.strip(),
        asked_by=by,
        asked_at=at,
    )
    made = EscrowHalf.objects.bulk_create(_handed_on(use, private, by=by))
    if not made:
        raise Refused(
            _("Your key opens no part that a second person could use. Ask two others for a new part.")
        )
    return use


def _handed_on(use: EscrowUse, private: bytes, *, by: User) -> Iterator[EscrowHalf]:
    """Yields her half for each partner whose own part still opens."""
    partners = EscrowShare.objects.filter(
        key=use.key_id, partner=by, personal_key__ended_at=None, holder__is_active=True
    )
    keys = {share.holder_id: share.personal_key for share in partners.select_related("personal_key")}
    keys.pop(use.recipient_id, None)
    for share in EscrowShare.objects.filter(key=use.key_id, holder=by, partner__in=keys).order_by("id"):
        partner_key = keys[share.partner_id]
        try:
            sealed = escrow.handed_on(
                bytes(share.sealed), private=private, partner_public=bytes(partner_key.public_key)
            )
        except envelopes.Closed:
            continue
        yield EscrowHalf(use=use, partner_id=share.partner_id, personal_key=partner_key, sealed=sealed)


def _waiting(use: EscrowUse, *, at: datetime) -> EscrowUse:
    rows = EscrowUse.objects.waiting(at=at).select_for_update(of=["self"])
    held = rows.select_related("key__company", "case", "asked_by", "recipient").filter(pk=use.pk).first()
    if held is None:
        raise Refused(_("This waits no more: it was answered, taken back, or nobody answered in time."))
    return held


def _joined(use: EscrowUse, private: bytes, *, by: User) -> bytes:
    """Returns the private escrow key from both halves."""
    half = use.halves.filter(partner=by).first()
    share = EscrowShare.objects.filter(key=use.key_id, holder=by, partner=use.asked_by_id).first()
    closed = Refused(_("These two parts do not open the escrow. Nothing was opened."))
    if half is None or share is None:
        raise closed
    try:
        key = escrow.key_of(bytes(half.sealed), bytes(share.sealed), private=private)
    except (envelopes.Closed, ValueError):
        raise closed from None
    if envelopes.pair_of(key).public != bytes(use.key.public_key):
        raise closed
    return key


def _give(use: EscrowUse, case: Case, escrow_key: bytes, *, by: User, at: datetime) -> None:
    if case.escrow_key_id != use.key_id:
        raise Refused(_("The case is locked for another escrow key by now. Ask anew."))
    _check_recipient(case, use.purpose, use.recipient, by=by)
    opened = Opened(case, envelopes.unwrap(escrow_key, case.escrow_wrap))
    if opened.without & {str(use.asked_by_id), str(by.pk)}:
        raise Refused(
            _("The person does not want one of you two to have a hand in this. Somebody else has to.")
        )
    personal_key = _offers.able(opened, use.recipient)
    if use.purpose == Purpose.IDENTITY:
        identity = envelopes.unwrap(escrow_key, case.identity)  # type: ignore[arg-type]  # checked above
        use.result, use.until = envelopes.wrap(personal_key.public_key, identity), at + OPENS_FOR
        use.result_key = personal_key
        return
    living = Assignment.objects.living().filter(case=case, user=use.recipient).first()
    if living:
        _offers.wrap_anew(living, personal_key=personal_key, key=opened.key)
    else:
        _offers.offer(
            case, to=use.recipient, personal_key=personal_key, key=opened.key, day=day_of(at), offered_by=by
        )


def _make_halves_anew(use: EscrowUse, escrow_key: bytes) -> None:
    """Splits the key anew for each pair in which the recipient is one, for the keys both have today."""
    pairs = EscrowShare.objects.filter(key=use.key_id, holder=use.recipient_id)
    partners = list(pairs.values_list("partner", flat=True))
    keys = {k.user_id: k for k in PersonalKey.objects.living().filter(user__in=[*partners, use.recipient_id])}
    hers = keys.get(use.recipient_id)
    if hers is None:
        raise Refused(_("She makes a new key in her settings first."))
    for partner in partners:
        if partner not in keys:
            continue
        both = {use.recipient_id: hers, partner: keys[partner]}
        parts = escrow.halves(escrow_key, {pk: bytes(key.public_key) for pk, key in both.items()})
        for part in parts:
            EscrowShare.objects.filter(key=use.key_id, holder=part.holder, partner=part.partner).update(
                personal_key=both[part.holder], sealed=part.sealed
            )


def _ended(use: EscrowUse, *, by: By, at: datetime, action: str) -> EscrowUse:
    use.ended_at = at
    use.save(update_fields=["ended_at"])
    use.halves.all().delete()
    if use.case:
        _on_case(by=by, at=at, action=action, case=use.case)
    else:
        record(by=by, at=at, action=action, target=use.key)
    return use


def _refused(name: str, message: str) -> Refused:
    return Refused(message, fields={name: [message]})
