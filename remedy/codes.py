"""The code a person who raised a concern holds (hrdd.lib.codes): it finds her case, and opens it.

One slow stretch of the code gives both: what her row is found by, which is stored, and the seed of her pair
of keys, which is not. So the database alone gives neither the code nor a word of the case.
"""

import secrets
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from hrdd.lib.codes import as_typed
from hrdd.lib.envelopes import Pair, Work, pair_of, stretch

# Public, and the same for every code: the row has to be found by what comes out, before any salt of its own
# could be read. A salt makes tables of likely passwords useless; no table holds 75 random bits.
SALT: Final = b"a receipt's code"
HASH_BYTES: Final = 32
SEED_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Door:
    """What a code leads to: the hash its row is found by, and the pair of keys that opens what lies there."""

    code_hash: bytes
    pair: Pair


def door(code: str) -> Door:
    """Returns the door of a code, as it was typed.

    What cannot be a code takes as long, and gives a door that fits nothing: nobody learns by a clock which of
    her tries had the right form.
    """
    plain = as_typed(code) or secrets.token_hex(HASH_BYTES)
    made = stretch(plain, SALT, size=HASH_BYTES + SEED_BYTES, work=Work(*settings.KEY_WORK))
    return Door(code_hash=made[:HASH_BYTES], pair=pair_of(made[HASH_BYTES:]))
