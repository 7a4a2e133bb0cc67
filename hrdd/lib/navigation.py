"""The main menu. It names pages of every app by their address names, so that it imports none of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

# Guests come for one assessment; what a company holds altogether is for its own people.
OF_COMPANIES = frozenset({"dashboard:portfolio", "assessments:systems", "assessments:calendar"})
GUESTS = frozenset({"reviewer", "auditor"})
SECTIONS = (
    (_("Home"), "dashboard:home"),
    (_("Portfolio"), "dashboard:portfolio"),
    (_("Systems"), "assessments:systems"),
    (_("Moments"), "assessments:calendar"),
    (_("Assessments"), "assessments:list"),
    (_("Engagements"), "stakeholders:list"),
    (_("Cases"), "remedy:cases"),
    (_("Reports"), "reports:list"),
    (_("Taxonomy"), "taxonomy:index"),
)
# Who reads concerns. What each of them sees there was given to her by name.
OF_HANDLERS = frozenset({"remedy:cases"})
PUBLIC_SECTIONS = ((_("Taxonomy"), "taxonomy:index"),)
ADMINISTRATION = ((_("People"), "accounts:people"), (_("Channel"), "remedy:channels"))
LOG = ((_("History"), "dashboard:history"),)
OWN = ((_("Settings"), "accounts:settings"),)


@dataclass(frozen=True)
class Link:
    """A line of the menu; `current` is "page" on that very page and "true" below it."""

    title: str
    url: str
    current: str


def links(pages: Iterable[tuple[Any, str]], *, path: str) -> list[Link]:
    """Returns the pages that exist, with the one that holds `path` marked."""
    found = []
    for title, name in pages:
        if url := address(name):
            found.append(Link(str(title), url, _current(url, path)))
    return found


def address(name: str, *args: Any) -> str:
    """Returns the address of a page, or nothing when no app has it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def sections(roles: Iterable[str]) -> tuple[tuple[Any, str], ...]:
    """Returns the main pages for someone with these roles."""
    held = set(roles)
    hidden = (frozenset() if held - GUESTS else OF_COMPANIES) | (
        frozenset() if "case_handler" in held else OF_HANDLERS
    )
    return tuple((title, name) for title, name in SECTIONS if name not in hidden)


def below(roles: Iterable[str]) -> tuple[tuple[Any, str], ...]:
    """Returns the pages at the foot of the menu for someone with these roles."""
    held = set(roles)
    people = ADMINISTRATION if "administrator" in held else ()
    return people + (LOG if held & {"administrator", "auditor"} else ()) + OWN


def roles_in_words(memberships: Sequence[Any]) -> str:
    """Returns "Analyst and approver, Torvane AI", one organisation after the other."""
    by_organisation: dict[str, list[str]] = {}
    for membership in memberships:
        by_organisation.setdefault(str(membership.organisation), []).append(membership.get_role_display())
    return "; ".join(f"{_join(roles)}, {organisation}" for organisation, roles in by_organisation.items())


def _join(roles: Sequence[str]) -> str:
    first, *others = roles
    words = [first, *(role[:1].lower() + role[1:] for role in others)]
    if len(words) == 1:
        return first
    return str(_("%(most)s and %(last)s")) % {"most": ", ".join(words[:-1]), "last": words[-1]}


def _current(url: str, path: str) -> str:
    if path == url:
        return "page"
    return "true" if url != "/" and path.startswith(url) else ""
