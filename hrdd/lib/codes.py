"""Codes that people without an account write down and type in again.

Sixteen signs of Crockford's base 32 (no I, L, O, U; 75 random bits) in four groups, the last sign a check
(Luhn modulo 32), so that a slip of the pen is told from a guess. What is kept of a code is each room's own
matter. Knows no Django.
"""

import secrets
from typing import Final

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
