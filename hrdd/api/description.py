"""What the OpenAPI description says about tokens; drf-spectacular finds it by being imported."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema


class BearerTokenDescription(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "hrdd.api.authentication.BearerToken"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:  # noqa: ARG002
        """Returns how to send a token (RFC 6750)."""
        return {"type": "http", "scheme": "bearer", "description": "A token from Settings, or `api_token`."}
