"""A file store of its own for each test."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.CLAMAV_URL = ""
    return tmp_path / "files"


@pytest.fixture
def stored(store: Path) -> Callable[[], list[Path]]:
    """Returns `stored()`: every file in the store now."""
    return lambda: [path for path in store.rglob("*") if path.is_file()]
