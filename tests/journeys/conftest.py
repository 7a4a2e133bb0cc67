"""A browser, people who sign in with it, pictures of what they saw, and the accessibility check."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from hrdd.local import ROOT
from hrdd.local.workbench import Workbench
from tests.journeys.desk import Desk

PICTURES = Path(os.environ.get("ARTIFACTS", ROOT / "test-artifacts")) / "journeys"
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
# Each width once and each scheme once: what fails does so for its width or its colours, never for the pair.
LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((1280, "light"), (360, "dark"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Returns Debian's chromium, or the one that CHROMIUM names."""
    # Playwright keeps an event loop in this process for as long as the browser lives, and Django would
    # refuse its database to every test that comes after.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=CHROMIUM
        )
        yield started
        started.close()


class Visitor:
    """One person at one browser window."""

    def __init__(self, context: BrowserContext, workbench: Workbench, story: str) -> None:
        self.context = context
        self.workbench = workbench
        self.story = story
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._note)

    def _note(self, message: object) -> None:
        if getattr(message, "type", "") in ("error", "warning"):
            self.complaints.append(getattr(message, "text", ""))

    def sign_in(self, email: str) -> None:
        """Signs in as a person would, by typing."""
        self.page.goto(f"{self.workbench.url}/accounts/login/")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password", exact=True).fill(self.workbench.people[email])
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(f"{self.workbench.url}/")

    def status_of(self, path: str) -> int:
        """Returns the status of an address as this person's browser gets it, redirects not followed."""
        return self.context.request.get(f"{self.workbench.url}{path}", max_redirects=0).status

    def picture(self, name: str) -> None:
        """Keeps pictures of the page, wide and light, narrow and dark, and finds no fault with it."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        before = self.page.viewport_size
        for width, scheme in LOOKS:
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            sideways = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert sideways <= 0, f"{name} scrolls sideways by {sideways} px at {width} px"
            self.page.screenshot(path=PICTURES / f"{self.story}-{name}-{width}-{scheme}.png", full_page=True)
            self.no_barriers(f"{name}, {width} px, {scheme}")
        self.page.emulate_media(color_scheme="light")
        if before:
            self.page.set_viewport_size(before)

    def no_barriers(self, where: str) -> None:
        """Fails with what axe-core found on the page as it is now."""
        found = Axe().run(self.page)
        assert found.violations_count == 0, f"{where}: {found.generate_report()}"

    def no_complaints(self) -> None:
        """Fails when the browser refused something, such as a style that the policy forbids."""
        refused = [text for text in self.complaints if re.search("Content.Security.Policy|Refused", text)]
        assert not refused, refused


@pytest.fixture
def visitor(
    browser: Browser, workbench: Workbench, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visitor]]:
    """Returns `visitor(email=None, javascript=True)`: a window of its own, signed in with the e-mail."""
    contexts = []
    story = request.node.name.removeprefix("test_")[:40]

    def open_window(email: str | None = None, *, javascript: bool = True) -> Visitor:
        context = browser.new_context(
            viewport={"width": 1280, "height": 800}, java_script_enabled=javascript, bypass_csp=False
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        person = Visitor(context, workbench, story)
        if email:
            person.sign_in(email)
        return person

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def desk(browser: Browser) -> Iterator[Desk]:
    """Returns a page of our scripts alone; fails when one of them did, or when the policy was broken."""
    context = browser.new_context()
    context.set_default_timeout(5_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Policy" in said.text else None)
    made = Desk(page)
    context.route("**/*", made.serve)
    yield made
    context.close()
    assert complaints == []
