"""Names of files as people may see and save them. No Django, no clock.

A name tells the person who sent it, so it is kept in the row alone and never becomes part of a path.
"""

import re
import unicodedata

LONGEST = 120
# File systems count bytes, and letters of most scripts take three.
LONGEST_IN_BYTES = 200
NAMELESS = "evidence"
ENDING = re.compile(r"\.(?=[a-z0-9]{1,5}$)[0-9]*[a-z][a-z0-9]*$", re.IGNORECASE)
# Control, format (with all that turns the direction of writing), private, half and unknown characters.
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
# They join letters in Persian and Indic names.
JOINERS = "\u200c\u200d"
RESERVED = re.compile(r'[<>:"|?*%;]')


def ending(name: str) -> str:
    """Returns what the name says its file is, such as "pdf"; nothing when it does not say."""
    found = ENDING.search(_last_part(name))
    return found.group()[1:].lower() if found else ""


def clean_name(name: str, extension: str) -> str:
    """Returns the name without its path or anything that hides, ending in what the file really is."""
    stem = ENDING.sub("", _last_part(name))
    stem = " ".join(RESERVED.sub(" ", stem).split()).strip(". ")
    room = LONGEST - len(extension) - 1
    stem = stem[:room].encode()[: LONGEST_IN_BYTES - len(extension) - 1].decode(errors="ignore").strip(". ")
    return f"{stem or NAMELESS}.{extension}"


def _last_part(name: str) -> str:
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(c for c in last if c in JOINERS or unicodedata.category(c) not in UNSEEN)
    return unicodedata.normalize("NFC", seen).strip()
