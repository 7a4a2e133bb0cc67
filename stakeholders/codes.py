"""The code with which a participant finds what she agreed to, and takes it back, without an account.

Sixteen signs of Crockford's base 32 (no I, L, O, U; 75 random bits) in four groups, the last sign a check
(Luhn modulo 32), so that a slip of the pen is told from a guess. The database keeps a slow hash and a keyed
digest to find the row by: a copy of it opens nothing.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 15
GROUP: Final = 4
# What people read for what was printed.
READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
LONGEST: Final = 60


def new_code() -> str:
    """Returns a fresh code, in groups as people write it down."""
    code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return in_groups(code + check_sign(code))


def in_groups(code: str) -> str:
    """Returns the code with a dash after each fourth sign."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def as_typed(text: str) -> str:
    """Returns the code somebody typed, without gaps and misread letters; nothing when it cannot be one."""
    if len(text) > LONGEST:
        return ""
    code = "".join(sign for sign in text.upper() if sign.isalnum()).translate(READ_AS)
    if len(code) != LENGTH + 1 or not set(code) <= set(SIGNS):
        return ""
    return code if check_sign(code[:-1]) == code[-1] else ""


def check_sign(code: str) -> str:
    """Returns the sign that ends a code: it changes with any one sign, and with most swaps of two."""
    total = 0
    for at, sign in enumerate(reversed(code)):
        value = SIGNS.index(sign) * (2 if at % 2 == 0 else 1)
        total += value // len(SIGNS) + value % len(SIGNS)
    return SIGNS[-total % len(SIGNS)]


def digests(code: str) -> Sequence[str]:
    """Returns the keyed digests of a code, the one in force first; older secrets still find older codes."""
    plain = as_typed(code)
    return [_digest(plain, secret) for secret in settings.IDENTITY_SECRETS] if plain else []


def slow_hash(code: str) -> str:
    """Returns what is stored of a code."""
    return make_password(as_typed(code))


def fits(code: str, stored: str) -> bool:
    """Returns whether this is the code of which `stored` was kept."""
    return bool(check_password(as_typed(code), stored))


def _digest(code: str, secret: str) -> str:
    return hmac.new(b"consent-code:" + secret.encode(), code.encode(), hashlib.sha256).hexdigest()
