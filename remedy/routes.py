"""Where a person can turn outside the company, by country. Read from fixtures/remedy/routes/. No Django.

A wrong number does harm. So every entry says where it is known from and when that was looked at, and a file
with an entry that does not is not read at all.
"""

import json
import re
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "remedy" / "routes"
ANYWHERE = "anywhere"

EMERGENCY = ("emergency", "police", "ambulance", "fire")
HELPLINES = ("crisis", "children", "violence")
IMAGES = ("abuse_images", "removal")
RIGHTS = ("data_protection", "human_rights", "ncp", "international")
JUSTICE = ("legal", "union")
LISTS = ("directory",)
KINDS = (*EMERGENCY, *HELPLINES, *IMAGES, *RIGHTS, *JUSTICE, *LISTS)

CHECKED = "checked in stored text"
KNOWN = "known, not checked again"
HOURS = ("always", "part")

_NEEDED = ("kind", "name", "source", "checked_on", "certainty")
_PHONE = re.compile(r"[*#]?[0-9]+([ -][0-9]+)*")
_YEAR = re.compile(r"20[0-9]{2}")


@dataclass(frozen=True)
class Route:
    """One body or line: what it is for, how it is reached, and how we know."""

    kind: str
    name: str
    source: str
    checked_on: str
    certainty: str
    english: str = ""
    lang: str = "en"
    url: str = ""
    phone: str = ""
    hours: str = ""
    languages: tuple[str, ...] = ()
    dated: str = ""

    @property
    def is_checked(self) -> bool:
        """Returns whether it was looked up in stored text, and not only known."""
        return self.certainty == CHECKED

    @property
    def dial(self) -> str:
        """Returns what follows "tel:": the number without what is only there to be read."""
        return re.sub(r"[ -]", "", self.phone).replace("#", "%23")


@dataclass(frozen=True)
class Country:
    """All routes of one country, in the order of its file; `anywhere()` has no code."""

    code: str
    routes: tuple[Route, ...]

    def of(self, *kinds: str) -> list[Route]:
        """Returns its routes of these kinds, in the order of the kinds."""
        return [route for kind in kinds for route in self.routes if route.kind == kind]


def of_country(code: str) -> Country | None:
    """Returns the country with these two capital letters, or None when nothing is known of it."""
    return _all().get(code) if code != ANYWHERE else None


def countries() -> list[Country]:
    """Returns every country of which something is known, by code."""
    return [country for name, country in sorted(_all().items()) if name != ANYWHERE]


def anywhere() -> Country:
    """Returns what is open to people in every country."""
    return _all()[ANYWHERE]


@cache
def _all() -> dict[str, Country]:
    return {path.stem: read(path.stem, json.loads(path.read_text("utf-8"))) for path in FOLDER.glob("*.json")}


def read(name: str, told: Any) -> Country:
    """Returns the country that the content of its file describes; raises ValueError naming what is wrong."""
    if name != ANYWHERE and not re.fullmatch(r"[A-Z]{2}", name):
        raise ValueError(f"{name}: a file is called by the two letters of its country.")
    if set(told) != {"lang", "routes"}:
        raise ValueError(f"{name}: a file has lang and routes, and nothing else.")
    routes = tuple(
        _route(name, place, told["lang"], row) for place, row in enumerate(told["routes"], start=1)
    )
    return Country("" if name == ANYWHERE else name, routes)


def _route(country: str, place: int, lang: str, row: dict[str, Any]) -> Route:
    where = f"{country}, entry {place} ({row.get('name', 'without a name')})"
    if unknown := set(row) - {field.name for field in fields(Route)}:
        raise ValueError(f"{where}: no field is called {', '.join(sorted(unknown))}.")
    if missing := [name for name in _NEEDED if not row.get(name)]:
        raise ValueError(f"{where}: {', '.join(missing)} missing.")
    route = Route(**{"lang": lang, **row, "languages": tuple(row.get("languages", ()))})
    if wrong := _wrong(route):
        raise ValueError(f"{where}: {wrong}")
    return route


def _wrong(route: Route) -> str:
    """Returns what is wrong with the route, in a sentence; nothing when it may be shown."""
    rules = {
        f"no kind is called {route.kind}.": route.kind not in KINDS,
        "it has neither an address nor a number.": not (route.url or route.phone),
        "an address begins with https://.": bool(route.url) and not route.url.startswith("https://"),
        "the number is not one that can be dialled.": bool(route.phone) and not _PHONE.fullmatch(route.phone),
        f"no hours are called {route.hours}.": bool(route.hours) and route.hours not in HOURS,
        f"no certainty is called {route.certainty}.": route.certainty not in (CHECKED, KNOWN),
        "what was checked names the day it was.": route.is_checked and not _is_day(route.checked_on),
        "the year of the text is four digits.": bool(route.dated) and not _YEAR.fullmatch(route.dated),
        "what is only known names the year it is known of.": route.certainty == KNOWN
        and not _YEAR.fullmatch(route.checked_on),
    }
    return next((sentence for sentence, is_so in rules.items() if is_so), "")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
