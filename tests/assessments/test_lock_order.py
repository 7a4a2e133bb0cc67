"""No two writes block each other for good: all of them lock in one order (assessments/actions/_rows.py)."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments import actions as work
from assessments.models import Assessment, Moment, Party, Risk, System, SystemVersion
from hrdd.accounts.models import Organisation
from hrdd.sharing import actions as sharing
from tests import factories
from tests.audit import test_every_action as every

ACTIONS, AT = every.ACTIONS, every.AT
here = every.here

ORDER: dict[Any, int] = {
    Assessment: 1, Risk: 2, Organisation: 3, System: 4, SystemVersion: 5, Party: 5, Moment: 5,
}  # fmt: skip
RANKS = {model._meta.db_table: rank for model, rank in ORDER.items()}
# Nobody's foreign key waits for a moment.
POINTED_TO = {model._meta.db_table for model in ORDER if model is not Moment}
LOCK = re.compile(r'^SELECT .*? FROM "(?P<table>\w+)".* FOR (?P<how>NO KEY UPDATE|UPDATE)', re.DOTALL)


def locks(act: Callable[[], Any]) -> list[tuple[str, str]]:
    """Returns table and kind of each lock the action takes, in that order, each row once."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        act()
    found = {}
    for query in asked.captured_queries:
        if (lock := LOCK.match(query["sql"])) and lock["table"] in RANKS:
            found.setdefault(query["sql"], (lock["table"], lock["how"]))
    return list(found.values())


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_locks_from_the_assessment_down_to_the_system(
    here: SimpleNamespace, action: str
) -> None:
    taken = locks(lambda: ACTIONS[action](here))
    ranks = [RANKS[table] for table, _how in taken]
    assert ranks == sorted(ranks), taken


@pytest.mark.parametrize("action", ACTIONS)
def test_no_action_makes_those_wait_who_only_point_to_a_row(here: SimpleNamespace, action: str) -> None:
    taken = locks(lambda: ACTIONS[action](here))
    assert [table for table, how in taken if table in POINTED_TO and how == "UPDATE"] == []


def test_the_sweep_sees_the_locks(here: SimpleNamespace) -> None:
    """A risk holds its assessment when it gives a new actor a name of the company's."""
    taken = locks(lambda: ACTIONS["involvement judged"](here))
    assert [table for table, _how in taken] == [
        model._meta.db_table for model in (Assessment, Risk, Organisation)
    ]


def test_a_risk_and_next_years_assessment_lock_alike(here: SimpleNamespace) -> None:
    """Each takes the assessment first: the one for its number, the other because it begins from it."""
    begun = locks(
        lambda: work.create_assessment(
            system=here.system, edition=every.edition(here), title="Next", moment="",
            based_on=here.assessment, **here.by,
        )
    )  # fmt: skip
    carried = locks(lambda: ACTIONS["assessment carried over"](here))
    recorded = locks(lambda: ACTIONS["risk recorded"](here))
    first = (Assessment._meta.db_table, "NO KEY UPDATE")
    assert recorded == [first]
    assert [begun[0], carried[0]] == [first, first]
    assert begun[1:] == carried[1:] == [(Organisation._meta.db_table, "NO KEY UPDATE")]


def test_letting_somebody_in_makes_no_risk_wait(here: SimpleNamespace) -> None:
    """A grant points to its assessment, and whoever records a risk holds that one."""
    person = factories.UserFactory.create()
    taken = locks(
        lambda: sharing.give_grant(
            root=here.assessment, person=person, role="reviewer", until=AT + timedelta(9), **here.by
        )
    )
    assert taken == [(Organisation._meta.db_table, "NO KEY UPDATE")]
