"""A case with its key: everything in it in plain words, for as long as a request lasts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from hrdd.lib import envelopes
from hrdd.lib.canonical import canonical_json
from remedy.filing import Filing, from_told
from remedy.models import Assignment, Case, CaseFile, Judgement, Message, Step


@dataclass(frozen=True)
class Word:
    """A message in plain words."""

    place: int
    hand: str
    day: date
    text: str
    written_by: Any = None


@dataclass(frozen=True)
class FileAbout:
    """What a file is, without its bytes."""

    pk: Any
    place: int
    hand: str
    day: date
    name: str
    media_type: str
    size: int


@dataclass(frozen=True)
class Said:
    """What the person thinks of what came of it."""

    day: date
    view: str
    text: str

    @property
    def in_words(self) -> str:
        """Returns her view as she chose it."""
        return str(Judgement.View(self.view).label)


@dataclass(frozen=True)
class Taken:
    """A step, with its reason in plain words."""

    row: Step
    reason: str


@dataclass
class Opened:
    """A case and its key. Each part is read when it is asked for; raises envelopes.Closed for a wrong key."""

    case: Case
    key: bytes = field(repr=False)
    # Of a handler; the person has none.
    assignment: Assignment | None = None

    @cached_property
    def gist(self) -> dict[str, Any]:
        """Returns what a handler sees before she takes it on."""
        return plain(self.key, self.case.gist)

    @cached_property
    def filing(self) -> Filing:
        """Returns what was told, without who she is."""
        return from_told(self._content["told"])

    @property
    def salt(self) -> bytes:
        """Returns the number that, with what was told, makes the commitment."""
        return bytes.fromhex(self._content["salt"])

    @property
    def told(self) -> bytes:
        """Returns the bytes to which the commitment was made."""
        return canonical_json(self._content["told"])

    @property
    def without(self) -> frozenset[str]:
        """Returns the ids of people who must never read it, because the person said so."""
        return frozenset(self._content["without"])

    @cached_property
    def identity(self) -> dict[str, str]:
        """Returns who she is, where she gave her name; nothing where it is locked, or not given."""
        if self.case.anonymity != "named" or self.case.identity is None:
            return {}
        return plain(self.key, self.case.identity)

    @cached_property
    def words(self) -> list[Word]:
        """Returns the messages, oldest first."""
        rows = Message.objects.filter(case=self.case).select_related("written_by").in_order()
        return [
            Word(row.place, row.hand, row.day, plain(self.key, row.sealed)["text"], row.written_by)
            for row in rows
        ]

    @cached_property
    def files(self) -> list[FileAbout]:
        """Returns what files there are, oldest first, without their bytes."""
        rows = CaseFile.objects.filter(case=self.case).defer("sealed").in_order()
        return [FileAbout(row.pk, row.place, row.hand, row.day, **plain(self.key, row.about)) for row in rows]

    @cached_property
    def steps(self) -> list[Taken]:
        """Returns the steps, oldest first."""
        rows = Step.objects.filter(case=self.case).select_related("taken_by").in_order()
        return [Taken(row, plain(self.key, row.reason)["text"] if row.reason else "") for row in rows]

    @cached_property
    def judgements(self) -> list[Said]:
        """Returns what the person thinks of the outcome, oldest first."""
        rows = Judgement.objects.filter(case=self.case).in_order()
        return [Said(row.day, row.view, plain(self.key, row.sealed)["text"]) for row in rows]

    def content_of(self, file: CaseFile) -> bytes:
        """Returns the bytes of a file."""
        return envelopes.unlock(self.key, file.sealed)

    @cached_property
    def _content(self) -> dict[str, Any]:
        return plain(self.key, self.case.content)


def locked(key: bytes, content: Mapping[str, Any]) -> bytes:
    """Returns plain data under a key."""
    return envelopes.lock(key, canonical_json(content))


def plain(key: bytes, sealed: bytes | memoryview) -> dict[str, Any]:
    """Returns the data that was locked; raises envelopes.Closed for a wrong key."""
    found: dict[str, Any] = json.loads(envelopes.unlock(key, sealed))
    return found


def opened_by_person(case: Case, private: bytes) -> Opened:
    """Returns the case of the person whose code made this private key."""
    return Opened(case, envelopes.unwrap(private, case.person_wrap))


def opened_by_handler(assignment: Assignment, private: bytes) -> Opened:
    """Returns the case of an assignment; raises envelopes.Closed when it was given to another key."""
    if assignment.wrap is None:
        raise envelopes.Closed
    return Opened(assignment.case, envelopes.unwrap(private, assignment.wrap), assignment)
