"""Reports with a file store of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings


@pytest.fixture
def store(settings: LazySettings, tmp_path: Path) -> Iterator[Path]:
    """Returns the folder in which this test's reports are kept."""
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "reports").mkdir()
    yield tmp_path / "reports"
