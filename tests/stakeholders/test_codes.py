"""What is kept of a participant's code opens nothing, and still finds her when secrets are turned over."""

import pytest
from django.conf import LazySettings

from hrdd.lib.codes import as_typed, new_code
from stakeholders.codes import digests, fits, slow_hash


@pytest.mark.parametrize("odd", ["", "a\x00b", "²" * 16, "9" * 5000, "U" * 16, "\u202eevil"])
def test_what_is_no_code_is_told_without_a_look_into_the_database(odd: str) -> None:
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
