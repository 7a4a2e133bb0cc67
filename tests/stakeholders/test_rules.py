"""The rules of the engagement log: who reads what, what consent allows, when people are asked again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholders.confidentiality import ORDER, Level, narrower, readable
from stakeholders.consent import Answer, Said, Use, allows, may_publish, may_quote, may_share
from stakeholders.safety import due_days, is_escalated

TODAY = date(2026, 11, 25)
SAID = st.builds(
    Said, st.sampled_from(Use), st.sampled_from(Answer), st.none() | st.dates(max_value=TODAY + timedelta(9))
)


def test_silence_is_no_consent() -> None:
    assert not any(allows([], use, on=TODAY) for use in Use)


@given(st.lists(SAID))
def test_only_an_own_yes_that_holds_allows_a_use(said: list[Said]) -> None:
    for use in Use:
        own = [one for one in said if one.use is use and one.answer is Answer.GIVEN]
        holds = any(one.expires_on is None or one.expires_on >= TODAY for one in own)
        assert allows(said, use, on=TODAY) is holds


@pytest.mark.parametrize("answer", [Answer.WITHHELD, Answer.WITHDRAWN])
def test_a_no_is_a_no_from_the_moment_it_is_said(answer: Answer) -> None:
    assert not allows([Said(Use.QUOTE, answer)], Use.QUOTE, on=TODAY)


def test_a_yes_holds_through_its_last_day() -> None:
    said = [Said(Use.QUOTE, Answer.GIVEN, TODAY)]
    assert may_quote(said, on=TODAY)
    assert not may_quote(said, on=TODAY + timedelta(1))


def test_one_use_never_stands_for_another() -> None:
    attending = [Said(Use.ATTEND, Answer.GIVEN), Said(Use.RECORD, Answer.GIVEN), Said(Use.NAME, Answer.GIVEN)]
    assert not may_quote(attending, on=TODAY)
    publishing = [Said(Use.PUBLISH, Answer.GIVEN), Said(Use.SHARE, Answer.GIVEN)]
    assert not may_publish(publishing, on=TODAY), "publishing words needs a yes to quoting them, too"
    assert not may_share(publishing, on=TODAY)
    both = [*publishing, Said(Use.QUOTE, Answer.GIVEN)]
    assert may_publish(both, on=TODAY)
    assert may_share(both, on=TODAY)


def test_the_narrower_of_two_levels_decides() -> None:
    for one in Level:
        for other in Level:
            assert narrower(one, other) is ORDER[max(ORDER.index(one), ORDER.index(other))]


def test_sealed_content_is_readable_to_nobody_alone() -> None:
    for internal in (True, False):
        for restricted in (True, False):
            assert Level.SEALED not in readable(internal=internal, restricted=restricted)
    assert readable(internal=False, restricted=False) == {Level.PUBLIC}


def test_people_are_asked_again_after_30_90_and_180_days() -> None:
    assert due_days(date(2026, 1, 1)) == (date(2026, 1, 31), date(2026, 4, 1), date(2026, 6, 30))


def test_a_check_that_is_missed_for_more_than_a_week_escalates() -> None:
    due = date(2026, 1, 31)
    assert not is_escalated(due, done=False, on=due + timedelta(7))
    assert is_escalated(due, done=False, on=due + timedelta(8))
    assert not is_escalated(due, done=True, on=due + timedelta(99))
