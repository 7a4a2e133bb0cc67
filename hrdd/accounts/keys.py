"""Keys that a password protects, as bytes: made, opened, and locked with another password.

Nothing here reads or writes a row; the rows are kept by the actions.
"""

from dataclasses import dataclass, field

from django.conf import settings

from hrdd.accounts.models import PersonalKey
from hrdd.lib import envelopes


@dataclass(frozen=True, slots=True)
class Locked:
    """A private key as it is stored: locked, with what the password has to be stretched by."""

    salt: bytes
    sealed: bytes = field(repr=False)
    rounds: int
    memory: int


@dataclass(frozen=True, slots=True)
class Made:
    """A fresh pair: the public key, and the private one under the password."""

    public: bytes
    locked: Locked


def made(password: str) -> Made:
    """Returns a fresh pair that only this password opens."""
    pair = envelopes.new_pair()
    return Made(public=pair.public, locked=_lock(pair.private, password))


def opened(key: PersonalKey, password: str) -> bytes:
    """Returns the private key; raises envelopes.Closed for another password, and for a key that ended."""
    if key.sealed is None:
        raise envelopes.Closed
    work = envelopes.Work(rounds=key.rounds, memory=key.memory)
    return envelopes.unlock(envelopes.stretch(password, key.salt, work=work), key.sealed)


def relocked(key: PersonalKey, *, old: str, new: str) -> Locked:
    """Returns the same private key under another password; raises envelopes.Closed when `old` is wrong."""
    return _lock(opened(key, old), new)


def _lock(private: bytes, password: str) -> Locked:
    rounds, memory = settings.KEY_WORK
    salt = envelopes.new_salt()
    secret = envelopes.stretch(password, salt, work=envelopes.Work(rounds=rounds, memory=memory))
    return Locked(salt=salt, sealed=envelopes.lock(secret, private), rounds=rounds, memory=memory)
