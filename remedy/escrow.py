"""A private key that two people use together: for each pair of holders it is split in two. Knows no Django.

Of each pair one keeps random bytes, the other the key XOR those bytes (a one-time pad): either half alone
says nothing at all about the key. Each half is wrapped for its holder's personal key.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final, Generic, TypeVar

from hrdd.lib import envelopes

FEWEST: Final = 2
H = TypeVar("H")


@dataclass(frozen=True, slots=True)
class Half(Generic[H]):
    """What one holder keeps for use with one partner."""

    holder: H
    partner: H
    sealed: bytes = field(repr=False)


def halves(private: bytes, public_keys: Mapping[H, bytes]) -> list[Half[H]]:
    """Returns two halves for each pair of holders; raises ValueError for fewer than two."""
    if len(public_keys) < FEWEST:
        raise ValueError("escrow takes two holders or more")
    made: list[Half[H]] = []
    for first, second in combinations(public_keys, 2):
        pad = secrets.token_bytes(len(private))
        made.append(Half(first, second, envelopes.wrap(public_keys[first], pad)))
        made.append(Half(second, first, envelopes.wrap(public_keys[second], joined(private, pad))))
    return made


def handed_on(half: bytes, *, private: bytes, partner_public: bytes) -> bytes:
    """Returns the first holder's half for her partner; raises envelopes.Closed for a wrong key."""
    return envelopes.wrap(partner_public, envelopes.unwrap(private, half))


def key_of(handed: bytes, half: bytes, *, private: bytes) -> bytes:
    """Returns the key, from what the first handed on and the second's own half; raises envelopes.Closed."""
    return joined(envelopes.unwrap(private, handed), envelopes.unwrap(private, half))


def joined(one: bytes, other: bytes) -> bytes:
    """Returns the bytes of both, one XOR the other."""
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
