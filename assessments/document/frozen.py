"""Approved versions: the document as it was frozen, out of the row that keeps it."""

import zlib
from typing import Any

import orjson

from assessments.models import Snapshot
from hrdd.lib.canonical import sha256


def packed(content: bytes) -> bytes:
    """Returns canonical JSON as `Snapshot.content` keeps it."""
    return zlib.compress(content, 1)


def content(snapshot: Snapshot) -> bytes:
    """Returns the very bytes that were approved."""
    return zlib.decompress(snapshot.content)


def read(snapshot: Snapshot) -> dict[str, Any]:
    """Returns the document that was approved."""
    document: dict[str, Any] = orjson.loads(content(snapshot))
    return document


def is_intact(snapshot: Snapshot) -> bool:
    """Returns whether the bytes still have the digest that was recorded when they were approved."""
    return sha256(content(snapshot)) == snapshot.sha256
