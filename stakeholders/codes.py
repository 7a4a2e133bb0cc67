"""What is kept of the code with which a participant finds what she agreed to (hrdd.lib.codes).

The database keeps a slow hash and a keyed digest to find the row by: a copy of it opens nothing.
"""

import hashlib
import hmac
from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from hrdd.lib.codes import as_typed


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
