"""A key of one's own: her password opens it, and nothing else does."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.conf import LazySettings
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from hrdd.accounts import actions, keys
from hrdd.accounts.models import PersonalKey, User
from hrdd.audit.models import Event
from hrdd.lib.envelopes import Closed, pair_of, unwrap, wrap
from hrdd.lib.errors import Refused
from tests.factories import PASSWORD

NEW = "another long evening walk"


def test_only_her_password_opens_it(key: PersonalKey) -> None:
    assert pair_of(keys.opened(key, PASSWORD)).public == bytes(key.public_key)
    for other in (NEW, PASSWORD.upper(), f"{PASSWORD} ", ""):
        with pytest.raises(Closed):
            keys.opened(key, other)


def test_what_is_wrapped_for_her_she_can_read(key: PersonalKey) -> None:
    sealed = wrap(key.public_key, b"a case key")
    assert unwrap(keys.opened(key, PASSWORD), sealed) == b"a case key"


def test_it_is_made_with_the_password_she_signs_in_with(ines: User) -> None:
    with pytest.raises(Refused) as refusal:
        actions.make_personal_key(user=ines, password=NEW, by=ines, at=timezone.now())
    assert list(refusal.value.fields) == ["password"]
    assert not PersonalKey.objects.exists()


def test_nobody_has_two_living_keys(key: PersonalKey, ines: User) -> None:
    with pytest.raises(Refused):
        actions.make_personal_key(user=ines, password=PASSWORD, by=ines, at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonalKey.objects.filter(pk=key.pk).update(ended_at=timezone.now())  # no reason, and still sealed
    twin = PersonalKey(
        user=ines, public_key=b"p", salt=b"s", sealed=b"x", rounds=1, memory=8192, made_at=key.made_at
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_key_opens_after_the_amount_of_work_was_raised(key: PersonalKey, settings: LazySettings) -> None:
    settings.KEY_WORK = (2, 16384)
    private = keys.opened(key, PASSWORD)
    again = actions.relock_personal_key(key=key, old=PASSWORD, new=NEW, by=key.user, at=timezone.now())
    assert (again.rounds, again.memory) == (2, 16384)
    assert keys.opened(again, NEW) == private


def test_the_key_of_somebody_who_left_is_not_among_the_living(key: PersonalKey, ines: User) -> None:
    assert PersonalKey.objects.living().get() == key
    ines.is_active = False
    ines.save(update_fields=["is_active"])
    assert not PersonalKey.objects.living().exists()


# A password that changes


def test_changing_the_password_keeps_the_key(browser: Client, key: PersonalKey) -> None:
    private = keys.opened(key, PASSWORD)
    browser.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    kept = PersonalKey.objects.living().get()
    assert (kept.pk, keys.opened(kept, NEW)) == (key.pk, private)
    with pytest.raises(Closed):
        keys.opened(kept, PASSWORD)


def test_a_change_that_is_refused_changes_neither(browser: Client, key: PersonalKey, ines: User) -> None:
    browser.post("/accounts/password/change/", {"oldpassword": "wrong", "password1": NEW, "password2": NEW})
    ines.refresh_from_db()
    assert ines.check_password(PASSWORD)
    assert keys.opened(PersonalKey.objects.living().get(), PASSWORD)


def test_resetting_the_password_loses_the_key_and_a_new_one_can_be_made(
    client: Client,
    key: PersonalKey,
    ines: User,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/password/reset/", {"email": ines.email})
    [link] = re.findall(r"https?://[^/]+(/\S+)", mail.outbox[0].body)
    page = client.get(link, follow=True)
    assert "it is lost with the old password" in page.content.decode()
    client.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    key.refresh_from_db()
    assert (key.sealed, key.end_reason) == (None, "password_reset")
    for password in (PASSWORD, NEW):
        with pytest.raises(Closed):
            keys.opened(key, password)
    fresh = actions.make_personal_key(user=ines, password=NEW, by=ines, at=timezone.now())
    assert bytes(fresh.public_key) != bytes(key.public_key)
    said = Event.objects.filter(action__startswith="personal key").values_list("action", flat=True)
    assert sorted(said) == ["personal key lost", "personal key made", "personal key made"]
