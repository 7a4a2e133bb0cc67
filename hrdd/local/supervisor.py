"""One process manager: starts the programs, starts again what dies, stops all in the right order."""

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType

from hrdd.local import broker, postgres
from hrdd.local.folder import Folder, Problem
from hrdd.local.process import Child, Recipe, require_tools, stop_leftovers

LONGEST_PAUSE = 15.0
STEADY_AFTER = 30.0


class Stopped(Exception):
    """Somebody asked us to stop."""


@dataclass
class Kept:
    """A child that is to stay alive, and when it may be started again after it died."""

    child: Child
    pause: float = 0.2
    due: float | None = None


class Supervisor:
    """Keeps programs alive. Belongs to one thread: PDEATHSIG is tied to the thread that starts a child."""

    def __init__(self, folder: Folder, say: Callable[[str], None]) -> None:
        self.folder = folder
        self.say = say
        self.kept: list[Kept] = []
        self._wake = threading.Event()
        self._stopping = False

    def listen(self) -> None:
        """Takes Ctrl-C, SIGTERM and SIGHUP as a wish to stop."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked)
        signal.signal(signal.SIGCHLD, lambda *_: self._wake.set())

    def _asked(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True
        self._wake.set()

    def pause(self, seconds: float) -> None:
        """Waits; raises Stopped as soon as somebody asks us to stop."""
        if not self._stopping:
            self._wake.wait(seconds)
            self._wake.clear()
        if self._stopping:
            raise Stopped

    def keep(self, recipe: Recipe) -> Child:
        """Starts a program that is to stay alive and returns it."""
        child = Child(recipe, self.folder)
        child.start()
        self.kept.append(Kept(child))
        return child

    def once(self, recipe: Recipe) -> None:
        """Runs a program to its end; raises Problem with the end of its log when it fails."""
        child = Child(recipe, self.folder)
        child.start()
        try:
            while child.poll() is None:
                self.pause(0.2)
        except Stopped:
            child.ask()
            child.end()
            raise
        status = child.poll()
        child.end()
        if status != 0:
            raise Problem(f"{recipe.name} failed:\n{child.last_lines()}")

    def await_answer(self, child: Child, answers: Callable[[], bool], seconds: float) -> None:
        """Waits until a program answers; raises Problem with the end of its log when it does not."""
        until = time.monotonic() + seconds
        while not answers():
            if child.poll() is not None:
                raise Problem(f"{child.recipe.name} did not start:\n{child.last_lines()}")
            if time.monotonic() > until:
                raise Problem(
                    f"{child.recipe.name} does not answer after {seconds:.0f} s:\n{child.last_lines()}"
                )
            self.pause(0.05)

    def stay(self) -> None:
        """Keeps everything alive until somebody asks us to stop."""
        with contextlib.suppress(Stopped):
            while True:
                for kept in self.kept:
                    self._look_after(kept)
                self.pause(1 if all(kept.due is None for kept in self.kept) else 0.1)

    def _look_after(self, kept: Kept) -> None:
        child, now = kept.child, time.monotonic()
        if kept.due is None and child.poll() is not None:
            status = child.poll()
            child.end()
            if now - child.started > STEADY_AFTER:
                kept.pause = 0.2
            self.say(f"{child.recipe.name} ended (status {status}); starting it again in {kept.pause:.1f} s")
            if kept.pause > 1:
                self.say(child.last_lines(5))
            kept.due = now + kept.pause
            kept.pause = min(kept.pause * 2, LONGEST_PAUSE)
        elif kept.due is not None and now >= kept.due:
            child.start()
            kept.due = None

    def stop(self) -> None:
        """Stops all programs, the last started first; those that need none of the others go together."""
        services = [kept.child for kept in self.kept if kept.child.recipe.name in ("postgres", "broker")]
        programs = [kept.child for kept in self.kept if kept.child not in services]
        for group in (programs, services):
            for child in group:
                child.ask()
            for child in reversed(group):
                child.end()
        self.kept.clear()


def start_services(supervisor: Supervisor, *, database: bool, jobs: bool, durable: bool = True) -> None:
    """Starts the embedded PostgreSQL and broker, those that are wanted, and returns when both answer."""
    folder = supervisor.folder
    waiting: list[tuple[Child, Callable[[], bool]]] = []
    if jobs:
        waiting.append(
            (supervisor.keep(broker.recipe(folder, durable=durable)), lambda: broker.answers(folder))
        )
    if database:
        postgres.initialise(folder)
        child = supervisor.keep(postgres.recipe(folder, durable=durable))
        waiting.append((child, lambda: postgres.answers(folder)))
    for child, answers in waiting:
        supervisor.await_answer(child, answers, 60)
    if database:
        postgres.ensure_roles(folder)


@contextlib.contextmanager
def services(folder: Folder) -> Iterator[None]:
    """Runs the embedded PostgreSQL and broker for tests: quick, and forgetful if the machine loses power."""
    require_tools()
    with folder.locked():
        stop_leftovers(folder)
        folder.create()
        supervisor = Supervisor(folder, lambda line: print(line, file=sys.stderr))
        try:
            start_services(supervisor, database=True, jobs=True, durable=False)
            yield
        finally:
            supervisor.stop()
