"""The one way to write plain data as bytes, and the digest by which a later change shows. Pure: no Django."""

import hashlib
import json
from collections.abc import Mapping

import orjson


def canonical_json(document: Mapping[str, object]) -> bytes:
    """Returns the document as UTF-8, keys in order, no spaces.

    Half a surrogate pair cannot be written in UTF-8, so it becomes a question mark here and on paper. orjson
    does the writing because two thousand risks have to be frozen while a person waits.
    """
    try:
        return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)
    except TypeError:  # half a surrogate pair somewhere
        text = json.dumps(
            document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
        )
        return text.encode("utf-8", errors="replace")


def sha256(content: bytes) -> str:
    """Returns the digest of a document's canonical JSON, or of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
