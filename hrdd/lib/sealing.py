"""Text that the database alone does not give away: sealed with a secret from the environment.

Fernet (AES-128-CBC with HMAC-SHA256) of the cryptography library; MultiFernet opens with every secret in
force and seals with the first, so that secrets are turned over without a pause (docs/operations.md).
"""

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(Exception):
    """What is stored was sealed with a key that is not here, or was changed."""


def seal(text: str) -> bytes:
    """Returns the text sealed with the first key."""
    return _keys(tuple(settings.IDENTITY_SECRETS)).encrypt(text.encode())


def unseal(sealed: bytes | memoryview) -> str:
    """Returns the text; raises Unreadable when no key in force opens it."""
    try:
        return _keys(tuple(settings.IDENTITY_SECRETS)).decrypt(bytes(sealed)).decode()
    except InvalidToken:
        raise Unreadable from None


def seal_anew(sealed: bytes | memoryview) -> bytes:
    """Returns the same text sealed with the first key; raises Unreadable when no key in force opens it."""
    try:
        return _keys(tuple(settings.IDENTITY_SECRETS)).rotate(bytes(sealed))
    except InvalidToken:
        raise Unreadable from None


@lru_cache(maxsize=4)
def _keys(secrets: tuple[str, ...]) -> MultiFernet:
    """Returns the keys; a secret has entropy enough (hrdd.settings), so that one digest makes its key."""
    digests = (hashlib.sha256(b"identity:" + secret.encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
