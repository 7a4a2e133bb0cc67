"""Lists of examples worth looking at for a kind of system, read from fixtures/templates/. No Django.

Source: composed by the workbench out of its own starter catalogue. A list says where to look first; it
says nothing about how severe anything is, and is never complete.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "templates"


@dataclass(frozen=True, slots=True)
class Entry:
    """An example of the catalogue, by its code, and why it is worth looking at for this kind of system."""

    code: str
    why: str


@dataclass(frozen=True, slots=True)
class StartingList:
    """What to look at first in a system of one kind."""

    kind: str
    provenance: str
    note: str
    entries: tuple[Entry, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Returns the codes of its examples, in its order."""
        return tuple(entry.code for entry in self.entries)


@cache
def starting_lists() -> dict[str, StartingList]:
    """Returns kind of system -> its list; raises KeyError for a file that lacks something."""
    found = {}
    for path in sorted(FOLDER.glob("*.json")):
        said = json.loads(path.read_text("utf-8"))
        entries = tuple(Entry(code=row["code"], why=row["why"]) for row in said["examples"])
        found[said["kind"]] = StartingList(said["kind"], said["provenance"], said["note"], entries)
    return found
