"""Which characters the report's fonts can show, and what stands in for those they cannot.

A font that lacks a letter draws an empty box, and a reader cannot tell what was there. So a character that
none of the report's families carries is printed as its code point, and a note lists them all.
"""

import subprocess
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

# In the order in which the renderer asks them; static/css/print/report.css names the same.
FAMILIES = ("DejaVu Sans Condensed", "Amiri", "Noto Sans CJK SC")

# Shown by nothing, or steering how neighbours join and order: no font needs a drawing for them.
INVISIBLE = frozenset(
    "\n\t\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\u2066\u2067\u2068\u2069\ufe0e\ufeff"
)
# Embeddings and overrides could print one sentence and copy as another; an emoji selector asks for a font
# that is not ours.
DROPPED = frozenset("\ufe0f\r")
STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e")


_known_to_show: set[str] = set(INVISIBLE)


@dataclass
class Missing:
    """The characters that had to be replaced, with how often each occurs."""

    seen: Counter[str] = field(default_factory=Counter)

    def shown(self, text: str) -> str:
        """Returns the text with every character that no font carries written as its code point."""
        for character in set(text) - _known_to_show:
            if character in DROPPED:
                text = text.replace(character, "")
            elif character not in STEERING and can_show(character):
                _known_to_show.add(character)
            else:
                self.seen[character] += text.count(character)
                text = text.replace(character, mark(character))
        return text

    @property
    def listed(self) -> list[tuple[str, str, int]]:
        """Returns code point, Unicode name and number of each, in order of code point."""
        return [(code_point(c), unicodedata.name(c, ""), self.seen[c]) for c in sorted(self.seen)]


def can_show(character: str) -> bool:
    """Returns whether one of the report's fonts has a drawing of this character."""
    return any(ord(character) in _covered(family) for family in FAMILIES)


def code_point(character: str) -> str:
    """Returns the code point as people write it, such as U+1F600."""
    return f"U+{ord(character):04X}"


def mark(character: str) -> str:
    """Returns what is printed instead of the character."""
    return f"[{code_point(character)}]"


@lru_cache
def _covered(family: str) -> frozenset[int]:
    # Only a worker at work should pay for the font library.
    from fontTools.ttLib import TTFont

    # The upright regular face stands for its family. A family that is not installed covers nothing, so its
    # letters are flagged instead of lost.
    command = ["fc-list", "--format", "%{file}\t%{index}\n", f":family={family}:slant=0:weight=80"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)  # noqa: S603 (our own words)
    for line in sorted(listed.stdout.splitlines()):
        path, index = line.split("\t")
        with TTFont(path, fontNumber=int(index) & 0xFFFF, lazy=True) as font:
            return frozenset(font.getBestCmap())
    return frozenset()
