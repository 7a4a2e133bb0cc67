"""Text and bytes that the database alone does not give away: sealed with a secret from the environment.

Fernet (AES-128-CBC with HMAC-SHA256) of the cryptography library; MultiFernet opens with every secret in
force and seals with the first, so that secrets are turned over without a pause (docs/operations.md). Each
purpose has keys of its own: what was sealed for one is not opened for another.
"""

import base64
import hashlib
from enum import StrEnum
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Purpose(StrEnum):
    """What is sealed: who a contact is, what a sealed record holds, or what signs proofs of complaint."""

    IDENTITY = "identity"
    CONTENT = "content"
    PROOF = "proof"


class Unreadable(Exception):
    """What is stored was sealed with a key that is not here, or was changed."""


def seal(text: str, purpose: Purpose = Purpose.IDENTITY) -> bytes:
    """Returns the text sealed with the first key."""
    return seal_bytes(text.encode(), purpose)


def unseal(sealed: bytes | memoryview, purpose: Purpose = Purpose.IDENTITY) -> str:
    """Returns the text; raises Unreadable when no key in force opens it."""
    return unseal_bytes(sealed, purpose).decode()


def seal_bytes(content: bytes, purpose: Purpose) -> bytes:
    """Returns the bytes sealed with the first key; a third longer than they were."""
    return _keys(tuple(settings.IDENTITY_SECRETS), purpose).encrypt(content)


def unseal_bytes(sealed: bytes | memoryview, purpose: Purpose) -> bytes:
    """Returns the bytes; raises Unreadable when no key in force opens them."""
    try:
        return _keys(tuple(settings.IDENTITY_SECRETS), purpose).decrypt(bytes(sealed))
    except InvalidToken:
        raise Unreadable from None


def seal_anew(sealed: bytes | memoryview, purpose: Purpose = Purpose.IDENTITY) -> bytes:
    """Returns the same sealed with the first key; raises Unreadable when no key in force opens it."""
    try:
        return _keys(tuple(settings.IDENTITY_SECRETS), purpose).rotate(bytes(sealed))
    except InvalidToken:
        raise Unreadable from None


@lru_cache(maxsize=8)
def _keys(secrets: tuple[str, ...], purpose: Purpose) -> MultiFernet:
    """Returns the keys; a secret has entropy enough (hrdd.settings), so that one digest makes its key."""
    digests = (hashlib.sha256(f"{purpose}:{secret}".encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
