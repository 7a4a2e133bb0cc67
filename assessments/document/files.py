"""What is taken away of an assessment as it stands now: the document, or a table of its risks."""

from dataclasses import dataclass
from typing import Any, Final

from assessments.document.build import build
from assessments.document.table import header, rows
from assessments.models import Assessment
from hrdd.lib.canonical import canonical_json, sha256
from hrdd.lib.sheets import csv_bytes, xlsx_bytes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES: Final = {"json": "application/json", "csv": "text/csv; charset=utf-8", "xlsx": XLSX}


@dataclass(frozen=True)
class Taken:
    """A file to be saved: its neutral name, its bytes, and what the log says of it."""

    name: str
    content: bytes
    media_type: str
    risks: int

    @property
    def sha256(self) -> str:
        """Returns the digest of the bytes."""
        return sha256(self.content)


def taken(assessment: Assessment, kind: str) -> Taken:
    """Returns the file of this kind: "json", "csv" or "xlsx"."""
    document = build(assessment.pk)
    return Taken(
        f"{file_stem(assessment)}.{kind}", _written(document, kind), MEDIA_TYPES[kind], len(document["risks"])
    )


def file_stem(assessment: Assessment) -> str:
    """Returns a name that tells nobody what it is about, such as A-12-draft-3."""
    status = assessment.status.replace("_", "-")
    return f"{assessment.reference}-{status}-{assessment.working_number}"


def _written(document: dict[str, Any], kind: str) -> bytes:
    match kind:
        case "json":
            return canonical_json(document)
        case "csv":
            return csv_bytes(header(), rows(document))
        case _:
            return xlsx_bytes(header(), rows(document), title=document["assessment"]["reference"])
