"""How well people were heard, as a rule: what counts, and that nothing is never all of nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholders.scorecard import Score, is_kept, lead_time, share, share_of_people, used, waited

DAY = date(2026, 11, 25)


def test_nothing_to_count_is_neither_none_nor_all() -> None:
    for empty in (share([]), share_of_people([])):
        assert empty.is_empty
        assert empty.percent is None
        assert empty.days is None


@given(st.lists(st.booleans(), min_size=1))
def test_a_share_is_all_only_when_it_holds_for_all(holds: list[bool]) -> None:
    score = share(holds)
    assert (score.part, score.whole) == (sum(holds), len(holds))
    assert score.percent is not None
    assert 0 <= score.percent <= 100
    if len(holds) < 200:
        assert (score.percent == 100) is all(holds)
        assert (score.percent == 0) is not any(holds)


@pytest.mark.parametrize(("days", "median"), [([3], 3.0), ([1, 9, 4], 4.0), ([1, 2], 1.5)])
def test_the_middle_one_is_told_and_not_the_mean(days: list[int], median: float) -> None:
    assert share([True] * len(days), days).days == median


@pytest.mark.parametrize(
    ("withdrawn", "others", "told"),
    [(2, 20, (None, 22)), (20, 2, (None, 22)), (6, 20, (6, 26)), (0, 20, (0, 20)), (1, 2, (None, None)),
     (7, 0, (7, 7))],
)  # fmt: skip
def test_few_people_are_not_told_apart(
    withdrawn: int, others: int, told: tuple[int | None, int | None]
) -> None:
    score = share_of_people([True] * withdrawn + [False] * others)
    assert (score.part, score.whole) == told
    assert score.is_hidden is (told[0] is None)


def test_people_are_told_before_it_or_not_beforehand() -> None:
    assert lead_time(DAY - timedelta(days=14), DAY) == 14
    assert lead_time(DAY, DAY) == 0
    assert lead_time(DAY + timedelta(days=1), DAY) is None
    assert lead_time(None, DAY) is None


def test_an_answer_at_the_meeting_took_no_days() -> None:
    assert waited(DAY, DAY + timedelta(days=9)) == 9
    assert waited(DAY, DAY - timedelta(days=2)) == 0


@pytest.mark.parametrize(("late", "kept"), [(-3, True), (0, True), (7, True), (8, False), (None, False)])
def test_a_check_is_kept_until_it_would_go_to_those_above(late: int | None, kept: bool) -> None:
    done = None if late is None else DAY + timedelta(days=late)
    assert is_kept(DAY, done) is kept


def test_a_language_counts_once_however_it_is_written() -> None:
    assert used(["Kiswahili", "kiswahili ", "Luo"], ["KISWAHILI"]) == [("Kiswahili", True), ("Luo", False)]


def test_a_hidden_score_has_no_share() -> None:
    assert Score(None, 22).percent is None
