"""The keys with which companies sign proofs of complaint."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import Product, record
from hrdd.lib.sealing import Purpose, Unreadable, seal_anew, seal_bytes
from remedy.models import SigningKey
from remedy.proof import key_id, new_private_key, public_key


@transaction.atomic
def make_signing_key(*, company: Organisation, by: User | Product, at: datetime) -> SigningKey:
    """Returns the company's new key, in use from today; the one before it signs nothing more.

    The old one stays published, so that what it signed is still proved.
    """
    company = Organisation.objects.select_for_update(no_key=True).get(pk=company.pk)
    before = SigningKey.objects.in_use().filter(company=company).first()
    if before:
        before.until_day = localdate(at)
        before.save(update_fields=["until_day"])
    private = new_private_key()
    public = public_key(private)
    key = SigningKey.objects.create(
        company=company,
        key_id=key_id(public),
        public_key=public,
        sealed=seal_bytes(private, Purpose.PROOF),
        from_day=localdate(at),
    )
    record(
        by=by, at=at, action="signing key made", target=key,
        changes={"key_id": [before.key_id if before else None, key.key_id]},
    )  # fmt: skip
    return key


@transaction.atomic
def seal_signing_keys_anew(*, company: Organisation, by: User | Product, at: datetime) -> tuple[int, int]:
    """Returns how many keys are now sealed with the first secret, and how many no secret opens.

    The latter stay as they are.
    """
    done = unreadable = 0
    for key in SigningKey.objects.select_for_update(no_key=True).filter(company=company):
        try:
            key.sealed = seal_anew(key.sealed, Purpose.PROOF)
        except Unreadable:
            unreadable += 1
            continue
        key.save(update_fields=["sealed"])
        done += 1
    record(
        by=by, at=at, action="signing keys sealed anew", target=company,
        changes={"keys": done, "unreadable": unreadable},
    )  # fmt: skip
    return done, unreadable
