"""The var folder keeps secrets to itself and never lets two run in it."""

import stat
from pathlib import Path

import pytest

from hrdd import local
from hrdd.local.folder import Folder, Problem


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "var")
    made.create()
    return made


def test_a_secret_stays_the_same_and_is_readable_by_its_owner_alone(folder: Folder) -> None:
    secret = folder.secret("secret-key")
    assert folder.secret("secret-key") == secret
    assert len(secret) >= 50
    files = [path for path in folder.path.rglob("*") if path.is_file()]
    assert files
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)


def test_two_folders_have_different_secrets(folder: Folder, tmp_path: Path) -> None:
    other = Folder(tmp_path / "other")
    other.create()
    assert folder.secret("secret-key") != other.secret("secret-key")
    assert folder.demo_password != other.demo_password


def test_a_second_workbench_in_the_same_folder_is_refused(folder: Folder) -> None:
    with folder.locked(), pytest.raises(Problem, match="already running"), Folder(folder.path).locked():
        pass


def test_sockets_of_a_deep_folder_move_to_a_private_short_one(tmp_path: Path) -> None:
    deep = Folder(tmp_path / ("d" * 120))
    deep.create()
    assert len(str(deep.sockets / ".s.PGSQL.5432.lock")) < 107
    assert stat.S_IMODE(deep.sockets.stat().st_mode) == 0o700
    deep.wipe()
    assert not deep.sockets.exists()


def test_a_socket_folder_open_to_others_is_refused(folder: Folder) -> None:
    folder.sockets.chmod(0o755)
    with pytest.raises(Problem, match="nobody else can open"):
        folder.create()


def test_a_folder_that_was_never_a_workbench_is_not_wiped(tmp_path: Path) -> None:
    treasure = tmp_path / "thesis.txt"
    treasure.write_text("years of work")
    with pytest.raises(Problem, match="left as it is"):
        Folder(tmp_path).wipe()
    assert treasure.exists()


def test_wiping_takes_everything_but_the_lock(folder: Folder) -> None:
    with folder.locked():
        folder.wipe()
    assert [path.name for path in folder.path.iterdir()] == ["lock"]


def test_the_environment_is_complete_and_stays_the_same(folder: Folder) -> None:
    first = local.environment(folder.path)
    assert first == local.environment(folder.path)
    assert {
        "SECRET_KEY",
        "IDENTITY_SECRETS",
        "ALLOWED_HOSTS",
        "BASE_URL",
        "DATABASE_URL",
        "CELERY_BROKER_URL",
    } <= first.keys()
    assert "hrdd_app" in first["DATABASE_URL"]
    assert "hrdd_owner" in first["DATABASE_OWNER_URL"]


def test_a_given_database_and_broker_are_never_mixed_with_the_embedded_ones(folder: Folder) -> None:
    given = {"DATABASE_URL": "postgresql://a@b/c", "CELERY_BROKER_URL": "redis://d/0"}
    completed = local.complete(folder.path, given)
    assert completed["DATABASE_URL"] == "postgresql://a@b/c"
    assert "DATABASE_OWNER_URL" not in completed
    assert "CACHE_URL" not in completed
    assert completed["SECRET_KEY"]
