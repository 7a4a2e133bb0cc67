"""Is the process alive (/healthz), and does everything it stands on answer (/readyz)?"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

# Long enough for a busy worker, short enough for a prober's patience.
PATIENCE = 1.0


def database() -> None:
    """Raises when the database does not answer a question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def broker() -> None:
    """Raises when the broker takes no connection."""
    with current_app.connection_for_write(connect_timeout=PATIENCE) as line:
        line.ensure_connection(max_retries=1, timeout=PATIENCE)


def worker() -> None:
    """Raises when no worker answers; the first answer is enough."""
    if not current_app.control.broadcast("ping", reply=True, limit=1, timeout=PATIENCE):
        raise OperationalError("no worker answered")


def files() -> None:
    """Raises when the file store takes no file."""
    with tempfile.TemporaryFile(dir=Path(settings.MEDIA_ROOT)) as file:
        file.write(b"ready")


PARTS: dict[str, Callable[[], None]] = {"database": database, "broker": broker, "files": files}


def state_of(check: Callable[[], None]) -> str:
    """Returns "ok" or "down"; why is for the log of the part itself, not for strangers."""
    try:
        check()
    except Exception:  # whatever a part throws, it is down
        return "down"
    return "ok"


@login_not_required
@require_safe
@never_cache
@transaction.non_atomic_requests
def healthz(_request: HttpRequest) -> JsonResponse:
    """Returns 200 while this process answers, whatever the rest does."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
@never_cache
@transaction.non_atomic_requests
def readyz(_request: HttpRequest) -> JsonResponse:
    """Returns 200 when every part answers, else 503; names the state of each part."""
    states = {name: state_of(check) for name, check in PARTS.items()}
    # Without a broker nobody can reach a worker, and asking would only take time.
    states["worker"] = state_of(worker) if states["broker"] == "ok" else "down"
    ready = set(states.values()) == {"ok"}
    return JsonResponse({"status": "ok" if ready else "down", "parts": states}, status=200 if ready else 503)
