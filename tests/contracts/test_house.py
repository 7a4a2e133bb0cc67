"""The rules of the house that no other tool checks."""

import ast
import re

import pytest
from django.template import engines

from tests.contracts.source import PACKAGES, ROOT, files, modules, where

LONGEST = 400
FORBIDDEN_NAMES = {"services", "selectors", "managers", "utils", "helpers", "mixins", "signals"}


def test_no_file_is_longer_than_one_can_read() -> None:
    own = (*PACKAGES, "tests", "templates", "static", "script")
    long = {
        where(path): lines
        for suffix in (".py", ".html", ".css", ".js", ".txt")
        for path in files(*own, suffix=suffix)
        if (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST
    }
    assert long == {}


def test_files_are_named_after_what_is_in_them() -> None:
    bad = [where(path) for path in files(*PACKAGES, suffix=".py") if path.stem in FORBIDDEN_NAMES]
    bad += [where(path) for path in files(*PACKAGES, suffix="") if path.parent.name in FORBIDDEN_NAMES]
    assert bad == []


def test_who_may_what_is_asked_of_the_policy_only() -> None:
    words = {"has_perm", "has_perms", "get_objects_for_user", "get_perms", "assign_perm", "remove_perm"}
    found = [
        where(path, node)
        for path, module in modules()
        if "sharing" not in path.parent.name
        for node in ast.walk(module)
        if (isinstance(node, ast.Name) and node.id in words)
        or (isinstance(node, ast.Attribute) and node.attr in words)
    ]
    assert found == []


def test_roots_are_loaded_through_the_door_only() -> None:
    """`Assessment.objects.get(pk=...)` in a view would pass the policy by."""
    roots = "Assessment|Run|System"
    by_id = re.compile(rf"({roots})\.objects\.(.*\.)?(get|filter)\((pk|id)=")
    short = re.compile(rf"get_object_or_404\(({roots})\b(?!.*visible_to)")
    found = [
        f"{where(path, node)} {ast.unparse(node)[:80]}"
        for path, module in modules()
        if {"views", "api", "files"} & {path.stem, path.parent.name}
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and (by_id.match(ast.unparse(node)) or short.match(ast.unparse(node)))
        and "visible_to" not in ast.unparse(node)
    ]
    assert found == []


def test_nothing_happens_behind_ones_back() -> None:
    """No signals, and no import inside a function but the renderer's, which is heavy."""
    found = []
    for path, module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.ImportFrom) and node.module and ".signals" in node.module:
                found.append(where(path, node))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and "reports" not in path.parts:
                inner = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
                found += [where(path, n) for n in inner if "local" not in path.parts]
    assert found == []


def test_tests_never_commit() -> None:
    """The app role cannot truncate, so a test that commits would leave its rows to the others."""
    word = "transaction" + "=True"
    bad = [where(path) for path in files("tests", suffix=".py") if word in path.read_text(encoding="utf-8")]
    assert [line for line in bad if "journeys" not in line] == []


TEMPLATES = [*files("templates", suffix=".html"), *files("templates", suffix=".txt")]


@pytest.mark.parametrize("path", TEMPLATES, ids=[str(path.relative_to(ROOT)) for path in TEMPLATES])
def test_every_template_compiles(path: object) -> None:
    engines["django"].get_template(str(path).split("/templates/", 1)[1])


def test_every_form_that_posts_carries_its_token() -> None:
    bad = []
    for path in files("templates", suffix=".html"):
        for form in re.findall(r"<form\b.*?</form>", path.read_text(encoding="utf-8"), re.S):
            if re.search(r'method="post"', form, re.I) and "csrf_token" not in form:
                bad.append(where(path))
    assert bad == []


def test_pages_hold_no_style_and_no_script_of_their_own() -> None:
    """The policy of the pages would refuse them; reports are documents of their own."""
    inline = re.compile(
        r"""\sstyle=|\son[a-z]+=["']|<style\b|<script(?![^>]*\ssrc=)[^>]*>|javascript:""", re.I
    )
    bad = [
        where(path)
        for path in files("templates", suffix=".html")
        if inline.search(re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S))
    ]
    assert [line for line in bad if not line.startswith("templates/reports/")] == []


def test_nothing_is_left_for_later_and_nothing_of_a_workshop_is_named() -> None:
    words = ("TO" + "DO", "FIX" + "ME", "/wo" + "rk/")
    own = (*PACKAGES, "tests", "templates", "static", "script", "docs", "fixtures")
    bad = [
        f"{where(path)}: {word}"
        for suffix in (".py", ".html", ".css", ".js", ".txt", ".md", ".json")
        for path in files(*own, suffix=suffix)
        for word in words
        if word in path.read_text(encoding="utf-8")
    ]
    assert bad == []
