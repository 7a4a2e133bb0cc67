"""Envelopes open to whom they were made for, whole or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdd.lib import envelopes

QUICK = envelopes.Work(rounds=1, memory=8 * 1024)


@given(st.binary(max_size=300))
def test_what_is_locked_opens_with_its_key_alone(content: bytes) -> None:
    key = envelopes.new_key()
    sealed = envelopes.lock(key, content)
    assert envelopes.unlock(key, sealed) == content
    with pytest.raises(envelopes.Closed):
        envelopes.unlock(envelopes.new_key(), sealed)


@given(st.binary(min_size=8, max_size=300))
def test_what_is_wrapped_opens_for_one_person(content: bytes) -> None:
    hers, another = envelopes.new_pair(), envelopes.new_pair()
    sealed = envelopes.wrap(hers.public, content)
    assert content not in sealed
    assert envelopes.unwrap(hers.private, sealed) == content
    with pytest.raises(envelopes.Closed):
        envelopes.unwrap(another.private, sealed)


@pytest.mark.parametrize("at", [0, 30, -1])
def test_a_changed_byte_closes_it(at: int) -> None:
    key, hers = envelopes.new_key(), envelopes.new_pair()
    for sealed, opened in (
        (envelopes.lock(key, b"what happened"), lambda box: envelopes.unlock(key, box)),
        (envelopes.wrap(hers.public, b"what happened"), lambda box: envelopes.unwrap(hers.private, box)),
    ):
        broken = bytearray(sealed)
        broken[at] ^= 1
        with pytest.raises(envelopes.Closed):
            opened(bytes(broken))


@pytest.mark.parametrize("junk", [b"", b"x", b"x" * 20])
def test_junk_opens_nothing(junk: bytes) -> None:
    with pytest.raises(envelopes.Closed):
        envelopes.unlock(envelopes.new_key(), junk)
    with pytest.raises(envelopes.Closed):
        envelopes.unwrap(envelopes.new_pair().private, junk)


def test_the_same_password_and_salt_make_the_same_bytes() -> None:
    salt = envelopes.new_salt()
    first = envelopes.stretch("correct horse", salt, size=64, work=QUICK)
    assert first == envelopes.stretch("correct horse", salt, size=64, work=QUICK)
    assert first != envelopes.stretch("correct horse", envelopes.new_salt(), size=64, work=QUICK)
    assert len(first) == 64


def test_a_private_key_is_not_shown() -> None:
    pair = envelopes.new_pair()
    assert envelopes.pair_of(pair.private) == pair
    assert str(pair.private) not in repr(pair)
