"""What the log says of pages for people without an account: nothing, or that something broke on a day.

Neither address, nor path, nor hour of anybody who comes to raise a concern, or to take consent back, is
written down. What went wrong there by her hand (4xx) leaves no line at all. What went wrong by ours (5xx)
leaves the lines of code through which it went, without what was in them, and the day.
"""

import logging
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase

PRIVATE: Final = ("/raise/", "/consent/")
BROKEN: Final = 500
SAID: Final = "A page for people without an account broke."
_now_private: ContextVar[bool] = ContextVar("now_private", default=False)


class Unnoticed:
    """Middleware, the first of all: marks everything that is logged while such a page is made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Returns the answer, made with the mark set."""
        mark = _now_private.set(is_private(request.path_info))
        try:
            return self.get_response(request)
        finally:
            _now_private.reset(mark)


class NothingOfVisitors(logging.Filter):
    """For every handler of the log: drops or strips what would tell of a visitor."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Returns whether anything may be written; what tells of a visitor is taken out."""
        path = getattr(getattr(record, "request", None), "path_info", "")
        if not (_now_private.get() or is_private(path) or _speaks_of_one(record)):
            return True
        status = getattr(record, "status_code", BROKEN)
        if record.levelno < logging.ERROR or (isinstance(status, int) and status < BROKEN):
            return False
        strip(record)
        return True


def is_private(path: str) -> bool:
    """Returns whether a path is one of a page that keeps nobody's address and hour."""
    return path.startswith(PRIVATE) or f"{path}/" in PRIVATE


def strip(record: logging.LogRecord) -> None:
    """Leaves of a record where in the code it broke, and the day: no request, no words, no values."""
    day = datetime.fromtimestamp(record.created).replace(hour=0, minute=0, second=0, microsecond=0)  # noqa: DTZ006
    record.created, record.msecs, record.relativeCreated = day.timestamp(), 0.0, 0.0
    error = record.exc_info[1] if record.exc_info else None
    record.msg, record.args, record.exc_info, record.stack_info = SAID, (), None, None
    record.exc_text = _where(error) if error else None
    record.__dict__.pop("request", None)


def _where(error: BaseException) -> str:
    """Returns the lines of code, and the kind of each error; what an error says may quote her."""
    lines: list[str] = []
    seen: set[int] = set()
    while error and id(error) not in seen:
        seen.add(id(error))
        lines = [*traceback.format_tb(error.__traceback__), f"{type(error).__qualname__}\n", *lines]
        following = error.__cause__ or error.__context__
        if following is None:
            break
        error = following
    return "".join(lines).rstrip("\n")


def _speaks_of_one(record: logging.LogRecord) -> bool:
    """Returns whether a message names such a path, as a development server's does."""
    try:
        said = record.getMessage()
    except (TypeError, ValueError):
        return False
    return any(f"{before}{path}" in said for path in PRIVATE for before in (" ", ":", '"', "'", "="))
