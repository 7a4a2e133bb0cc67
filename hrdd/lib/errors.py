"""Refusals that any layer may raise, and the pages for them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class Refused(Exception):
    """A rule says no; `message` is for people, `fields` names where (field -> messages)."""

    def __init__(self, message: str, *, fields: dict[str, list[str]] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fields = fields or {}


class Stale(Exception):
    """Someone else saved first; `current` is the row as it stands now."""

    def __init__(self, current: Any) -> None:
        super().__init__("someone else saved first")
        self.current = current


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Returns the page for a form whose protection token is missing or too old, status 403."""
    return render(request, "403_csrf.html", {"reason": reason}, status=403)
