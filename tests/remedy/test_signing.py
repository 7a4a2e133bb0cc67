"""The keys that sign proofs: one in use, all published, none deleted, none in the open."""

from datetime import date, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError
from django.utils import timezone

from hrdd.accounts.models import Organisation, User
from hrdd.audit.models import Event
from remedy.actions import make_signing_key
from remedy.models import SigningKey
from remedy.proof import Proof, PublishedKey, checked, written

pytestmark = pytest.mark.django_db
AT = timezone.now()
OLD, NEW = "an old secret, long enough to be one", "a new secret, long enough to be one"


def made(company: Organisation, by: User, at: datetime = AT) -> SigningKey:
    return make_signing_key(company=company, by=by, at=at)


def proof(key: SigningKey, day: date) -> str:
    values = Proof("Torvane AI", "torvane", "0" * 64, "1" * 64, day, "received", key.key_id)
    return written(values, key.private)


def published(company: Organisation) -> dict[str, PublishedKey]:
    return {key.key_id: key.published for key in company.signing_keys.published()}


def test_a_new_key_takes_over_and_what_the_old_one_signed_is_still_proved(
    company: Organisation, ada: User
) -> None:
    first = made(company, ada, AT - timedelta(days=9))
    early = proof(first, timezone.localdate(AT) - timedelta(days=9))
    second = made(company, ada)
    first.refresh_from_db()
    assert first.until_day == second.from_day == timezone.localdate(AT)
    assert list(company.signing_keys.in_use()) == [second]
    assert list(company.signing_keys.published()) == [first, second]
    for text in (early, proof(second, second.from_day)):
        assert checked(text, published(company)).company == "Torvane AI"


def test_making_a_key_is_told_in_the_log_without_the_key(company: Organisation, ada: User) -> None:
    first, second = made(company, ada), made(company, ada)
    events = Event.objects.filter(action="signing key made").order_by("pk")
    assert [event.changes["key_id"] for event in events] == [
        [None, first.key_id],
        [first.key_id, second.key_id],
    ]
    assert second.private.hex() not in str([vars(event) for event in events])


def test_the_database_alone_signs_nothing(company: Organisation, ada: User) -> None:
    key = made(company, ada)
    assert key.private not in bytes(key.sealed)
    assert len(key.private) == len(bytes(key.public_key)) == 32


def test_two_keys_are_never_in_use_at_once(company: Organisation, ada: User) -> None:
    key = made(company, ada)
    key.id, key.key_id = company.id, "0" * 16
    with pytest.raises(IntegrityError, match="one_signing_key_in_use"):
        key.save(force_insert=True)


def test_a_key_is_never_deleted(company: Organisation, ada: User) -> None:
    with pytest.raises(DatabaseError, match="Cannot delete"):
        made(company, ada).delete()


@pytest.mark.parametrize("new", [{"public_key": b"0" * 32}, {"key_id": "0" * 16}, {"from_day": "2020-01-01"}])
def test_a_key_is_never_exchanged(company: Organisation, ada: User, new: dict[str, object]) -> None:
    made(company, ada)
    with pytest.raises(DatabaseError, match="Cannot update"):
        SigningKey.objects.update(**new)


def test_a_key_that_ended_never_comes_back(company: Organisation, ada: User) -> None:
    made(company, ada)
    made(company, ada)
    with pytest.raises(DatabaseError, match="Cannot update"):
        SigningKey.objects.exclude(until_day=None).update(until_day="2099-01-01")


def test_secrets_are_turned_over_and_the_key_still_signs(
    company: Organisation, ada: User, settings: LazySettings
) -> None:
    settings.IDENTITY_SECRETS = [OLD]
    key = made(company, ada)
    private = key.private
    settings.IDENTITY_SECRETS = [NEW, OLD]
    call_command("seal_identities_anew", verbosity=0)
    settings.IDENTITY_SECRETS = [NEW]
    key.refresh_from_db()
    assert key.private == private
    assert Event.objects.get(action="signing keys sealed anew").changes == {"keys": 1, "unreadable": 0}


def test_a_key_that_no_secret_opens_stays_and_is_counted(
    company: Organisation, ada: User, settings: LazySettings
) -> None:
    settings.IDENTITY_SECRETS = [OLD]
    sealed = bytes(made(company, ada).sealed)
    settings.IDENTITY_SECRETS = [NEW]
    with pytest.raises(CommandError, match="1 were sealed with a secret that is not in"):
        call_command("seal_identities_anew", verbosity=0)
    assert bytes(SigningKey.objects.get().sealed) == sealed
