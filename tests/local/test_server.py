"""script/server starts everything, survives kill -9, and says plainly why it cannot start."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from hrdd import local
from hrdd.local import process
from hrdd.local.workbench import Workbench


@pytest.fixture(scope="module")
def bench() -> Iterator[Workbench]:
    path = Path(tempfile.mkdtemp(prefix="hrdd-"))
    made = Workbench(local.Folder(path))
    try:
        made.start("--empty")
        yield made
    finally:
        made.stop()
        shutil.rmtree(path, ignore_errors=True)


def once(bench: Workbench, *flags: str) -> subprocess.CompletedProcess[str]:
    """Runs script/server's program to its end, with nobody at the keyboard."""
    command = [sys.executable, "-m", "hrdd.local.server", *flags]
    return subprocess.run(
        command,
        env=bench.environment(),
        cwd=local.ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def test_a_second_copy_in_the_same_folder_says_so(bench: Workbench) -> None:
    done = once(bench, "--port", str(bench.port + 1))
    assert done.returncode == 1
    assert "already running" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_said_before_anything_is_made(tmp_path: Path) -> None:
    idle = Workbench(local.Folder(tmp_path / "var"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", idle.port))
        taken.listen()
        done = once(idle, "--port", str(idle.port))
    assert done.returncode == 1
    assert f"Port {idle.port} cannot be used" in done.stderr
    assert not (idle.folder.data).exists()


def test_fresh_deletes_nothing_without_a_yes(tmp_path: Path) -> None:
    idle = Workbench(local.Folder(tmp_path / "var"))
    idle.folder.create()
    kept = idle.folder.secret("secret-key")
    done = once(idle, "--fresh", "--port", str(idle.port))
    assert done.returncode == 1
    assert "Nothing was deleted" in done.stderr
    assert idle.folder.secret("secret-key") == kept


def test_commands_work_in_the_same_environment(bench: Workbench) -> None:
    assert "[X] 0001_initial" in bench.manage("showmigrations", "sessions")


def test_a_command_without_a_running_database_says_what_to_do(tmp_path: Path) -> None:
    idle = Workbench(local.Folder(tmp_path / "var"))
    command = [sys.executable, "manage.py", "showmigrations"]
    done = subprocess.run(command, env=idle.environment(), cwd=local.ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "start script/server first" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_command_that_needs_no_database_runs_without_one(tmp_path: Path) -> None:
    idle = Workbench(local.Folder(tmp_path / "var"))
    assert "no issues" in idle.manage("check")


def test_any_program_runs_in_that_environment(bench: Workbench) -> None:
    words = ["script/run", "python", "-c", "import os; print(os.environ['DATABASE_URL'])"]
    done = subprocess.run(words, env=bench.environment(), cwd=local.ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == local.environment(bench.folder.path)["DATABASE_URL"]


def test_the_product_has_no_key_to_the_schema(bench: Workbench) -> None:
    for name in ("web", "worker"):
        assert b"DATABASE_OWNER_URL" not in Path(f"/proc/{bench.pid_of(name)}/environ").read_bytes()


@pytest.mark.parametrize("name", ["web", "worker", "broker", "postgres"])
def test_a_killed_program_is_started_again(bench: Workbench, name: str) -> None:
    old = bench.kill(name)
    assert bench.await_new(name, old) != old
    bench.await_ready()


def test_everything_starts_again_after_all_of_it_was_killed(bench: Workbench) -> None:
    mark = bench.folder.files / "kept"
    mark.write_text("still here")
    assert bench.server
    bench.server.kill()
    bench.server.wait()
    for pid in process.of_folder(bench.folder):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    bench.start("--empty")
    bench.await_ready()
    assert mark.read_text() == "still here"


def test_programs_die_with_their_killed_parent(bench: Workbench) -> None:
    assert bench.server
    bench.server.kill()
    bench.server.wait()
    until = time.monotonic() + 20
    while process.of_folder(bench.folder) and time.monotonic() < until:
        time.sleep(0.1)
    assert process.of_folder(bench.folder) == set()
    bench.start("--empty")


def test_a_start_in_an_unchanged_state_does_no_work_twice(bench: Workbench) -> None:
    assert bench.stop() == 0
    bench.start("--empty")
    assert bench.stop() == 0
    bench.start("--empty")
    assert "Bringing database" not in bench.said


def test_stopping_leaves_no_process_behind(bench: Workbench) -> None:
    assert bench.stop() == 0
    assert process.of_folder(bench.folder) == set()
    with pytest.raises(OSError):
        urllib.request.urlopen(f"{bench.url}/healthz", timeout=2)
    bench.start("--empty")
