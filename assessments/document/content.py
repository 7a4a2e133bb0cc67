"""What two documents have in common when one is the import of the other: everything but this short list.

- Whose it is and what it is numbered: company, reference, version, `based_on`.
- Who wrote and when: `by`, `at`, `opened`, `recorded`, `changed`, who `judged`, since when something is stale
  or replaced, who owns a measure. Whoever imports is the author; nobody else is impersonated.
- What others said: ratings of all authors, comments. They belong to those who said it.
- Decisions to set a risk aside, with their history: one that is in force is taken over as the importer's.
  Of band 4 and 5 it then waits for an approver of the company, and the risk is open until then.
- Ranks: they follow from all the rest.
- Evidence that is a file: a document holds no files.

Pure: no Django, no clock, no database.
"""

from collections.abc import Mapping
from typing import Any, Final

from assessments.severity import GRAVE

Json = Mapping[str, Any]

OF_HEAD: Final = frozenset(("reference", "version", "based_on", "opened"))
OF_RISK: Final = frozenset(("rank", "recorded", "changed", "ratings", "comments", "decisions"))
WRITTEN: Final = frozenset(("by", "at", "owner", "since"))


def content_of(document: Json) -> dict[str, Any]:
    """Returns the document without what the list above names."""
    return {
        "format": document["format"],
        "rule": document["rule"],
        "assessment": _without(document["assessment"], OF_HEAD),
        "system": document["system"],
        "closures": _unsigned(document["closures"]),
        "risks": sorted(map(_risk, document["risks"]), key=lambda risk: int(risk["reference"][2:])),
    }


def _risk(risk: Json) -> dict[str, Any]:
    is_grave = risk["band"] >= GRAVE
    return {
        **_unsigned(_without(risk, OF_RISK)),
        "judged": risk["judged"] is not None,
        "standing": "open" if is_grave else risk["standing"],
        "involvements": [
            {**_unsigned(row), "replaced_at": row["replaced_at"] is not None} for row in risk["involvements"]
        ],
        "evidence": [_unsigned(row) for row in risk["evidence"] if row["kind"] != "file"],
    }


def _without(row: Json, names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def _unsigned(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _unsigned(item) for name, item in value.items() if name not in WRITTEN}
    return [_unsigned(item) for item in value] if isinstance(value, list) else value
