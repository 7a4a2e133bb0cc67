"""One way to write, so that one digest stands for one content."""

import json

from hypothesis import given
from hypothesis import strategies as st

from hrdd.lib.canonical import canonical_json, sha256

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), PLAIN, max_size=6))
def test_the_same_document_is_written_the_same_way_whatever_the_order_of_its_keys(
    document: dict[str, object],
) -> None:
    turned = dict(reversed(list(document.items())))
    assert canonical_json(turned) == canonical_json(document)
    assert json.loads(canonical_json(document)) == document


def test_keys_stand_in_order_without_spaces_and_letters_as_themselves() -> None:
    assert canonical_json({"b": 1, "a": "ü"}) == '{"a":"ü","b":1}'.encode()


def test_half_a_letter_pair_is_written_as_a_question_mark() -> None:
    content = canonical_json({"title": "a\ud83db"})
    assert json.loads(content)["title"] == "a?b"


def test_the_digest_is_that_of_the_standard() -> None:
    assert sha256(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
