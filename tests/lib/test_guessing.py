"""Guesses are counted per address, for a while, and in the memory of the process alone."""

import pytest
from django.core.cache import cache, caches
from django.http import HttpRequest
from django.test import RequestFactory

from hrdd.lib.guessing import Guesses, network

THREE = Guesses("codes of a test", limit=3, period=60)


def asked(address: str) -> HttpRequest:
    return RequestFactory().get("/", REMOTE_ADDR=address)


def spend(address: str) -> None:
    for _ in range(THREE.limit):
        assert not THREE.is_stopped(asked(address))
        THREE.count(asked(address))


def test_an_address_is_stopped_at_the_limit_and_others_are_not() -> None:
    spend("203.0.113.7")
    assert THREE.is_stopped(asked("203.0.113.7"))
    assert not THREE.is_stopped(asked("203.0.113.8"))


def test_each_kind_of_code_is_counted_by_itself() -> None:
    spend("203.0.113.7")
    assert not Guesses("other codes", limit=3, period=60).is_stopped(asked("203.0.113.7"))


def test_guesses_are_forgotten_after_their_time() -> None:
    short = Guesses("short", limit=1, period=0)
    short.count(asked("203.0.113.7"))
    assert not short.is_stopped(asked("203.0.113.7"))


def test_the_addresses_of_one_household_are_counted_together() -> None:
    spend("2001:db8:1:2::1")
    assert THREE.is_stopped(asked("2001:db8:1:2:ffff::9"))
    assert not THREE.is_stopped(asked("2001:db8:1:3::1"))


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2:3:4:5:6]", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_what_counts_as_one_address(address: str, counted: str) -> None:
    assert network(address) == counted


def test_no_address_is_kept_outside_the_memory_of_the_process() -> None:
    cache.set("before", 1)
    spend("203.0.113.7")
    memory = caches["memory"]
    assert type(memory).__module__ == "django.core.cache.backends.locmem"
    kept = memory._cache  # type: ignore[attr-defined]
    assert len(kept) == 1
    assert "203.0.113.7" not in str(kept)
