"""A frozen document without what may no longer be said in it. Pure: no Django, no clock."""

from collections.abc import Set

from hrdd.reports.document import Document, Voice
from stakeholders.beside import is_rated


def without(document: Document, *, gone: Set[tuple[str, str]], silent: Set[tuple[str, str]]) -> Document:
    """Returns the document without the voices `gone`, and without the own words of those `silent`.

    Both name a voice by its risk's reference and its input.
    """
    risks = []
    for risk in document["risks"]:
        kept: list[Voice] = []
        for voice in risk.get("voices", []):
            key = (risk["reference"], voice["input"])
            left = _silent(voice) if key in silent else voice
            if key not in gone and says_something(left):
                kept.append(left)
        risks.append({**risk, "voices": kept} if "voices" in risk else risk)
    return {**document, "risks": risks}


def says_something(voice: Voice) -> bool:
    """Returns whether anything is left: what was told, words, or how severe it is to them."""
    return bool(voice["told"] or voice["words"] or is_rated(voice))


def _silent(voice: Voice) -> Voice:
    left: Voice = {**voice, "words": "", "language": "", "translation": "", "override": ""}
    return {**left, "reason": ""} if "reason" in voice else left
