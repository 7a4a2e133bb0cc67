"""What involvement asks, when it slides, and that it never speaks of severity."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.duties import asks_in_words, duty_in_words, slide_in_words
from assessments.involvement import (
    BEARS_RESPONSIBILITY,
    Ask,
    Factor,
    Involvement,
    Mitigation,
    Slide,
    asks,
    duty,
    slides,
)

KINDS = st.sampled_from(Involvement)
own = st.none() | KINDS
factor = st.none() | st.sampled_from(Factor)
mitigation = st.none() | st.sampled_from(Mitigation)
WORSE = (Factor.NO, Factor.PARTLY, Factor.YES)
WEAKER = (Mitigation.STRONG, Mitigation.FAIR, Mitigation.WEAK, Mitigation.NONE)


@given(own, KINDS)
def test_something_is_always_said_and_nothing_twice(mine: Involvement | None, other: Involvement) -> None:
    found = asks(mine, other)
    assert found
    assert len(set(found)) == len(found)
    assert (Ask.JUDGE_OWN in found) == (mine is None), "nothing follows before one's own part is judged"


@given(KINDS, KINDS)
def test_leverage_is_used_on_those_who_bear_responsibility_and_by_those_of_whom_it_is_asked(
    mine: Involvement, other: Involvement
) -> None:
    expected = duty(mine).leverage and other in BEARS_RESPONSIBILITY
    assert (Ask.USE_LEVERAGE in asks(mine, other)) == expected


@given(KINDS, KINDS)
def test_remedy_is_shared_by_those_who_owe_it_and_supported_by_those_who_do_not(
    mine: Involvement, other: Involvement
) -> None:
    found = asks(mine, other)
    assert not {Ask.SHARE_REMEDY, Ask.SUPPORT_REMEDY} <= set(found)
    if Ask.SHARE_REMEDY in found:
        assert mine in BEARS_RESPONSIBILITY
    if other not in BEARS_RESPONSIBILITY:
        assert not {Ask.SHARE_REMEDY, Ask.SUPPORT_REMEDY, Ask.WEIGH_LEAVING} & set(found)


def test_leaving_is_weighed_where_only_a_relationship_links_us() -> None:
    weighed = [pair for pair in product(Involvement, Involvement) if Ask.WEIGH_LEAVING in asks(*pair)]
    assert weighed == [(Involvement.DIRECTLY_LINKED, other) for other in Involvement
                       if other in BEARS_RESPONSIBILITY]  # fmt: skip


@given(factor, factor, mitigation)
def test_what_is_called_a_contribution_or_a_cause_slides_nowhere(
    enabled: Factor | None, foreseeable: Factor | None, own_mitigation: Mitigation | None
) -> None:
    for kind in (None, *BEARS_RESPONSIBILITY):
        said = {"enabled": enabled, "foreseeable": foreseeable, "mitigation": own_mitigation}
        assert slides(kind, **said) is None


@pytest.mark.parametrize("foreseeable", [Factor.YES, Factor.PARTLY])
@pytest.mark.parametrize("own_mitigation", [Mitigation.NONE, Mitigation.WEAK])
def test_a_link_slides_when_the_harm_could_be_known_and_nothing_that_works_was_done(
    foreseeable: Factor, own_mitigation: Mitigation
) -> None:
    said = {"enabled": Factor.NO, "foreseeable": foreseeable, "mitigation": own_mitigation}
    assert slides(Involvement.DIRECTLY_LINKED, **said) is Slide.FORESEEN
    assert slides(Involvement.NOT_CONNECTED, **said) is None


@given(st.sampled_from(WORSE), st.sampled_from(WORSE), st.sampled_from(WEAKER))
def test_a_worse_answer_never_takes_a_slide_back(
    enabled: Factor, foreseeable: Factor, own_mitigation: Mitigation
) -> None:
    linked = Involvement.DIRECTLY_LINKED
    before = slides(linked, enabled=enabled, foreseeable=foreseeable, mitigation=own_mitigation)
    if before is None:
        return
    for worse in (
        {"enabled": Factor.YES, "foreseeable": foreseeable, "mitigation": own_mitigation},
        {"enabled": enabled, "foreseeable": Factor.YES, "mitigation": own_mitigation},
        {"enabled": enabled, "foreseeable": foreseeable, "mitigation": Mitigation.NONE},
    ):
        assert slides(linked, **worse) is not None


@given(factor, factor, mitigation)
def test_whoever_enabled_a_harm_is_asked_to_look_again_at_a_mere_link(
    enabled: Factor | None, foreseeable: Factor | None, own_mitigation: Mitigation | None
) -> None:
    found = slides(
        Involvement.DIRECTLY_LINKED, enabled=enabled, foreseeable=foreseeable, mitigation=own_mitigation
    )
    assert (found is Slide.ENABLED) == (enabled in (Factor.YES, Factor.PARTLY))


def test_without_answers_nothing_slides() -> None:
    for kind in Involvement:
        assert slides(kind, enabled=None, foreseeable=None, mitigation=None) is None


def test_each_of_it_has_words() -> None:
    for mine, other in product(("", *Involvement), Involvement):
        assert all(asks_in_words(mine, other))
        assert duty_in_words(mine)
    assert asks_in_words("caused", "") == []
    said = {"enabled": "no", "foreseeable": "partly", "mitigation": "weak"}
    assert "slides towards a contribution" in slide_in_words("directly_linked", **said)
    assert slide_in_words("caused", **said) == slide_in_words("", **said) == ""
