"""A slow line and an old phone: what a first visit costs."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import Visitor

LIMIT = 100_000
WEIGHT = """() => performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
    .reduce((sum, entry) => sum + entry.transferSize, 0)"""
HOSTS = (
    """() => [...new Set(performance.getEntriesByType('resource').map(entry => new URL(entry.name).host))]"""
)


@pytest.mark.parametrize(
    ("email", "path"),
    [
        (None, "/"),
        (None, "/accounts/login/"),
        (None, "/taxonomy/"),
        (None, "/taxonomy/categories/PHY/"),
        (None, "/raise/help/?country=DE"),
        ("leila.haddad@lantern.example", "/"),
        ("leila.haddad@lantern.example", "register"),
        ("leila.haddad@lantern.example", "risk"),
    ],
)
def test_a_first_load_is_light_and_asks_nobody_else(
    visitor: Callable[..., Visitor], email: str | None, path: str
) -> None:
    person = visitor(email)
    if not path.startswith("/"):
        path = address_of(person, path)
    fresh = person.context.new_page()
    # Nothing from an earlier visit: a first load is what is measured.
    person.context.new_cdp_session(fresh).send("Network.setCacheDisabled", {"cacheDisabled": True})
    fresh.goto(f"{person.workbench.url}{path}", wait_until="networkidle")
    weight = fresh.evaluate(WEIGHT)
    assert 0 < weight < LIMIT, weight
    assert set(fresh.evaluate(HOSTS)) <= {f"localhost:{person.workbench.port}"}


def address_of(person: Visitor, name: str) -> str:
    """Returns the address of the first assessment's register, of its gravest risk, or of the last talk."""
    page = person.page
    page.goto(f"{person.workbench.url}/{'engagements' if name == 'talk' else 'assessments'}/")
    page.get_by_role("rowheader").get_by_role("link").first.click()
    if name == "talk":
        page.wait_for_url("**/engagements/*-*/")
    elif name == "risk":
        page.locator(".register__title").first.click()
    else:
        page.get_by_role("link", name="Risks", exact=True).click()
    page.wait_for_load_state()
    return page.url.removeprefix(person.workbench.url)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_of_the_channel_is_lighter_still(visitor: Callable[..., Visitor], language: str) -> None:
    """The whole of the channel: half of what other pages may weigh, with style and icon, for each page."""
    person = visitor()
    page, base = person.page, f"{person.workbench.url}/raise"
    person.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    weights = {}

    def weigh(name: str) -> None:
        page.wait_for_load_state("networkidle")
        weights[name] = page.evaluate(WEIGHT)
        assert set(page.evaluate(HOSTS)) <= {f"localhost:{person.workbench.port}"}

    for at in ("", "torvane/", "inbox/", "proof/", "help/?country=DE"):
        page.goto(f"{base}/{at}{'&' if '?' in at else '?'}language={language}&all=1")
        weigh(at)
    page.goto(f"{base}/torvane/?language={language}")
    page.locator("[name=what]").fill("It spoke in my voice.")
    page.locator("button[name=next]").click()
    weigh("second")
    page.locator("[name=country]").select_option("DE")
    page.locator("button[name=next]").click()
    weigh("third")
    page.locator("[name=anonymity][value=anonymous]").check()
    page.locator("button[name=next]").click()
    weigh("receipt")
    page.locator("main form button").first.click()
    weigh("her page")
    page.locator("button[formaction$='/anonymity/']").click()
    weigh("anonymity")
    assert all(0 < weight < LIMIT / 2 for weight in weights.values()), weights
