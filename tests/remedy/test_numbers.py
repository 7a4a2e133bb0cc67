"""Numbers of cases: of quarters that have ended, each published once, and moved by nothing afterwards."""

import json
import re
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hrdd.audit.models import Event
from hrdd.audit.recorder import PRODUCT, UNNAMED
from hrdd.lib.codes import check_sign
from hrdd.lib.errors import Refused
from remedy import actions
from remedy.clock import publish_numbers
from remedy.codes import door
from remedy.models import Case, PastCase, Publication
from remedy.numbers import as_csv, as_json, counted, published
from remedy.opened import opened_by_person
from remedy.quarters import after, before, ended, first_day, quarter_of
from tests import factories

NOW = timezone.now()
LAST = before(quarter_of(timezone.localdate(NOW)))
THEN = timezone.make_aware(datetime.combine(first_day(LAST), datetime.min.time())) + timedelta(days=9)


def code_of(digits: str) -> str:
    return digits + check_sign(digits)


def several(channel, number: int, *, at=THEN, **told) -> list[str]:
    codes = [code_of(f"{place:02d}" + "0" * 13) for place in range(number)]
    for code in codes:
        factories.filed(channel, code=code, at=at, **told)
    return codes


def erased(code: str) -> None:
    made = door(code)
    case = Case.objects.get(code_hash=made.code_hash)
    actions.erase_concern(opened=opened_by_person(case, made.pair.private), by=UNNAMED, at=NOW)


@given(st.dates(min_value=first_day("1900-Q1"), max_value=first_day("2200-Q1")))
def test_each_day_lies_in_its_quarter(day) -> None:
    quarter = quarter_of(day)
    assert first_day(quarter) <= day < first_day(after(quarter))
    assert before(after(quarter)) == quarter


def test_a_quarter_that_runs_has_not_ended() -> None:
    assert list(ended(since="2025-Q3", today=first_day("2026-Q2"))) == ["2025-Q3", "2025-Q4", "2026-Q1"]
    assert list(ended(since="2026-Q2", today=first_day("2026-Q2"))) == []


def test_those_that_are_gone_are_counted_with_those_that_are_there(channel, company) -> None:
    codes = several(channel, 6)
    whole = counted(company, LAST)
    assert whole.total == 6
    erased(codes[0])
    assert PastCase.objects.get().quarter == LAST
    assert counted(company, LAST) == whole


def test_few_are_hidden_altogether(channel, company) -> None:
    several(channel, 4)
    assert counted(company, LAST).withheld


def test_what_was_published_never_moves_whoever_raises_or_erases(channel, company, victor) -> None:
    codes = several(channel, 7)
    assert publish_numbers() == 1
    client = Client()
    client.force_login(victor)
    pages = [f"/cases/numbers/{name}" for name in ("", "csv/", "json/")]

    def seen() -> list[str]:
        found = [client.get(page).content.decode() for page in pages]
        return [re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", one) for one in found]

    before_that = seen()
    factories.filed(channel, code=code_of("9" * 15))
    for code in codes[:5]:
        erased(code)
    assert publish_numbers() == 0
    assert seen() == before_that
    assert ",7" in before_that[1]


def test_the_quarter_that_runs_is_not_published(channel, company) -> None:
    several(channel, 6, at=NOW)
    with pytest.raises(Refused):
        actions.publish_numbers(
            company=company, quarter=quarter_of(timezone.localdate(NOW)), by=PRODUCT, at=NOW
        )
    assert publish_numbers() == 1
    assert [table.published.total for table in published(company).tables] == [0]


def test_quarters_that_nobody_published_in_time_are_made_up_for(channel) -> None:
    several(channel, 1, at=THEN - timedelta(days=200))
    assert publish_numbers() >= 3
    assert publish_numbers() == 0
    assert Event.objects.filter(action="numbers of cases published").count() == Publication.objects.count()


def test_page_and_files_say_the_same(channel, company) -> None:
    several(channel, 6)
    publish_numbers()
    data = json.loads(as_json(published(company)))
    [quarter] = data["quarters"]
    assert quarter["quarter"] == LAST
    assert quarter["total"] == 6
    assert quarter["cells"] == [[0, 0, 0, 0, 0], [0, 0, 0, 0, 6]]
    assert LAST.replace("-", " ") in as_csv(published(company)).decode("utf-8-sig")


def test_the_database_keeps_what_was_published(channel) -> None:
    publish_numbers()
    for change in (
        lambda: Publication.objects.update(cells={}), lambda: Publication.objects.all().delete(),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_strangers_find_no_numbers(channel, nina, leila, omar, company) -> None:
    publish_numbers()
    for stranger in (nina, leila, omar):
        client = Client()
        client.force_login(stranger)
        assert client.get(f"/cases/numbers/?company={company.pk}").status_code == 404
