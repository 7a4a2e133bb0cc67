"""Events in plain words."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from hrdd.audit.models import Event
from hrdd.audit.presenters import PHRASES, Change, line
from tests.contracts.source import PACKAGES


def event(action: str, **changes: object) -> Event:
    return Event(
        at=timezone.now(), actor_label="Ines Duarte", action=action, target_label="R-3 Letters come back",
        changes=changes,
    )  # fmt: skip


def test_one_short_change_is_said_in_the_sentence() -> None:
    told = line(event("risk changed", scale=[3, 4]))
    assert told.sentence == "Ines Duarte changed scale from 3 to 4 on R-3 Letters come back"
    assert told.changes == []


def test_an_unknown_grade_is_called_unknown() -> None:
    told = line(event("risk changed", scope=[None, 4]))
    assert told.sentence == "Ines Duarte changed scope from unknown to 4 on R-3 Letters come back"


def test_several_changes_are_listed_below() -> None:
    told = line(event("risk changed", scale=[3, 4], groups=[[], ["children", "journalists"]]))
    assert told.sentence == "Ines Duarte changed R-3 Letters come back"
    assert told.changes == [Change("scale", "3", "4"), Change("groups", "nothing", "children, journalists")]


def test_a_long_text_is_cut() -> None:
    [change] = line(event("risk changed", description=["", "word " * 1000])).changes
    assert change.before == "nothing"
    assert len(change.after) < 410


def test_moments_are_written_as_people_write_them() -> None:
    [change] = line(event("access given", until="2027-01-23T23:59:59+00:00")).changes
    assert change.after == "23 January 2027, 23:59"


def test_an_action_nobody_worded_is_still_told() -> None:
    assert line(event("moon painted")).sentence == "Ines Duarte: moon painted, R-3 Letters come back"


def returned(module: ast.Module, call: ast.Call) -> ast.Module:
    """Returns what a function of the module may return, where an action is named by one."""
    [function] = [
        node
        for node in module.body
        if isinstance(node, ast.FunctionDef) and node.name == getattr(call.func, "id", "")
    ]
    texts = [
        n.value if isinstance(n.value, ast.Constant) else ast.List(n.value.value.values)  # type: ignore[union-attr]
        for n in ast.walk(function)
        if isinstance(n, ast.Return)
    ]
    return ast.Module([ast.Expr(text) for text in texts], [])


def _records(call: ast.Call) -> bool:
    """Returns whether this is record(), or a helper of actions that hands its `action` on to it."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    return name.startswith(("record", "_")) and any(k.arg == "action" for k in call.keywords)


def recorded_actions() -> set[str]:
    """Returns every text that is given to record() as action, anywhere in the product."""
    found = set()
    for package in PACKAGES:
        for path in Path(settings.BASE_DIR, package).rglob("*.py"):
            module = ast.parse(path.read_text())
            for call in ast.walk(module):
                if isinstance(call, ast.Call) and _records(call):
                    [action] = [k.value for k in call.keywords if k.arg == "action"]
                    said = action if not isinstance(action, ast.Call) else returned(module, action)
                    found |= {n.value for n in ast.walk(said) if isinstance(n, ast.Constant)}
    return {text for text in found if isinstance(text, str)}


def test_every_action_has_its_words_and_no_words_are_left_over() -> None:
    assert recorded_actions() == set(PHRASES)


@pytest.mark.parametrize("action", sorted(PHRASES))
def test_every_phrase_can_be_said(action: str) -> None:
    assert "%(" not in line(event(action)).sentence
