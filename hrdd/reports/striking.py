"""A frozen document without what may no longer be said in it. Pure: no Django, no clock."""

from collections.abc import Set

from hrdd.reports.document import Document, Voice


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
            if key not in gone and (left["told"] or left["words"]):
                kept.append(left)
        risks.append({**risk, "voices": kept} if "voices" in risk else risk)
    return {**document, "risks": risks}


def _silent(voice: Voice) -> Voice:
    return {**voice, "words": "", "language": "", "translation": "", "override": ""}
