"""How often codes may be guessed from one address.

A right code and a slip of the pen (the check sign tells it) are not counted, so that a whole classroom behind
one address can read and take back; only well-formed codes of nobody are. The address is hashed before it is
kept, and kept for an hour.
"""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle

GUESSES = 100
PERIOD = 3600


def is_stopped(request: HttpRequest) -> bool:
    """Returns whether so many wrong codes came from this address that none is tried for a while."""
    return bool(cache.get(_key(request), 0) >= GUESSES)


def count_guess(request: HttpRequest) -> None:
    """Counts one wrong code."""
    key = _key(request)
    cache.add(key, 0, PERIOD)
    try:
        cache.incr(key)
    except ValueError:  # It ran out in between.
        cache.set(key, 1, PERIOD)


def _key(request: HttpRequest) -> str:
    # The visitor's own address, not that of a proxy of ours.
    keyed = f"{settings.SECRET_KEY}{BaseThrottle().get_ident(request)}".encode()  # type: ignore[arg-type]
    return f"consent-guesses-{hashlib.sha256(keyed).hexdigest()[:24]}"
