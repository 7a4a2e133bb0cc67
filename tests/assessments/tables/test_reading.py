"""What a row of a table becomes, and what is said when it cannot become anything."""

import pytest
from pytest_django import DjangoAssertNumQueries

from assessments.models import Assessment
from assessments.tables import FIELDS, NEEDED, Reader, guess, picked

pytestmark = pytest.mark.django_db
ROW = {
    "title": "Cloned voices frighten families",
    "category": "Right to Own Property",
    "nature": "Potential",
    "scale": "3",
    "scale_reason": "Savings are gone.",
    "scope": "unknown",
    "scope_reason": "Nobody has counted.",
    "irremediability": "2.0",
    "irremediability_reason": "Banks return some.",
    "likelihood": "4",
    "primary_right": "property",
    "rights": "privacy; life",
    "groups": "older_persons",
    "involvement": "contributed",
    "delay_makes_irremediable": "yes",
}


def read(assessment: Assessment, **changes: str):
    return Reader(assessment).read(2, ROW | changes)


def test_a_row_becomes_the_risk_a_person_would_have_typed(assessment: Assessment) -> None:
    entry, problems = read(assessment)
    assert problems == []
    assert (entry.category.code, entry.nature) == ("PRO", "potential")
    assert (entry.scale, entry.scope, entry.irremediability, entry.likelihood) == (3, None, 2, 4)
    assert [right.code for right in entry.rights] == ["property", "privacy", "life"]
    assert [group.code for group in entry.groups] == ["older_persons"]
    assert (entry.involvement, entry.delay_makes_irremediable) == ("contributed", True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"category": "Weather"}, "category"),
        ({"category": ""}, "category"),
        ({"nature": "perhaps"}, "nature"),
        ({"scale": ""}, "scale"),
        ({"scale": "7"}, "scale"),
        ({"scope_reason": " "}, "scope_reason"),
        ({"likelihood": ""}, "likelihood"),
        ({"nature": "actual"}, "likelihood"),
        ({"rights": "privacy; no such right"}, "rights"),
        ({"groups": "nobody"}, "groups"),
        ({"involvement": "a bit"}, "involvement"),
        ({"delay_makes_irremediable": "sometimes"}, "delay_makes_irremediable"),
        ({"title": "x" * 501}, "title"),
        ({"title": "a\x00b"}, "title"),
    ],
)
def test_what_is_wrong_is_said_at_its_row_and_field(
    assessment: Assessment, changes: dict[str, str], field: str
) -> None:
    entry, problems = read(assessment, **changes)
    assert entry is None
    assert [(problem.row, problem.field) for problem in problems] == [(2, field)]
    assert problems[0].message


def test_thousands_of_rows_ask_the_database_as_often_as_one(
    assessment: Assessment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        reader = Reader(assessment)
        for number in range(50):
            assert reader.read(number, ROW)[0]


def test_columns_are_recognised_by_their_names() -> None:
    header = ["No", "Risk", "Category", "Actual or potential", "SCALE", "Why this scale", "scope", "Scale"]
    found = guess(header)
    assert found == {"title": 1, "category": 2, "nature": 3, "scale": 4, "scale_reason": 5, "scope": 6}


def test_every_field_recognises_its_own_name() -> None:
    assert guess(list(FIELDS)) == {name: number for number, name in enumerate(FIELDS)}
    assert set(NEEDED) < set(FIELDS)


def test_a_column_beyond_a_short_row_is_empty() -> None:
    assert picked(["a "], {"title": 0, "source": 5}) == {"title": "a"}
