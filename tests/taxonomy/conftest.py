import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

FILES = settings.BASE_DIR / "fixtures" / "taxonomy"

Change = Callable[[str, Callable[[Any], None]], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Returns a copy of the files, to be changed by a test."""
    return Path(shutil.copytree(FILES, tmp_path / "taxonomy"))


@pytest.fixture
def change(folder: Path) -> Change:
    """Returns `change("rights", edit)`: hands what a file of the copy holds to `edit` and writes it back."""

    def changed(name: str, edit: Callable[[Any], None]) -> None:
        path = folder / f"{name}.json"
        data = json.loads(path.read_text("utf-8"))
        edit(data)
        path.write_text(json.dumps(data), "utf-8")

    return changed
