"""What the papers promise exists: links lead somewhere, and every variable is described."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAPERS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("fixtures/**/*.md")]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_every_link_leads_to_a_file(paper: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", paper.read_text("utf-8"))
    assert [link for link in links if not (paper.parent / link).exists()] == []


def test_every_path_the_map_names_exists() -> None:
    named = re.findall(r"`([a-z_]+/[\w./]*)`", (ROOT / "README.md").read_text("utf-8"))
    assert named
    made_when_run = {"var/"}
    assert [name for name in named if name not in made_when_run and not (ROOT / name).exists()] == []


def test_operations_describe_every_variable_the_settings_read() -> None:
    settings = (ROOT / "hrdd" / "settings.py").read_text("utf-8")
    read = set(re.findall(r"(?:required|environ\.get)\(\"([A-Z_]+)\"", settings))
    described = (ROOT / "docs" / "operations.md").read_text("utf-8")
    assert [name for name in sorted(read) if f"`{name}`" not in described] == []
