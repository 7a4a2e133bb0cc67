"""How often the API may be asked. The address of a visitor is hashed before it is kept."""

import hashlib
from typing import TYPE_CHECKING

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

if TYPE_CHECKING:  # rest_framework.views itself imports the throttles
    from rest_framework.views import APIView


class PerToken(SimpleRateThrottle):
    scope = "token"

    def get_cache_key(self, request: Request, view: "APIView") -> str | None:  # noqa: ARG002
        """Returns the person's key; None (no limit of this kind) for a visitor."""
        return f"throttle-token-{request.user.pk}" if request.user.is_authenticated else None


class PerAddress(SimpleRateThrottle):
    scope = "address"

    def get_cache_key(self, request: Request, view: "APIView") -> str | None:  # noqa: ARG002
        """Returns the visitor's key, which does not give her address away; None for a person."""
        if request.user.is_authenticated:
            return None
        keyed = f"{settings.SECRET_KEY}{self.get_ident(request)}".encode()
        return f"throttle-address-{hashlib.sha256(keyed).hexdigest()[:24]}"
