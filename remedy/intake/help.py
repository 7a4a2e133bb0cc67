"""Where else to turn: outside the company, country by country. Open to everybody, and keeps nothing.

No account, no script, no cookie; no browser keeps the page, and no other site learns where one came from.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hrdd.lib import countries
from remedy import routes
from remedy.intake.language import day_in_words
from remedy.intake.page import page as shown_page
from remedy.intake.page import read_only
from remedy.routes import Country, Route

GROUPS = (
    (gettext_lazy("In danger now"), routes.EMERGENCY),
    (gettext_lazy("Somebody to talk to"), routes.HELPLINES),
    (gettext_lazy("Images of abuse of children, and intimate images"), routes.IMAGES),
    (gettext_lazy("Bodies that protect your rights"), routes.RIGHTS),
    (gettext_lazy("Courts, legal help and trade unions"), routes.JUSTICE),
    (gettext_lazy("Lists of more"), routes.LISTS),
)
KINDS = {
    "emergency": gettext_lazy("Emergency number"),
    "police": gettext_lazy("Police"),
    "ambulance": gettext_lazy("Ambulance"),
    "fire": gettext_lazy("Fire service"),
    "crisis": gettext_lazy("Help in a crisis, also with thoughts of suicide"),
    "children": gettext_lazy("Help for children and young people"),
    "violence": gettext_lazy("Help against violence at home and against women"),
    "abuse_images": gettext_lazy("Where to report images of abuse of children"),
    "removal": gettext_lazy("Where to have intimate images of you taken down"),
    "data_protection": gettext_lazy("Data protection authority"),
    "human_rights": gettext_lazy("Human rights, equality or ombuds institution"),
    "ncp": gettext_lazy("National Contact Point for the OECD Guidelines: complaints about a company"),
    "international": gettext_lazy("International body"),
    "legal": gettext_lazy("Courts, legal advice and legal aid"),
    "union": gettext_lazy("Trade union confederation"),
    "directory": gettext_lazy("List by country"),
}
HOURS = {
    "always": gettext_lazy("Day and night."),
    "part": gettext_lazy("Not day and night: its website says when."),
}


@dataclass(frozen=True)
class Shown:
    """The routes of a country as the partial `_routes.html` shows them."""

    name: str
    groups: list[tuple[str, list[dict[str, object]]]]


def outside(code: str) -> Shown | None:
    """Returns the routes of the country in the reader's language; None when nothing is known of it."""
    country = routes.of_country(code)
    return _shown(country, countries.name(code)) if country else None


def in_short(code: str) -> Shown | None:
    """Returns the same without helplines and lists: who can decide about a company, and whom to call."""
    country = routes.of_country(code)
    if country is None:
        return None
    entries = list(_entries(country, (*routes.JUSTICE, *routes.RIGHTS, *routes.EMERGENCY)))
    return Shown(countries.name(code), [("", entries)])


def everywhere() -> Shown:
    """Returns the routes that are open to people in every country."""
    return _shown(routes.anywhere(), _("Open to people in every country"))


def choices() -> list[tuple[str, str]]:
    """Returns the countries of which something is known, by name as the reader's language spells it."""
    known = {country.code for country in routes.countries()}
    return [(code, name) for code, name in countries.choices() if code in known]


def _shown(country: Country, name: str) -> Shown:
    groups = ((str(title), list(_entries(country, kinds))) for title, kinds in GROUPS)
    return Shown(name, [(title, entries) for title, entries in groups if entries])


def _entries(country: Country, kinds: tuple[str, ...]) -> Iterator[dict[str, object]]:
    for route in country.of(*kinds):
        hours = HOURS.get(route.hours, "")
        yield {"route": route, "kind": KINDS[route.kind], "hours": hours, "looked_at": _looked_at(route)}


def _looked_at(route: Route) -> str:
    """Returns how sure this is, in a sentence."""
    if not route.is_checked:
        return _("Known as of %(year)s, not checked again.") % {"year": route.checked_on}
    day = day_in_words(date.fromisoformat(route.checked_on))
    if not route.dated:
        return _("Looked up on %(day)s in a stored text without a date.") % {"day": day}
    return _("Looked up on %(day)s in a stored text of %(year)s.") % {"day": day, "year": route.dated}


@read_only
def page(request: HttpRequest) -> HttpResponse:
    """Returns where to turn in the country asked for, and what is open to people everywhere."""
    code = request.GET.get("country", "")
    context = {"country": outside(code), "everywhere": everywhere(), "code": code, "choices": choices()}
    return shown_page(request, "help", context)
