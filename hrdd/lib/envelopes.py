"""Envelopes that only chosen people open: libsodium's boxes, each with one task.

`lock` and `unlock`: content under a key of its own (XSalsa20-Poly1305). `wrap` and `unwrap`: that key for one
person (sealed box, X25519; nobody can tell who sealed it). `stretch`: a password or a code into bytes, slowly
(Argon2id, RFC 9106). Everything is bytes in, bytes out; nothing here is kept. Knows no Django.
"""

from dataclasses import dataclass, field
from typing import Final

from nacl import pwhash, secret, utils
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

KEY_BYTES: Final = secret.SecretBox.KEY_SIZE
SALT_BYTES: Final = pwhash.argon2id.SALTBYTES


class Closed(Exception):
    """This key does not open it, or it was changed on its way."""


@dataclass(frozen=True, slots=True)
class Work:
    """How hard stretching is: rounds, and memory in bytes."""

    rounds: int
    memory: int


# RFC 9106, section 4, second recommended option: 64 MiB and three rounds, about a tenth of a second.
USUAL: Final = Work(rounds=3, memory=64 * 1024 * 1024)


@dataclass(frozen=True, slots=True)
class Pair:
    """A public key, and the private one that opens what was wrapped for it. Each has 32 bytes."""

    public: bytes
    private: bytes = field(repr=False)


def new_key() -> bytes:
    """Returns 32 random bytes."""
    return utils.random(KEY_BYTES)


def new_salt() -> bytes:
    """Returns 16 random bytes."""
    return utils.random(SALT_BYTES)


def new_pair() -> Pair:
    """Returns a fresh pair of keys."""
    return pair_of(bytes(PrivateKey.generate()))


def pair_of(private: bytes) -> Pair:
    """Returns the pair that 32 secret bytes make."""
    return Pair(public=bytes(PrivateKey(private).public_key), private=private)


def lock(key: bytes, content: bytes) -> bytes:
    """Returns the content under a key, forty bytes longer than it was."""
    return bytes(secret.SecretBox(key).encrypt(content))


def unlock(key: bytes, sealed: bytes | memoryview) -> bytes:
    """Returns what was locked; raises Closed when this key is not its own, or a byte was changed."""
    try:
        return secret.SecretBox(key).decrypt(bytes(sealed))
    except (CryptoError, ValueError):
        raise Closed from None


def wrap(public: bytes | memoryview, content: bytes) -> bytes:
    """Returns the content for the holder of one private key, 48 bytes longer than it was."""
    return bytes(SealedBox(PublicKey(bytes(public))).encrypt(content))


def unwrap(private: bytes, sealed: bytes | memoryview) -> bytes:
    """Returns what was wrapped; raises Closed when it was for somebody else, or a byte was changed."""
    try:
        return SealedBox(PrivateKey(private)).decrypt(bytes(sealed))
    except (CryptoError, ValueError, TypeError):
        raise Closed from None


def stretch(text: str, salt: bytes | memoryview, *, size: int = KEY_BYTES, work: Work = USUAL) -> bytes:
    """Returns `size` bytes made slowly from a password or a code."""
    return pwhash.argon2id.kdf(size, text.encode(), bytes(salt), opslimit=work.rounds, memlimit=work.memory)
