"""Whether a text repeats somebody's own words. Knows no Django and no clock.

Whoever tells others what people said may copy a sentence of theirs by habit. A run of six words in the same
order is no accident; in scripts without spaces between words, a run of twelve letters.
"""

import re
import unicodedata
from collections.abc import Iterable

RUN, SHORT, LETTERS = 6, 3, 12
WORD = re.compile(r"\w+")
UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


def repeats(text: str, kept_back: Iterable[str]) -> bool:
    """Returns whether the text holds a run of words out of any of these."""
    said, letters = _words(text), _letters(text)
    runs = _runs(said, RUN)
    return any(_holds(said, runs, letters, words) for words in kept_back)


def _holds(said: list[str], runs: set[tuple[str, ...]], letters: str, words: str) -> bool:
    theirs = _words(words)
    if SHORT <= len(theirs) < RUN and tuple(theirs) in _runs(said, len(theirs)):
        return True
    if not runs.isdisjoint(_runs(theirs, RUN)):
        return True
    unspaced = _letters(words)
    return any(unspaced[at : at + LETTERS] in letters for at in range(len(unspaced) - LETTERS + 1))


def _words(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def _letters(text: str) -> str:
    if text.isascii():
        return ""
    return "".join(letter for letter in text if unicodedata.name(letter, "").startswith(UNSPACED))
