"""The numbers behind the drawings."""

from hrdd.lib.drawings import BandRow, Cell, SlopeRisk, shorten, slope


def test_a_row_of_the_profile_adds_up_its_cells() -> None:
    assert BandRow(5, [Cell(count=2), Cell(), Cell(count=1)]).total == 3


def test_the_chart_tells_the_risk_that_falls_furthest_and_draws_it_last() -> None:
    chart = slope(
        [SlopeRisk("R-1", "One", 1, 3), SlopeRisk("R-2", "Two", 2, 1), SlopeRisk("R-3", "Three", 3, 2)]
    )
    assert [line.risk.code for line in chart.lines] == ["R-2", "R-3", "R-1"]
    assert [line.told for line in chart.lines] == [False, False, True]
    assert (chart.lines[-1].y1, chart.lines[-1].y2) == (42, 94)
    assert chart.height > 94


def test_the_chart_tells_nothing_when_both_orders_agree() -> None:
    assert not any(line.told for line in slope([SlopeRisk("R-1", "One", 1, 1)]).lines)


def test_no_risks_no_lines() -> None:
    assert slope([]).lines == []


def test_long_titles_are_cut_at_a_word() -> None:
    assert shorten("Weapons") == "Weapons"
    assert shorten("Companion mode and adolescents") == "Companion mode…"
