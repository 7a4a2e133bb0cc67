"""Problem answers (RFC 9457): one shape for everything that goes wrong."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from hrdd.lib.errors import Refused


class Conflict(exceptions.APIException):
    """The write was based on an older version; the answer holds both states."""

    status_code = HTTPStatus.CONFLICT

    def __init__(self, *, detail: str, current: Any, yours: Any) -> None:
        super().__init__(detail)
        self.extra = {"current": current, "yours": yours}


def problem(exc: Exception, context: dict[str, Any]) -> Response | None:  # noqa: ARG001
    """Returns an application/problem+json answer; None lets an unknown exception be a 500."""
    match exc:
        case Http404():
            exc = exceptions.NotFound()
        case PermissionDenied():
            exc = exceptions.PermissionDenied(str(exc) or None)
        case Refused():
            exc = exceptions.ValidationError(exc.fields or {"non_field_errors": [exc.message]})
    if not isinstance(exc, exceptions.APIException):
        return None
    status = HTTPStatus(exc.status_code)
    body: dict[str, Any] = {"type": "about:blank", "title": status.phrase, "status": int(status)}
    headers = {}
    if isinstance(exc, exceptions.ValidationError):
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        body |= {"title": "The input needs correcting", "status": int(status), "errors": exc.detail}
    else:
        body["detail"] = str(exc.detail)
    body |= getattr(exc, "extra", {})
    if auth_header := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = auth_header
    if wait := getattr(exc, "wait", None):
        headers["Retry-After"] = str(int(wait) + 1)
    set_rollback()
    return Response(body, status=status, headers=headers, content_type="application/problem+json")
