"""The code of a participant: long enough, forgiving to those who hold it, useless to those who guess."""

import pytest
from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st

from stakeholders.codes import SIGNS, as_typed, check_sign, digests, fits, in_groups, new_code, slow_hash

CODES = st.text(alphabet=SIGNS, min_size=15, max_size=15).map(lambda code: code + check_sign(code))


def test_a_code_has_more_than_sixty_bits_and_is_never_the_same() -> None:
    assert len(SIGNS) ** 15 > 2**60
    assert len({new_code() for _ in range(200)}) == 200


@given(CODES)
def test_gaps_small_letters_and_misread_letters_do_not_matter(code: str) -> None:
    written = in_groups(code).lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert as_typed(written) == code


@given(CODES, st.integers(0, 15), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_always_noticed(code: str, at: int, sign: str) -> None:
    slip = code[:at] + sign + code[at + 1 :]
    assert as_typed(slip) == ("" if slip != code else code)


@pytest.mark.parametrize("odd", ["", "a\x00b", "²" * 16, "9" * 5000, "U" * 16, "\u202eevil"])
def test_what_is_no_code_is_told_without_a_look_into_the_database(odd: str) -> None:
    assert as_typed(odd) == ""
    assert digests(odd) == []


def test_what_is_stored_is_not_the_code() -> None:
    code = new_code()
    plain = as_typed(code)
    kept = slow_hash(code)
    assert plain not in kept
    assert plain not in digests(code)[0]
    assert fits(code, kept)
    assert not fits(new_code(), kept)


def test_codes_are_still_found_when_the_secret_is_turned_over(settings: LazySettings) -> None:
    code = new_code()
    [before, *_] = digests(code)
    settings.IDENTITY_SECRETS = ["a newer secret, long enough to be one", *settings.IDENTITY_SECRETS]
    assert before in digests(code)
    assert digests(code)[0] != before
