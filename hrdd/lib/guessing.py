"""How often codes may be guessed from one address, so that nobody tries them all.

No address is kept anywhere but in the memory of this process: not in the database, nor in the broker. What
lies in that memory is a keyed digest whose key was made when the process started and goes with it. Processes
count apart, so that the limit holds for each of them. Of IPv6 a whole /64 counts as one: whoever has one
address of it has them all.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

from django.core.cache import BaseCache, caches
from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle

KEY: Final = secrets.token_bytes(32)


@dataclass(frozen=True, slots=True)
class Guesses:
    """The wrong codes of one kind: how many an address may send, and for how many seconds it counts.

    What counts as a guess is for the page to say: count codes of nobody, not slips of the pen, and a whole
    classroom behind one address can still read what is theirs.
    """

    name: str
    limit: int
    period: int

    def is_stopped(self, request: HttpRequest) -> bool:
        """Returns whether so many wrong codes came from this address that none is tried for a while."""
        return bool(_memory().get(self._key(request), 0) >= self.limit)

    def count(self, request: HttpRequest) -> None:
        """Counts one wrong code."""
        key = self._key(request)
        _memory().add(key, 0, self.period)
        try:
            _memory().incr(key)
        except ValueError:  # It ran out in between.
            _memory().set(key, 1, self.period)

    def _key(self, request: HttpRequest) -> str:
        # The visitor's own address, not that of a proxy of ours.
        address = network(BaseThrottle().get_ident(request) or "")  # type: ignore[arg-type]
        return hmac.new(KEY, f"{self.name} {address}".encode(), hashlib.sha256).hexdigest()


def network(address: str) -> str:
    """Returns what is counted as one: an address of IPv4, or a /64 of IPv6; anything else as it came."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address.strip().strip("[]").partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if isinstance(found, IPv4Address):
        return str(found)
    return str(IPv6Network((found, 64), strict=False))


def _memory() -> BaseCache:
    return caches["memory"]
