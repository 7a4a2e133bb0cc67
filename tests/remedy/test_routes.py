"""What is known of the routes outside: complete for every country, and never without its source and day."""

from typing import Any

import pytest

from remedy import routes
from remedy.routes import Country

COUNTRIES = {country.code: country for country in routes.countries()}
GOOD: dict[str, Any] = {
    "kind": "crisis",
    "name": "A line",
    "phone": "116 123",
    "source": "https://example.org/",
    "checked_on": "2025",
    "certainty": routes.KNOWN,
}


def read(**changes: Any) -> Country:
    row = {name: value for name, value in (GOOD | changes).items() if value is not None}
    return routes.read("KE", {"lang": "en", "routes": [row]})


def test_at_least_twenty_countries_on_every_continent_are_known() -> None:
    assert len(COUNTRIES) >= 20
    assert {"KE", "IN", "AU", "BR", "US", "DE", "EG"} <= set(COUNTRIES)


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_country_has_what_a_frightened_person_needs(code: str) -> None:
    country = COUNTRIES[code]
    assert any(route.phone for route in country.of(*routes.EMERGENCY)), "an emergency number"
    assert country.of(*routes.HELPLINES), "a crisis line or helpline"
    assert country.of("data_protection", "human_rights"), "a body that protects rights"
    assert country.of("legal"), "a way to the courts or to legal aid"
    assert country.of("abuse_images") or routes.anywhere().of("abuse_images"), "a hotline for abuse imagery"


@pytest.mark.parametrize(
    "country", [*routes.countries(), routes.anywhere()], ids=lambda country: country.code
)
def test_every_entry_has_its_source_and_day_and_can_be_reached(country: Country) -> None:
    for route in country.routes:
        assert route.source
        assert route.checked_on
        assert route.url or route.phone
        assert len(route.checked_on) == (10 if route.is_checked else 4), route.name


def test_no_entry_stands_twice_in_a_country() -> None:
    for country in routes.countries():
        told = [(route.kind, route.name, route.phone) for route in country.routes]
        assert len(told) == len(set(told)), country.code


def test_what_is_open_everywhere_is_no_country() -> None:
    assert routes.anywhere().code == ""
    assert routes.of_country("anywhere") is None
    assert routes.of_country("ZZ") is None
    assert routes.of_country("KE") is COUNTRIES["KE"]


def test_a_number_is_dialled_without_what_is_there_to_be_read() -> None:
    assert read(phone="1800 55 1800").routes[0].dial == "1800551800"
    assert read(phone="*4141").routes[0].dial == "*4141"
    assert read(phone="#8008").routes[0].dial == "%238008"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": "wizard"}, "no kind is called wizard"),
        ({"source": None}, "source missing"),
        ({"checked_on": None}, "checked_on missing"),
        ({"certainty": "sure"}, "no certainty is called sure"),
        ({"checked_on": "2025-01-01"}, "names the year"),
        ({"certainty": routes.CHECKED}, "names the day"),
        ({"certainty": routes.CHECKED, "checked_on": "2025-13-01"}, "names the day"),
        ({"certainty": routes.CHECKED, "checked_on": "20250101"}, "names the day"),
        ({"dated": "long ago"}, "four digits"),
        ({"phone": None}, "neither an address nor a number"),
        ({"phone": "call us"}, "dialled"),
        ({"url": "http://example.org/"}, "https"),
        ({"url": "javascript:alert(1)"}, "https"),
        ({"hours": "sometimes"}, "no hours are called sometimes"),
        ({"colour": "red"}, "no field is called colour"),
    ],
)
def test_a_wrong_entry_is_refused_and_named(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=r"KE, entry 1 \(A line\)") as refused:
        read(**changes)
    assert told in str(refused.value)


def test_a_file_of_no_country_is_refused() -> None:
    with pytest.raises(ValueError, match="two letters"):
        routes.read("kenya", {"lang": "en", "routes": []})
    with pytest.raises(ValueError, match="nothing else"):
        routes.read("KE", {"lang": "en", "routes": [], "more": 1})
