"""Small counts stay hidden, whoever adds and subtracts."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hrdd.lib.suppression import MOST_CELLS, Published, publish, publish_line, ranges

# A busy machine is no broken promise.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 60))


def tables(counts: st.SearchStrategy[int] = COUNTS, most: int = 6) -> st.SearchStrategy[list[list[int]]]:
    shapes = st.tuples(st.integers(1, most), st.integers(1, most))
    return shapes.flatmap(
        lambda shape: st.lists(
            st.lists(counts, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
        )
    )


def told(published: Published) -> list[int | None]:
    inner = [count for row in published.cells for count in row]
    return [*inner, *published.row_totals, *published.column_totals, published.total]


def real(cells: list[list[int]]) -> list[int]:
    rows, columns = [sum(row) for row in cells], [sum(column) for column in zip(*cells, strict=True)]
    return [*(count for row in cells for count in row), *rows, *columns, sum(rows)]


def shared_out(total: int, among: int) -> Iterator[tuple[int, ...]]:
    """Yields every way to share a number out among cells."""
    if among < 2:
        yield from [(total,)] if among else [()] if not total else []
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in shared_out(total - first, among - 1))


def possible(published: Published) -> Iterator[list[int]]:
    """Yields every table that agrees with what is shown, found by trying them all."""
    inner, width = [count for row in published.cells for count in row], len(published.cells[0])
    shown = told(published)
    rest = (published.total or 0) - sum(count for count in inner if count is not None)
    for tried in shared_out(rest, inner.count(None)):
        left = iter(tried)
        filled = [next(left) if count is None else count for count in inner]
        whole = real([filled[at : at + width] for at in range(0, len(filled), width)])
        if all(known in (None, count) for known, count in zip(shown, whole, strict=True)):
            yield whole


@patient
@given(tables())
def test_what_is_shown_is_true_and_no_small_count_is_shown(cells: list[list[int]]) -> None:
    for shown, count in zip(told(publish(cells)), real(cells), strict=True):
        assert shown is None or shown == count
        assert not (shown and shown < 5)


@patient
@given(tables())
def test_no_hidden_count_can_be_worked_out(cells: list[list[int]]) -> None:
    for (i, j), (least, largest) in ranges(publish(cells), cells).items():
        whole = [[*row, sum(row)] for row in cells]
        whole.append([sum(column) for column in zip(*whole, strict=True)])
        assert least < largest, "one value alone"
        assert least <= whole[i][j] <= largest
        if 0 < whole[i][j] < 5:
            assert least <= 1, "it may be any number from 1 to 4"
            assert largest >= 4


@patient
@given(
    st.one_of(
        tables(st.integers(0, 4), most=2),
        st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=2, max_size=2),
        st.lists(st.integers(0, 5), min_size=1, max_size=4).map(lambda line: [line]),
    ).filter(lambda cells: 5 <= sum(map(sum, cells)) <= 9)
)
def test_every_hidden_count_has_several_values_in_the_tables_that_agree(cells: list[list[int]]) -> None:
    published = publish(cells)
    values: list[set[int]] = [set() for _ in told(published)]
    for whole in possible(published):
        for seen, count in zip(values, whole, strict=True):
            seen.add(count)
    for shown, seen, count in zip(told(published), values, real(cells), strict=True):
        assert (shown is None) == (len(seen) > 1)
        if 0 < count < 5:
            assert seen >= {1, 2, 3, 4}


@patient
@given(tables())
def test_the_total_of_all_is_shown_or_nothing_is(cells: list[list[int]]) -> None:
    published, total = publish(cells), sum(map(sum, cells))
    assert published.withheld == (0 < total < 5)
    if published.withheld:
        assert set(told(published)) == {None}
    else:
        assert published.total == total


@patient
@given(tables())
def test_an_empty_cell_is_shown_unless_the_table_says_otherwise(cells: list[list[int]]) -> None:
    published = publish(cells)
    hidden = {count for shown, count in zip(told(published), real(cells), strict=True) if shown is None}
    assert 0 not in hidden or published.withheld or published.hides_zero


def test_few_people_in_many_cells_leave_the_totals_that_can_be_shown() -> None:
    published = publish([[1, 0, 1, 0, 2, 1], [0, 1, 1, 1, 0, 2], [1, 1, 0, 0, 1, 0], [2, 0, 1, 2, 1, 1]])
    assert published.hides_zero
    assert published.total == 20
    assert any(count is not None for count in (*published.row_totals, *published.column_totals))


@patient
@given(tables(st.integers(5, 50)))
def test_a_table_without_small_counts_is_shown_whole(cells: list[list[int]]) -> None:
    assert told(publish(cells)) == real(cells)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ([3, 20, 30], [None, None, 30]),
        ([2, 3, 20], [None, None, 20]),
        ([1, 1, 20, 30], [None, None, None, 30]),
        ([0, 7, 9], [0, 7, 9]),
        ([0, 0, 0], [0, 0, 0]),
        ([1, 1, 1, 1, 1], [None] * 5),
        ([4, 0, 1], [None, 0, None]),
        ([3], [None]),
    ],
)
def test_a_lone_or_a_telling_count_takes_the_smallest_other_with_it(
    line: list[int], shown: list[int | None]
) -> None:
    assert list(publish_line(line).line) == shown


def test_a_hidden_cell_takes_others_with_it_in_its_row_and_in_its_column() -> None:
    published = publish([[3, 20, 30], [40, 50, 60], [70, 80, 90]])
    assert published.cells[0].count(None) >= 2
    assert [row[0] for row in published.cells].count(None) >= 2
    assert published.total == 443


def test_few_people_in_many_rows_are_not_told_at_all() -> None:
    rows = [[4, 0], [4, 0], [4, 0]]
    assert not publish(rows, behind=12).withheld
    assert publish(rows, behind=4).withheld
    assert not publish([[0, 0]], behind=0).hides


@pytest.mark.parametrize("odd", [[], [[]], [[1], [1, 2]], [[-1, 6]], [[7] * (MOST_CELLS + 1)]])
def test_what_is_no_table_of_counts_is_refused(odd: list[list[int]]) -> None:
    with pytest.raises(ValueError, match=r"table|below"):
        publish(odd)


def test_a_large_table_is_published_in_a_moment() -> None:
    cells = [[(i * 7 + j * 13) % 11 for j in range(20)] for i in range(20)]
    assert publish(cells).hides
