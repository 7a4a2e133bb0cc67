"""The coverage grid as a rule: what stands before what, and what the minimum lacks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholders.grid import CellState, Concern, Grid, Happening, Row, Silence, grid

DAY = date(2026, 11, 25)
STAGES = ("plan", "deploy", "retire")
FAMILIES = Row("f", "Families", True, frozenset({"group children", "right privacy"}))
EXPERTS = Row("e", "Experts", False, frozenset({"group children"}))


def state(found: Grid, group: int, stage: str) -> CellState:
    return found.lines[group].cells[STAGES.index(stage)].state


def test_done_stands_before_planned_and_planned_before_a_reason() -> None:
    found = grid(
        [FAMILIES, EXPERTS],
        STAGES,
        done=[Happening("f", "plan", DAY, "E-1")],
        planned=[Happening("f", "plan", DAY), Happening("f", "deploy", DAY)],
        silences=[Silence("f", "deploy", "No."), Silence("f", "retire", "Nobody uses it then.")],
    )
    assert [state(found, 0, stage) for stage in STAGES] == ["done", "planned", "not_sought"]
    assert [state(found, 1, stage) for stage in STAGES] == ["missing"] * 3
    assert found.counts == {"done": 1, "planned": 1, "not_sought": 1, "missing": 3}


def test_one_engagement_stands_once_in_its_cell() -> None:
    twice = [Happening("f", "plan", DAY, "E-1")] * 2
    assert len(grid([FAMILIES], STAGES, done=twice).lines[0].cells[0].done) == 1


@pytest.mark.parametrize(
    ("concern", "lacks"),
    [
        (Concern("R-1", 5, frozenset({"group children"})), False),
        (Concern("R-1", 4, frozenset({"right privacy"})), False),
        (Concern("R-1", 5, frozenset({"group journalists", "right property"})), True),
        (Concern("R-1", 5, frozenset({"group journalists"}), heard=True), False),
        (Concern("R-1", 3, frozenset({"group journalists"})), False),
        (Concern("R-1", 5), False),
    ],
)
def test_a_grave_risk_asks_for_rights_holders_who_share_a_group_or_a_right(
    concern: Concern, lacks: bool
) -> None:
    planned = [Happening("f", "deploy", DAY)]
    found = grid([FAMILIES, EXPERTS], STAGES, planned=planned, concerns=[concern])
    assert (found.lacking == ("R-1",)) is lacks


def test_others_never_meet_the_minimum_and_neither_does_a_reason() -> None:
    risk = Concern("R-1", 5, frozenset({"group children"}))
    experts = grid([FAMILIES, EXPERTS], STAGES, done=[Happening("e", "deploy", DAY, "E-1")], concerns=[risk])
    assert experts.lacking == ("R-1",)
    silent = grid([FAMILIES], STAGES, silences=[Silence("f", "deploy", "Too far.")], concerns=[risk])
    assert silent.lacking == ("R-1",)
    assert grid([], STAGES, concerns=[Concern("R-2", 4)]).lacking == ("R-2",), "nobody at all was asked"


@given(
    st.lists(st.sampled_from(("f", "e")), unique=True),
    st.lists(st.builds(Happening, st.sampled_from(("f", "e", "x")), st.sampled_from(STAGES))),
    st.lists(st.builds(Silence, st.sampled_from(("f", "e")), st.sampled_from(STAGES), st.just("Why."))),
)
def test_every_group_has_a_cell_at_every_stage_and_more_heard_never_lacks_more(
    keys: list[str], happened: list[Happening], silences: list[Silence]
) -> None:
    rows = [{"f": FAMILIES, "e": EXPERTS}[key] for key in keys]
    risk = [Concern("R-1", 5, frozenset({"group children"}))]
    found = grid(rows, STAGES, done=happened, silences=silences, concerns=risk)
    assert [len(line.cells) for line in found.lines] == [len(STAGES)] * len(rows)
    assert sum(found.counts.values()) == len(rows) * len(STAGES)
    assert set(found.lacking) <= set(grid(rows, STAGES, silences=silences, concerns=risk).lacking)
