"""script/server: the whole workbench on one machine, from an empty folder to a printed address."""

import argparse
import contextlib
import hashlib
import json
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import psycopg

from hrdd import local
from hrdd.local.folder import Folder, Problem
from hrdd.local.process import Recipe, require_tools, stop_leftovers
from hrdd.local.supervisor import Stopped, Supervisor, start_services

PEOPLE = local.ROOT / "fixtures" / "demo" / "people.json"
SETTLED = 30


def say(line: str) -> None:
    """Prints a line at once; nobody reading is no reason to stop."""
    with contextlib.suppress(BrokenPipeError):
        print(line, flush=True)


def port_number(text: str) -> int:
    """Returns the number of a port; raises ValueError, as argparse wants it, when there is no such port."""
    if not 1 <= int(text) <= 65535:
        raise ValueError(text)
    return int(text)


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    """Returns the flags of the command line."""
    parser = argparse.ArgumentParser(
        prog="script/server", description="Sets up and runs the workbench on this machine."
    )
    parser.add_argument(
        "--port", type=port_number, default=8000, help="where to listen on this machine (default 8000)"
    )
    parser.add_argument("--empty", action="store_true", help="do not load the demo")
    parser.add_argument("--fresh", action="store_true", help="wipe the var folder first (asks)")
    parser.add_argument("--yes", action="store_true", help="answer the question of --fresh, for scripts")
    return parser.parse_args(argv)


def require_port(port: int) -> None:
    """Raises Problem when somebody else listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            other = f"script/server --port {port % 60000 + 1}"
            raise Problem(f"Port {port} cannot be used ({error.strerror}). Choose another: {other}") from None


def confirm_wipe(folder: Folder, *, yes: bool) -> None:
    """Asks before everything in the var folder goes; raises Problem unless the answer is yes."""
    if yes or not folder.exists:
        return
    try:
        answer = input(
            f"This deletes everything in {folder.path}: database, files, reports. Type yes to go on: "
        )
    except EOFError:
        answer = ""
    if answer.strip().lower() != "yes":
        raise Problem("Nothing was deleted.")


def programs(env: Mapping[str, str], port: int) -> list[Recipe]:
    """Returns the three programs of the product: web, worker and clock."""
    python = sys.executable
    celery = (python, "-m", "celery", "--app", "hrdd")
    web = (
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-ws",
        "--blocking-threads",
        "8",
    )
    work = (
        "--queues",
        "reports,mail,clock,celery",
        "--concurrency",
        "2",
        "--without-gossip",
        "--without-mingle",
    )
    schedule = str(Path(env["FILES_ROOT"]).parent / "run" / "clock-schedule")
    return [
        Recipe(
            name="web",
            argv=(python, "-m", "granian", *web, "--blocking-threads", "8", "hrdd.wsgi:application"),
            env=env,
        ),
        Recipe(
            name="worker",
            argv=(*celery, "worker", "--loglevel", "INFO", *work),
            env=env,
            # With the broker gone at the same moment, any gentler signal leaves it waiting for the broker.
            orphaned=signal.SIGKILL,
            patience=15,
        ),
        Recipe(name="clock", argv=(*celery, "beat", "--schedule", schedule, "--pidfile", ""), env=env),
    ]


def prepare(env: Mapping[str, str], folder: Folder, *, demo: bool) -> Recipe:
    """Returns the program that brings the database and the static files up to date."""
    words = ("--demo",) if demo else ()
    handed = {"DEMO_PASSWORD": folder.demo_password} if demo else {}
    return Recipe(
        name="prepare", argv=(sys.executable, "manage.py", "prepare", *words), env={**env, **handed}
    )


def fingerprint(env: Mapping[str, str], *, demo: bool) -> str:
    """Returns in one word what `prepare` depends on: our files, the packages, the migrations made."""
    digest = hashlib.sha256(repr((demo, sys.version, sys.prefix)).encode())
    for place in (
        "requirements.lock",
        "hrdd",
        "taxonomy",
        "assessments",
        "stakeholders",
        "remedy",
        "fixtures",
        "static",
    ):
        for path in sorted([local.ROOT / place, *(local.ROOT / place).rglob("*")]):
            if path.is_file() and path.suffix != ".pyc":
                found = path.stat()
                digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    with psycopg.connect(env["DATABASE_OWNER_URL"]) as connection:
        if connection.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,):
            return ""
        made = connection.execute("SELECT app, name, applied FROM django_migrations ORDER BY id").fetchall()
    digest.update(repr(made).encode())
    return digest.hexdigest()


def bring_up_to_date(supervisor: Supervisor, env: Mapping[str, str], *, demo: bool, embedded: bool) -> None:
    """Runs `prepare`, unless it ran in this very state before; it takes seconds."""
    note = supervisor.folder.run / "prepared"
    if embedded and note.exists() and note.read_text() == fingerprint(env, demo=demo):
        return
    say("Bringing database and static files up to date ...")
    supervisor.once(prepare(env, supervisor.folder, demo=demo))
    if embedded:
        note.write_text(fingerprint(env, demo=demo))


def demo_people() -> list[dict[str, str]]:
    """Returns the people of the demo, each with role and email."""
    return list(json.loads(PEOPLE.read_text())) if PEOPLE.exists() else []


def people(folder: Folder) -> list[str]:
    """Returns one line for each person of the demo: role, e-mail, password."""
    listed = demo_people()
    width = max((len(person["role"]) for person in listed), default=0)
    longest = max((len(person["email"]) for person in listed), default=0)
    return [f"  {who['role']:{width}}  {who['email']:{longest}}  {folder.demo_password}" for who in listed]


def missing(port: int) -> list[str]:
    """Returns which parts are not ready; ["web"] when nothing answers at all."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
            return []
    except urllib.error.HTTPError as error:
        with contextlib.suppress(ValueError, AttributeError):
            return [part for part, state in json.load(error)["parts"].items() if state != "ok"]
        return ["web"]
    except OSError:
        return ["web"]


def await_ready(supervisor: Supervisor, port: int) -> None:
    """Waits until every part is ready; raises Problem with the end of a log when one is not after a while."""
    until = time.monotonic() + SETTLED
    while parts := missing(port):
        for kept in supervisor.kept:
            if kept.child.poll() is not None:
                raise Problem(f"{kept.child.recipe.name} did not start:\n{kept.child.last_lines()}")
        if time.monotonic() > until:
            logs = "\n".join(
                k.child.last_lines(8) for k in supervisor.kept if k.child.recipe.name in (*parts, "web")
            )
            raise Problem(f"Not ready after {SETTLED} s: {', '.join(parts)}.\n{logs}")
        supervisor.pause(0.1)


def run(flags: argparse.Namespace, folder: Folder, supervisor: Supervisor) -> None:
    """Starts everything in order, prints how to get in, and stays until somebody asks us to stop."""
    begun = time.monotonic()
    folder.create()
    folder.port = flags.port
    given = {name: value for name, value in os.environ.items() if name != "HRDD_VAR"}
    embedded = "DATABASE_URL" not in given
    start_services(supervisor, database=embedded, jobs="CELERY_BROKER_URL" not in given)
    env = {**local.complete(folder.path, given), "HRDD_VAR": str(folder.path), "LC_ALL": "C.UTF-8"}
    bring_up_to_date(supervisor, env, demo=not flags.empty, embedded=embedded)
    # The running product gets no key to the schema.
    web, worker, clock = programs({k: v for k, v in env.items() if k != "DATABASE_OWNER_URL"}, flags.port)
    supervisor.keep(web)
    supervisor.keep(worker)
    await_ready(supervisor, flags.port)
    # Nobody waits for the clock; started with the others it would only take their processor.
    supervisor.keep(clock)
    say(f"\nThe workbench runs at http://localhost:{flags.port} (after {time.monotonic() - begun:.1f} s)")
    if not flags.empty and (lines := people(folder)):
        say("\nPeople of the demo (role, e-mail, password):")
        say("\n".join(lines))
    say(f"\nData and logs: {folder.path}. Ctrl-C stops it.")
    supervisor.stay()


def main(argv: list[str] | None = None) -> int:
    """Runs the workbench until it is stopped; returns the exit status."""
    flags = arguments(argv)
    folder = local.var_folder()
    os.chdir(local.ROOT)
    supervisor = Supervisor(folder, say)
    try:
        require_tools()
        with folder.locked():
            supervisor.listen()
            try:
                stop_leftovers(folder)
                require_port(flags.port)
                if flags.fresh:
                    signal.signal(signal.SIGINT, signal.default_int_handler)
                    confirm_wipe(folder, yes=flags.yes)
                    supervisor.listen()
                    folder.wipe()
                run(flags, folder, supervisor)
            finally:
                supervisor.stop()
    except Problem as problem:
        print(problem, file=sys.stderr, flush=True)
        return 1
    except (Stopped, KeyboardInterrupt):
        pass
    say("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
