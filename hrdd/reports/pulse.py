"""The heartbeat of a worker at work: it says that it lives, and learns when it was given up."""

import logging
import threading
from types import TracebackType
from typing import Self

from django.db import DatabaseError, connection
from django.utils import timezone

from hrdd.reports.attempts import Superseded, beat
from hrdd.reports.models import Run

EVERY = 3.0
log = logging.getLogger(__name__)


class Pulse:
    """A context in which the run's attempt is known to live.

    Laying out a long report is silent for a minute and more, so a thread beats, with its own connection.
    """

    def __init__(self, run: Run, *, every: float = EVERY) -> None:
        self.run, self.every = run, every
        self._over = threading.Event()
        self._last = ("", -1)
        self._thread = threading.Thread(target=self._keep_beating, name=f"pulse-{run.pk}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def progress(self, stage: str, percent: int) -> None:
        """Notes how far the report is; raises Superseded once another attempt has taken over."""
        if (stage, percent) != self._last:
            self._last = (stage, percent)
            if not beat(run=self.run, at=timezone.now(), stage=stage, percent=percent):
                raise Superseded

    def _keep_beating(self) -> None:
        # A refused beat ends the beating; the work itself learns at its next step, and can write nothing.
        try:
            while not self._over.wait(self.every) and self._beat():
                pass
        finally:
            connection.close()

    def _beat(self) -> bool:
        try:
            return beat(run=self.run, at=timezone.now())
        except DatabaseError:
            # The database may be back at the next beat; if not, the run will be given to someone else.
            log.warning("no heartbeat for report %s", self.run.pk, exc_info=True)
            connection.close()
            return True
