"""Child processes: how one is started, asked to stop, made to stop, and found again after a crash."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from signal import Signals

from hrdd.local.folder import Folder, Problem

MARK = "HRDD_SUPERVISED"
LOG_LIMIT = 5 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How to run one program of the workbench."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    prefix: tuple[str, ...] = ()
    stop: Signals = signal.SIGTERM
    # What the kernel sends when we die without a word.
    orphaned: Signals = signal.SIGTERM
    patience: float = 10
    before_start: Callable[[], None] = lambda: None


class Child:
    """A program of the workbench, at most once alive."""

    def __init__(self, recipe: Recipe, folder: Folder) -> None:
        self.recipe = recipe
        self.folder = folder
        self.log = folder.log / f"{recipe.name}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0

    @property
    def pid_file(self) -> Path:
        """Returns the file that names the process while it is alive."""
        return self.folder.run / f"{self.recipe.name}.pid"

    def start(self) -> None:
        """Starts the program in a session of its own, tied to our life by PDEATHSIG, writing to its log."""
        self.recipe.before_start()
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        leash = ("setpriv", "--pdeathsig", self.recipe.orphaned.name.removeprefix("SIG"), "--")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.recipe.prefix, *leash, *self.recipe.argv],
                env={**self.recipe.env, MARK: str(self.folder.path)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.started = time.monotonic()
        self.pid_file.write_text(str(self.process.pid))

    def poll(self) -> int | None:
        """Returns the exit status once the program has ended, None while it lives."""
        return self.process.poll() if self.process else 0

    def ask(self) -> None:
        """Asks the program to stop; does not wait."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(self.recipe.stop)

    def end(self) -> None:
        """Waits until the program has stopped; kills it when it does not, and what it left behind."""
        if not self.process:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(self.recipe.patience)
        # The group goes in any case: a killed parent leaves workers that still hold the port.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None
        self.pid_file.unlink(missing_ok=True)

    def last_lines(self, count: int = 15) -> str:
        """Returns the end of the log, each line under the program's name."""
        try:
            with self.log.open("rb") as log:
                log.seek(max(0, self.log.stat().st_size - 20_000))
                lines = log.read().decode(errors="replace").splitlines()[-count:]
        except OSError:
            lines = []
        return "\n".join(f"  {self.recipe.name} | {line}" for line in lines)


def require_tools() -> None:
    """Raises Problem when util-linux, part of every Debian and Ubuntu, is missing."""
    if not shutil.which("setpriv"):
        raise Problem("The command setpriv is missing; install the package util-linux.")


def others() -> Iterator[Path]:
    """Yields the /proc folder of every process but this one."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) != os.getpid():
            yield entry


def marked(folder: Folder) -> Iterator[int]:
    """Yields the processes that were started for a var folder, by the mark in their environment."""
    mark = os.fsencode(f"{MARK}={folder.path}")
    for entry in others():
        with contextlib.suppress(OSError):
            if mark in (entry / "environ").read_bytes().split(b"\0"):
                yield int(entry.name)


def sitting_in(place: Path) -> Iterator[int]:
    """Yields the processes whose working folder this is: PostgreSQL's, which write over their environment."""
    for entry in others():
        with contextlib.suppress(OSError):
            if (entry / "cwd").readlink() == place:
                yield int(entry.name)


def of_folder(folder: Folder) -> set[int]:
    """Returns the processes that belong to a var folder, judged by /proc and never by a pid file."""
    return {*marked(folder), *sitting_in(folder.data)}


def stop_leftovers(folder: Folder, patience: float = 10) -> None:
    """Stops what an earlier run left behind: asks first, kills what has not gone after `patience` seconds."""
    # SIGINT is PostgreSQL's fast shutdown and ends everything else of ours as well.
    for pid in of_folder(folder):
        send(pid, signal.SIGINT)
    wait_gone(lambda: of_folder(folder), patience)


def wait_gone(remnants: Callable[[], set[int]], patience: float) -> None:
    """Waits until a set of processes is empty, killing what is in it after `patience` seconds."""
    until = time.monotonic() + patience
    while found := remnants():
        if time.monotonic() > until:
            for pid in found:
                send(pid, signal.SIGKILL)
        time.sleep(0.05)


def send(pid: int, number: Signals) -> None:
    """Sends a signal to a process that may have gone already."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)
