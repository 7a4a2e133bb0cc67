"""Every kind of page, as the people who use it see it: no barrier, nothing sideways, policy kept."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import Visitor
from tests.journeys.test_light_pages import address_of

ANALYST, ADMINISTRATOR = "ines.duarte@torvane.example", "ada.kimani@torvane.example"
LEAD = "elsa.moreno@torvane.example"
REVIEWER, AUDITOR = "leila.haddad@lantern.example", "omar.siddiq@ferro.example"


@pytest.mark.parametrize(
    ("email", "pages"),
    [
        (None, ["/", "/accounts/login/", "/accounts/password/reset/", "/no/such/page/"]),
        (None, ["/taxonomy/", "/taxonomy/categories/CHI/", "/taxonomy/rights/", "/taxonomy/search/?q=voice"]),
        (None, ["/taxonomy/groups/", "/taxonomy/frameworks/", "/taxonomy/frameworks/ungp/"]),
        (
            ANALYST,
            ["register", "risk", "risk:edit/", "order", "overview", "details", "reports", "/settings/"],
        ),
        (ANALYST, ["/systems/", "/systems/new/", "/moments/"]),
        (ANALYST, ["/portfolio/", "/portfolio/risks/", "/portfolio/measures/"]),
        (ADMINISTRATOR, ["/people/", "/history/", "history", "/"]),
        (REVIEWER, ["/", "risk", "risk:rating/", "/reports/"]),
        (AUDITOR, ["/", "register", "reports", "history"]),
        (None, ["/consent/"]),
        (None, ["/raise/help/", "/raise/help/?country=JP", "/raise/help/?country=EG&language=ar"]),
        (LEAD, ["/", "/engagements/", "/engagements/new/", "/engagements/calendar/", "/past-engagements/"]),
        (
            LEAD,
            ["/stakeholders/", "/stakeholders/new/", "/stakeholders/statistics/", "/stakeholders/support/"],
        ),
        (LEAD, ["/initiatives/", "/initiatives/new/", "engagement", "engagement/scorecard", "risk:voices/"]),
        (LEAD, ["talk:", "talk:steps/before/", "talk:participants/", "talk:consents/", "talk:follow-ups/"]),
        (LEAD, ["talk:inputs/", "talk:requests/", "talk:feedback/", "talk:attachments/", "talk:retention/"]),
    ],
)
def test_no_page_has_a_barrier(visitor: Callable[..., Visitor], email: str | None, pages: list[str]) -> None:
    person = visitor(email)
    for name in pages:
        person.page.set_viewport_size({"width": 1280, "height": 800})
        person.page.goto(f"{person.workbench.url}{whole(person, name)}")
        person.picture(f"{(email or 'visitor').split('.')[0]}{name}".replace("/", "-").replace("?", "-"))
    person.no_complaints()


def whole(person: Visitor, name: str) -> str:
    """Returns the address of a page that is named by its part of the first assessment in her list."""
    if name.startswith("/"):
        return name
    if name.startswith(("risk", "talk")):
        return address_of(person, name[:4]) + name.partition(":")[2]
    root = address_of(person, "register").removesuffix("risks/")
    return root + {"register": "risks/", "overview": ""}.get(name, f"{name}/")
