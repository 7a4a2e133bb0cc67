"""What pytest needs of the machine: a PostgreSQL and a broker of its own before Django's settings are read,
and, for tests that ask for `workbench`, the whole product in processes of its own."""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hrdd import local
from hrdd.local.supervisor import services
from hrdd.local.workbench import Workbench

running = contextlib.ExitStack()


def folder_for_tests() -> Path:
    """Returns the folder HRDD_TEST_VAR names, to be kept between runs, or a new one that goes afterwards."""
    if kept := os.environ.get("HRDD_TEST_VAR"):
        return Path(kept)
    path = Path(tempfile.mkdtemp(prefix="hrdd-"))
    running.callback(shutil.rmtree, path, ignore_errors=True)
    return path


def have_own_corner(number: str) -> None:
    """Gives one of several processes a cache and files of its own; its database comes from pytest-django."""
    address, _, first = os.environ.get("CACHE_URL", "").rpartition("?db=")
    if address:
        os.environ["CACHE_URL"] = f"{address}?db={int(first) + 1 + int(number)}"
    if files := os.environ.get("FILES_ROOT"):
        os.environ["FILES_ROOT"] = f"{files}-{number}"
        Path(f"{files}-{number}").mkdir(exist_ok=True)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Starts the services, unless both addresses are given: once for all processes that share a run."""
    if process := os.environ.get("PYTEST_XDIST_WORKER"):
        have_own_corner(process.removeprefix("gw"))
        return
    if "DATABASE_URL" in os.environ and "CELERY_BROKER_URL" in os.environ:
        return
    path = folder_for_tests()
    try:
        running.enter_context(services(local.Folder(path)))
    except local.Problem as problem:
        running.close()
        sys.exit(str(problem))
    # Debug, so that pages find their style sheets without collecting them first.
    os.environ.update(local.environment(path) | {"HRDD_DEBUG": "1"})


def pytest_unconfigure() -> None:
    """Stops what was started."""
    running.close()


@pytest.fixture(scope="session")
def workbench() -> Iterator[Workbench]:
    """Returns the running product: script/server's processes with taxonomy and demo, in a new var folder."""
    path = Path(tempfile.mkdtemp(prefix="hrdd-"))
    bench = Workbench(local.Folder(path))
    try:
        bench.start()
        yield bench
    finally:
        bench.stop()
        shutil.rmtree(path, ignore_errors=True)
