"""An exported document comes back: read, checked strictly, every problem with its place and a sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final

import orjson
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.document.checking import Problem
from assessments.document.coherence import contradictions
from assessments.document.schema import shape
from assessments.document.shape import FORMAT
from hrdd.evidence.addresses import cleaned_url
from hrdd.lib.canonical import sha256
from hrdd.lib.errors import Refused

LARGEST: Final = 20 * 1024 * 1024
MOST_TOLD: Final = 100

SENTENCES = {
    "no text": gettext_lazy("This must be a text."),
    "too long": gettext_lazy("This text has %(length)s characters; at most %(longest)s are kept."),
    "character": gettext_lazy("This text holds a character that cannot be kept (NUL)."),
    "empty": gettext_lazy("This must not be empty."),
    "unknown code": gettext_lazy("“%(value)s” is not a code that is known here."),
    "form": gettext_lazy("This must look like %(example)s."),
    "no number": gettext_lazy("This must be a whole number from %(least)s to %(most)s."),
    "no flag": gettext_lazy("This must be true or false."),
    "no day": gettext_lazy("This must be a day such as 2026-12-24."),
    "no moment": gettext_lazy("This must be a moment such as 2026-12-24T18:00:00+00:00."),
    "no id": gettext_lazy("This must be an identifier (UUID)."),
    "no list": gettext_lazy("This must be a list."),
    "too many": gettext_lazy("There are %(count)s here; at most %(most)s are taken."),
    "twice": gettext_lazy("This was there already."),
    "no object": gettext_lazy("This must be an object with names and values."),
    "unknown key": gettext_lazy("This does not belong here."),
    "missing": gettext_lazy("This is missing."),
    "likelihood of actual": gettext_lazy("Likelihood is not asked of something that has happened."),
    "one of two": gettext_lazy("A category or a right must be named, and not both."),
    "two in force": gettext_lazy("This actor has another judgement in force already."),
    "deferral without end": gettext_lazy("A deferral needs the day on which it ends."),
    "band": gettext_lazy("By the rule of the order this is %(band)s."),
    "digest": gettext_lazy("This is not the digest of what stands here: it was changed."),
    "address": gettext_lazy("This is not an address of a page. It starts with https:// or http://."),
    "no decision": gettext_lazy("There is no decision in force by which it was closed or deferred."),
}


@dataclass(frozen=True)
class Place:
    """What is wrong, for people: the path into the document, and a sentence."""

    path: str
    message: str


class Unreadable(Exception):
    """The document was not taken; `places` say why, the first hundred of them."""

    def __init__(self, places: list[Place]) -> None:
        super().__init__("the document was not taken")
        self.places = places


@dataclass(frozen=True)
class Received:
    """A document that can be written down here, and the digest of the file it came in."""

    document: dict[str, Any]
    sha256: str


def receive(content: bytes) -> Received:
    """Returns the checked document; raises Unreadable with every place that stands in the way."""
    if len(content) > LARGEST:
        raise _refused("", _("This file is larger than 20 MB."))
    try:
        # Too deep is refused by the reader itself, and what is left cannot go deeper than its shape.
        document = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        message = _("This is not JSON: line %(line)s, column %(column)s.")
        raise _refused("", message % {"line": error.lineno, "column": error.colno}) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise _refused("format", _("This is not an exported assessment of the format %s.") % FORMAT)
    found = list(islice(shape(_edition(document)).problems(document, ""), MOST_TOLD))
    found = found or list(islice(chain(contradictions(document), _addresses(document)), MOST_TOLD))
    if found:
        raise Unreadable([_told(problem) for problem in found])
    return Received(document, sha256(content))


def _addresses(document: dict[str, Any]) -> Iterator[Problem]:
    """Names the links that a browser should not follow."""
    for place, risk in enumerate(document["risks"]):
        for number, row in enumerate(risk["evidence"]):
            if row["kind"] == "link" and not _is_address(row["url"]):
                yield Problem(f"risks[{place}].evidence[{number}].url", "address")


def _is_address(url: str) -> bool:
    try:
        return cleaned_url(url) == url
    except Refused:
        return False


def _edition(document: dict[str, Any]) -> str:
    """Returns the code of the edition the document names, whatever else is wrong with it."""
    found: Any = document
    for name in ("assessment", "edition", "code"):
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, str) and "\x00" not in found else ""


def _refused(path: str, message: str) -> Unreadable:
    return Unreadable([Place(path, message)])


def _told(problem: Problem) -> Place:
    return Place(problem.path, str(SENTENCES[problem.code]) % problem.values)
