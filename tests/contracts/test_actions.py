"""Every write a person causes has one shape: see the docstring of any of the modules of actions."""

import ast
from pathlib import Path

import pytest

from tests.contracts.source import action_modules, modules, where

# Drafts are private to their author and change no risk: see the docstring of their module for why.
NOT_IN_THE_LOG = {"keep_draft", "drop_drafts", "drop_old_drafts"}


def functions() -> list[tuple[Path, ast.FunctionDef]]:
    return [
        (path, node)
        for path, module in action_modules()
        for node in module.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def called(function: ast.FunctionDef) -> set[str]:
    """Returns the names of everything the function calls."""
    return {ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}


FUNCTIONS = functions()
IDS = [f"{where(path)}:{function.name}" for path, function in FUNCTIONS]


def test_there_are_actions() -> None:
    assert len(FUNCTIONS) > 20


@pytest.mark.parametrize(("path", "function"), FUNCTIONS, ids=IDS)
def test_an_action_takes_names_only_and_says_by_whom_and_when(path: Path, function: ast.FunctionDef) -> None:
    given = function.args
    assert not given.args, "arguments by name only"
    assert not given.posonlyargs
    assert not given.vararg
    names = {argument.arg for argument in given.kwonlyargs}
    assert "at" in names
    assert "request" not in names
    # What a person does to herself at the door, and what the clock does, have their actor fixed.
    assert names & {"by", "user", "token", "table", "run_id"}, "by whom?"


@pytest.mark.parametrize(("path", "function"), FUNCTIONS, ids=IDS)
def test_an_action_is_all_or_nothing(path: Path, function: ast.FunctionDef) -> None:
    decorators = {ast.unparse(decorator) for decorator in function.decorator_list}
    assert "transaction.atomic" in decorators


@pytest.mark.parametrize(("path", "function"), FUNCTIONS, ids=IDS)
def test_an_action_is_written_down(path: Path, function: ast.FunctionDef) -> None:
    module = next(module for found, module in action_modules() if found == path)
    inner = {node.name: called(node) for node in module.body if isinstance(node, ast.FunctionDef)}
    actions = {function.name for _path, function in FUNCTIONS}
    reached, waiting = set(), called(function)
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting |= inner.get(name, set()) - reached
    others = {name for name in reached if name.split(".")[-1] in actions and name != function.name}
    if function.name in NOT_IN_THE_LOG:
        assert "record" not in reached, "it would tell others when she hesitated"
        return
    assert "record" in reached or others, "no record() and no other action"


@pytest.mark.parametrize(("path", "function"), FUNCTIONS, ids=IDS)
def test_an_action_says_what_it_returns(path: Path, function: ast.FunctionDef) -> None:
    assert "Returns" in (ast.get_docstring(function) or "")
    assert function.returns is not None


def test_an_action_never_sees_a_request() -> None:
    for path, module in action_modules():
        assert "HttpRequest" not in ast.unparse(module), where(path)


def test_writes_happen_in_actions_only() -> None:
    """Views, forms, API and tasks call actions; only those, the models and the loader touch rows."""
    verbs = {"save", "create", "bulk_create", "update_or_create", "get_or_create", "bulk_update", "delete"}
    # attempts.py and import_attempts.py hold what workers write, saving.py is how actions save; the last four
    # save files, not rows.
    may = {
        "actions.py",
        "attempts.py",
        "import_attempts.py",
        "recorder.py",
        "saving.py",
        "binding.py",
        "documents.py",
        "pictures.py",
        "writing.py",
    }
    found = []
    for path, module in modules():
        if path.name in may or {"actions", "models", "management", "local"} & set(path.parts):
            continue
        for node in ast.walk(module):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            target = ast.unparse(node.func.value)
            if node.func.attr in verbs and not target.startswith(("cache", "default_storage", "storage")):
                found.append(f"{where(path, node)} {ast.unparse(node.func)}")
    assert found == []
