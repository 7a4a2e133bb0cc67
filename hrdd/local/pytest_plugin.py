"""Gives pytest a PostgreSQL and a broker of its own, before Django's settings are read."""

import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from hrdd import local
from hrdd.local.supervisor import services

running = contextlib.ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Starts the services unless both addresses are given; HRDD_TEST_VAR names a folder to be kept."""
    if "DATABASE_URL" in os.environ and "CELERY_BROKER_URL" in os.environ:
        return
    kept = os.environ.get("HRDD_TEST_VAR")
    path = Path(kept or tempfile.mkdtemp(prefix="hrdd-"))
    if not kept:
        running.callback(shutil.rmtree, path, ignore_errors=True)
    try:
        running.enter_context(services(local.Folder(path)))
    except local.Problem as problem:
        running.close()
        sys.exit(str(problem))
    os.environ.update(local.complete(path, {}))


def pytest_unconfigure() -> None:
    """Stops what was started."""
    running.close()
