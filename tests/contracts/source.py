"""The product's own source, as the contract tests read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("hrdd", "taxonomy", "assessments", "stakeholders", "remedy")


def files(*folders: str, suffix: str) -> list[Path]:
    """Returns the files below these folders whose name ends so; migrations are Django's, not ours."""
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob(f"*{suffix}")
        if "migrations" not in path.parts and path.is_file()
    )


@cache
def tree(path: Path) -> ast.Module:
    """Returns a file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def modules(name: str = "") -> Iterator[tuple[Path, ast.Module]]:
    """Returns every module of the product with its tree, or those called `name`."""
    for path in files(*PACKAGES, suffix=".py"):
        if not name or path.name == name:
            yield path, tree(path)


def action_modules() -> Iterator[tuple[Path, ast.Module]]:
    """Returns every module of actions: the file `actions.py`, or one of a folder `actions`."""
    for path, module in modules():
        if path.name == "actions.py" or (path.parent.name == "actions" and not path.name.startswith("_")):
            yield path, module


def where(path: Path, node: ast.AST | None = None) -> str:
    """Returns file and line for a message."""
    line = f":{node.lineno}" if node is not None and hasattr(node, "lineno") else ""
    return f"{path.relative_to(ROOT)}{line}"
