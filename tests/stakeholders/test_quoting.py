"""A text that repeats somebody's own words is known as such; one that tells them otherwise is not."""

import pytest

from stakeholders.quoting import repeats

WORDS = "They called my mother in my own voice and asked for money, twice."


@pytest.mark.parametrize(
    "text",
    [
        WORDS,
        "People said: they CALLED my mother in my own voice!",
        "… and asked for money, twice. We heard that.\n\nThen: my own voice and asked for money",
    ],
)
def test_six_words_in_the_same_order_are_a_repetition(text: str) -> None:
    assert repeats(text, ["Something else that was said.", WORDS])


@pytest.mark.parametrize("text", ["", "Parents told of calls in borrowed voices.", "They called my mother."])
def test_the_same_told_otherwise_is_none(text: str) -> None:
    assert not repeats(text, [WORDS])


def test_a_short_sentence_counts_as_a_whole_and_single_words_do_not() -> None:
    assert repeats("Somebody said: never again please.", ["Never again please!"])
    assert not repeats("It is fear.", ["Fear."])


def test_scripts_without_spaces_are_compared_letter_by_letter() -> None:
    words = "他们用我的声音给我母亲打了电话要钱"
    assert repeats("有人说：他们用我的声音给我母亲打了电话。", [words])
    assert not repeats("有人接到了冒充亲人的电话。", [words])
