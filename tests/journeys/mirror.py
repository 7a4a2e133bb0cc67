"""The pages of a person whose browser runs no script, looked at in a window that runs the checks."""

from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

from tests.journeys.conftest import PICTURES, Visitor

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (320, 360)


class Watched:
    """A person without scripts at a phone: what her browser asked for and was given, and how pages look.

    The checks are scripts, so each of her pages is shown to them in another window, as her browser has it.
    """

    def __init__(self, person: Visitor, glass: Visitor) -> None:
        self.page: Page = person.page
        self.person, self.glass = person, glass
        self.hosts: set[str] = set()
        self.given: list[str] = []
        self.seen = 0
        self.page.set_viewport_size({"width": 360, "height": 740})
        person.context.on("request", lambda request: self.hosts.add(request.url.split("/")[2]))
        person.context.on("response", self._note)

    def _note(self, response: Response) -> None:
        if "set-cookie" in response.headers:
            self.given.append(response.url)

    def nothing_is_kept(self) -> None:
        """Fails when her browser holds a cookie, was given one, or asked another host for anything."""
        assert self.person.context.cookies() == []
        assert self.given == []
        assert self.hosts == {f"localhost:{self.person.workbench.port}"}

    def looks_right(self, name: str) -> None:
        """Fails when the page scrolls sideways, has a barrier in one of its schemes, or left something."""
        self.nothing_is_kept()
        self.seen += 1
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 740})
            sideways = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert sideways <= 0, f"{name} scrolls sideways by {sideways} px at {width} px"
        PICTURES.mkdir(parents=True, exist_ok=True)
        picture = Path(PICTURES, f"{self.person.story}-{self.seen:02}-{name}.png")
        self.page.screenshot(path=picture, full_page=True)
        shown, content = self.glass.page, self.page.content()
        address = f"{self.person.workbench.url}/mirror/"
        shown.route(
            address, lambda route: route.fulfill(body=content, content_type="text/html; charset=utf-8")
        )
        shown.set_viewport_size({"width": 360, "height": 740})
        for scheme in SCHEMES:
            shown.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            shown.goto(address)
            found = Axe().run(shown)
            assert found.violations_count == 0, f"{name}, {scheme}: {found.generate_report()}"
        shown.unroute(address)
