"""What people bring to an action: plain, frozen, the same from a form, the API and the demo."""

from dataclasses import dataclass
from datetime import date

from hrdd.evidence.uploads import Upload


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What may be said about a piece of evidence, and said better later."""

    title: str
    source: str = ""
    read_on: date
    claim_status: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceEntry(Details):
    """A piece of evidence: `upload` with `file_name` for a file, `url` for a link, or `quotation`."""

    kind: str
    upload: Upload | None = None
    file_name: str = ""
    url: str = ""
    quotation: str = ""


DETAILS = ("title", "source", "read_on", "claim_status", "note")
