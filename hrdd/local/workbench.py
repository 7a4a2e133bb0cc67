"""A running workbench to drive from a test: the product itself, as script/server runs it."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

from hrdd import local
from hrdd.local.server import demo_people

PATIENCE = 180


def free_port() -> int:
    """Returns a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Workbench:
    """One script/server with its own var folder and port, and what tests do to it."""

    def __init__(self, folder: local.Folder, port: int | None = None) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Returns the address, without a slash at its end."""
        return f"http://localhost:{self.port}"

    @property
    def people(self) -> dict[str, str]:
        """Returns e-mail -> password of everybody in the demo."""
        return {person["email"]: self.folder.demo_password for person in demo_people()}

    @property
    def said(self) -> str:
        """Returns what the server has printed so far."""
        path = self.folder.path / "server.out"
        return path.read_text() if path.exists() else ""

    def environment(self) -> dict[str, str]:
        """Returns our environment without the addresses of the tests' own database and broker."""
        # Made afresh rather than inherited: a test must never write into another database.
        strange = {*local.environment(self.folder.path), "HRDD_DEBUG"}
        kept = {name: value for name, value in os.environ.items() if name not in strange}
        return kept | {"HRDD_VAR": str(self.folder.path)}

    def start(self, *flags: str) -> None:
        """Starts the server and returns when it is ready; raises AssertionError with what it said."""
        words = [sys.executable, "-m", "hrdd.local.server", "--port", str(self.port), *flags]
        env = self.environment()
        with (self.folder.path / "server.out").open("wb") as out:
            self.server = subprocess.Popen(
                words, env=env, cwd=local.ROOT, stdout=out, stderr=subprocess.STDOUT
            )
        until = time.monotonic() + PATIENCE
        while "runs at" not in self.said:
            assert self.server.poll() is None, self.said
            assert time.monotonic() < until, f"not ready after {PATIENCE} s:\n{self.said}"
            time.sleep(0.1)

    def stop(self) -> int:
        """Stops the server as Ctrl-C does and returns its exit status."""
        if self.server is None:
            return 0
        self.server.send_signal(signal.SIGINT)
        return self.server.wait(PATIENCE)

    def pid_of(self, name: str) -> int:
        """Returns the process of web, worker, clock, broker or postgres."""
        return int((self.folder.run / f"{name}.pid").read_text())

    def kill(self, name: str) -> int:
        """Kills a program with all its processes, without a warning, and returns the number it had."""
        pid = self.pid_of(name)
        os.killpg(pid, signal.SIGKILL)
        return pid

    def await_new(self, name: str, old: int) -> int:
        """Returns the new process of a program once the old one has been replaced."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with contextlib.suppress(OSError, ValueError):
                if (found := self.pid_of(name)) != old:
                    return found
            time.sleep(0.05)
        raise AssertionError(f"{name} was not started again:\n{self.said}")

    def await_ready(self) -> None:
        """Returns when every part answers."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(f"http://localhost:{self.port}/readyz", timeout=5),
            ):
                return
            time.sleep(0.1)
        raise AssertionError(f"not ready after {PATIENCE} s:\n{self.said}")

    def manage(self, *words: str) -> str:
        """Runs a manage.py command against this workbench and returns what it printed."""
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(
            command, env=self.environment(), cwd=local.ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout
