"""A receipt code finds its case and opens it; what is stored of it does neither."""

import pytest
from django.conf import LazySettings

from hrdd.lib.codes import new_code
from hrdd.lib.envelopes import SALT_BYTES, Closed, unwrap, wrap
from remedy.codes import SALT, door


def test_a_code_always_leads_to_the_same_door_however_it_is_typed() -> None:
    code = new_code()
    assert door(code) == door(code.lower().replace("-", " "))


def test_two_codes_lead_to_two_doors() -> None:
    here, there = door(new_code()), door(new_code())
    assert here.code_hash != there.code_hash
    assert here.pair.public != there.pair.public


def test_what_was_wrapped_for_a_door_is_opened_by_its_code_alone() -> None:
    code = new_code()
    sealed = wrap(door(code).pair.public, b"the key of a case")
    assert unwrap(door(code).pair.private, sealed) == b"the key of a case"
    with pytest.raises(Closed):
        unwrap(door(new_code()).pair.private, sealed)


def test_what_is_stored_says_nothing_of_the_key() -> None:
    found = door(new_code())
    assert len(found.code_hash) == len(found.pair.private) == 32
    assert found.code_hash != found.pair.private
    assert str(found.pair.private) not in repr(found)


@pytest.mark.parametrize("odd", ["", "hello", "a\x00b", "²" * 16, "9" * 5000, "\ud800", "0" * 15 + "1"])
def test_what_is_no_code_gives_a_door_that_fits_nothing(odd: str) -> None:
    assert door(odd).code_hash != door(odd).code_hash


def test_the_settings_say_how_slow_it_is(settings: LazySettings) -> None:
    code = new_code()
    before = door(code)
    settings.KEY_WORK = (2, 8192)
    assert door(code) != before
    assert len(SALT) == SALT_BYTES
