"""The var folder: where the local workbench keeps data, secrets, sockets and logs between runs."""

import contextlib
import fcntl
import hashlib
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

# A socket's path may have 107 bytes; the longest name we put behind the folder is 19.
LONGEST_SOCKET_FOLDER = 85
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")


class Problem(Exception):
    """Something the person at the keyboard can do something about; its text is shown without a traceback."""


class Folder:
    """One var folder. Making an object touches nothing; `create()` does."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.data = self.path / "postgres"
        self.broker = self.path / "broker"
        self.files = self.path / "files"
        self.static = self.path / "static"
        self.mail = self.path / "mail"
        self.log = self.path / "log"
        self.run = self.path / "run"
        self._secrets = self.path / "secrets"

    @property
    def exists(self) -> bool:
        """Returns whether a workbench has been set up here."""
        return self._secrets.is_dir()

    @property
    def sockets(self) -> Path:
        """Returns the folder for unix sockets: inside var, or in the temp folder when that is too long."""
        inside = self.path / "sockets"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER and PLAIN_PATH.fullmatch(str(inside)):
            return inside
        name = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"hrdd-{os.geteuid()}-{name}"

    @property
    def broker_socket(self) -> Path:
        """Returns the broker's unix socket."""
        return self.sockets / "broker.sock"

    def create(self) -> None:
        """Makes the folder and its parts, for this user alone; refuses a socket folder of somebody else."""
        self.path.mkdir(parents=True, exist_ok=True)
        for part in (self._secrets, self.broker, self.files, self.static, self.mail, self.log, self.run):
            part.mkdir(mode=0o700, exist_ok=True)
        sockets = self.sockets
        sockets.mkdir(mode=0o700, exist_ok=True)
        found = sockets.lstat()
        # Inside var nobody else can have made it, and it may have been given to PostgreSQL's user.
        foreign = sockets.parent != self.path and found.st_uid != os.geteuid()
        if sockets.is_symlink() or foreign or found.st_mode & 0o077:
            raise Problem(f"{sockets} must be a folder of yours that nobody else can open (chmod 700).")

    def secret(self, name: str) -> str:
        """Returns the secret of that name; the first time it is made at random, for this user alone."""
        path = self._secrets / name
        with contextlib.suppress(FileExistsError):
            self._secrets.mkdir(mode=0o700, parents=True, exist_ok=True)
            return write_once(path, secrets.token_urlsafe(48))
        return path.read_text()

    @property
    def demo_password(self) -> str:
        """Returns the password that all people of the demo share in this folder."""
        path = self.path / "demo-password"
        with contextlib.suppress(FileExistsError):
            words = "-".join(secrets.token_hex(2) for _ in range(4))
            return write_once(path, words)
        return path.read_text()

    @property
    def port(self) -> int:
        """Returns the port the web server was last given."""
        try:
            return int((self.run / "port").read_text())
        except (OSError, ValueError):
            return 8000

    @port.setter
    def port(self, value: int) -> None:
        (self.run / "port").write_text(str(value))

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the folder for this process; raises Problem when another process has it."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                holder = lock.read().strip() or "?"
                raise Problem(
                    f"The workbench in {self.path} is already running (process {holder}). "
                    "Stop it first, or set HRDD_VAR to another folder."
                ) from None
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield
            lock.truncate(0)

    def wipe(self) -> None:
        """Removes everything but the lock; refuses a folder that was never a workbench's."""
        if not self.exists:
            if any(entry.name != "lock" for entry in self.path.iterdir()):
                raise Problem(f"{self.path} holds something else than a workbench; it is left as it is.")
            return
        shutil.rmtree(self.sockets, ignore_errors=True)
        for entry in self.path.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry.name != "lock":
                entry.unlink()


def write_once(path: Path, text: str) -> str:
    """Writes a file for this user alone and returns its text; raises FileExistsError if it is there."""
    # Written beside and linked into place, so that a reader never sees half a secret.
    handle, beside = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(text)
        os.link(beside, path)
    finally:
        Path(beside).unlink()
    return text
