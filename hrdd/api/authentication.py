"""Bearer tokens (RFC 6750)."""

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from hrdd.accounts.models import ApiToken, User


class BearerToken(BaseAuthentication):
    """`Authorization: Bearer hrdd_...`: the request acts as the token's owner."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Returns the owner and her token, None without the header; raises AuthenticationFailed (401)."""
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != b"bearer":
            return None
        if len(parts) != 2:
            raise AuthenticationFailed(_("Send the token as: Authorization: Bearer <token>."))
        digest = ApiToken.digest(parts[1].decode("latin-1"))
        token = ApiToken.objects.live().filter(token_hash=digest).select_related("user").first()
        if token is None:
            raise AuthenticationFailed(_("This token is not known, or was withdrawn."))
        return token.user, token

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002
        """Returns what a 401 answer asks for."""
        return "Bearer"
