"""Reads a line of articles, "UDHR 12; ICCPR 17", into instrument and reference."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """One article of one instrument; an empty reference means the instrument as a whole."""

    instrument: str
    reference: str = ""


def citations(line: str, instruments: Collection[str]) -> list[Citation]:
    """Returns what the line cites, in its order; raises ValueError for an instrument it does not know."""
    return [citation for part in line.split(";") for citation in _part(part.strip(), instruments)]


def _part(part: str, instruments: Collection[str]) -> list[Citation]:
    # The longest name wins: "CRC GC 25" is an instrument of its own, not article "GC 25" of the CRC.
    for code in sorted(instruments, key=len, reverse=True):
        if part == code:
            return [Citation(code)]
        if part.startswith(f"{code} "):
            return [Citation(code, reference.strip()) for reference in part[len(code) :].split(",")]
    raise ValueError(f"No instrument is called the way {part!r} begins.")
