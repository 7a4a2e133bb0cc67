"""The local workbench: its own PostgreSQL, broker and processes under one roof. Knows no Django."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from hrdd.local import postgres
from hrdd.local.folder import Folder, Problem

ROOT = Path(__file__).resolve().parents[2]

# Commands that must work before anything runs; every other command is refused without a database.
WITHOUT_DATABASE = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "makemigrations",
    "spectacular",
    "version",
}


def var_folder() -> Folder:
    """Returns the var folder in force: the one HRDD_VAR names, else var/ beside manage.py."""
    return Folder(Path(os.environ.get("HRDD_VAR") or ROOT / "var"))


def environment(var: Path) -> dict[str, str]:
    """Returns every variable the product reads, from what lies in a var folder; missing secrets are made."""
    folder = Folder(var)
    folder.create()
    return {
        "DJANGO_SETTINGS_MODULE": "hrdd.settings",
        "HRDD_LOCAL": "1",
        "SECRET_KEY": folder.secret("secret-key"),
        "IDENTITY_SECRETS": folder.secret("identity-secret"),
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
        "BASE_URL": f"http://localhost:{folder.port}",
        "DATABASE_URL": postgres.url(folder, "hrdd_app"),
        "DATABASE_OWNER_URL": postgres.url(folder, "hrdd_owner"),
        "CELERY_BROKER_URL": f"redis+socket://{quote(str(folder.broker_socket))}",
        "CACHE_URL": f"unix://{quote(str(folder.broker_socket))}?db=1",
        "FILES_ROOT": str(folder.files),
        "STATIC_ROOT": str(folder.static),
        "MAIL_FOLDER": str(folder.mail),
    }


def complete(var: Path, given: Mapping[str, str]) -> dict[str, str]:
    """Returns `given` with the gaps filled from the var folder; never mixes the keys of two servers."""
    derived = environment(var)
    if "DATABASE_URL" in given:
        derived.pop("DATABASE_OWNER_URL")
    if "CELERY_BROKER_URL" in given:
        derived.pop("CACHE_URL")
    return derived | dict(given)


def apply(command: str) -> None:
    """Gives a manage.py command its environment; raises Problem when the database is not running."""
    folder = var_folder()
    # A secret key in the environment means somebody else, such as a container, has set the whole of it. A
    # database without one is a set-up half done: settings.py says what is missing.
    if "SECRET_KEY" in os.environ or ("DATABASE_URL" in os.environ and not folder.exists):
        return
    embedded = "DATABASE_URL" not in os.environ
    os.environ.update(complete(folder.path, os.environ))
    if embedded and command not in WITHOUT_DATABASE and not postgres.answers(folder):
        raise Problem(
            "The embedded database is not running: start script/server first (or set DATABASE_URL)."
        )


__all__ = ["ROOT", "Folder", "Problem", "apply", "complete", "environment", "var_folder"]
