"""Codes people write down: long enough, forgiving to those who hold one, useless to those who guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdd.lib.codes import SIGNS, as_typed, check_sign, in_groups, new_code

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
def test_what_is_no_code_is_told_by_itself(odd: str) -> None:
    assert as_typed(odd) == ""
