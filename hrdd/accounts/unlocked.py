"""A personal key that is open for an hour, in one browser.

The private key is locked under 32 random bytes. Those live in a cookie alone, the locked key in the session
alone: whoever has the database opens nothing, and whoever has the cookie opens nothing.
"""

import base64
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from hrdd.accounts.actor import actor
from hrdd.accounts.models import PersonalKey
from hrdd.lib import envelopes

COOKIE: Final = "case-key"
IN_SESSION: Final = "case_key"
HOUR: Final = timedelta(hours=1)


class _Open(NamedTuple):
    private: bytes
    until: datetime


def unlock(request: HttpRequest, response: HttpResponseBase, private: bytes) -> None:
    """Keeps her living key, of which this is the private part, open for an hour where the response goes."""
    key = PersonalKey.objects.living().get(user=actor(request), public_key=envelopes.pair_of(private).public)
    secret = envelopes.new_key()
    request.session[IN_SESSION] = {
        "key": str(key.pk),
        "locked": base64.b64encode(envelopes.lock(secret, private)).decode(),
        "until": (timezone.now() + HOUR).isoformat(),
    }
    response.set_cookie(
        COOKIE,
        base64.urlsafe_b64encode(secret).decode(),
        max_age=HOUR,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def private_key(request: HttpRequest) -> bytes | None:
    """Returns her private key, or None when it is not open here, its hour is over, or the key has ended."""
    found = _open(request)
    return found.private if found else None


def open_until(request: HttpRequest) -> datetime | None:
    """Returns when her key closes again, or None when it is closed."""
    found = _open(request)
    return found.until if found else None


def lock_again(request: HttpRequest, response: HttpResponseBase) -> None:
    """Forgets both halves."""
    request.session.pop(IN_SESSION, None)
    forget_cookie(response)


def forget_cookie(response: HttpResponseBase) -> None:
    """Takes the cookie back; the session's half goes with the session."""
    response.delete_cookie(COOKIE, path="/", samesite="Strict")


def _open(request: HttpRequest) -> _Open | None:
    kept, cookie = request.session.get(IN_SESSION), request.COOKIES.get(COOKIE)
    if not kept:
        return None
    until = datetime.fromisoformat(kept["until"])
    if until <= timezone.now():
        del request.session[IN_SESSION]
        return None
    try:
        secret = base64.urlsafe_b64decode(cookie or "")
        private = envelopes.unlock(secret, base64.b64decode(kept["locked"]))
    except (envelopes.Closed, ValueError):
        return None
    hers = PersonalKey.objects.living().filter(pk=kept["key"], user=actor(request))
    return _Open(private, until) if hers.exists() else None
