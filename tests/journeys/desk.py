"""A small page with our scripts and our policy, whose server is the test itself: no product, no database."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from playwright.sync_api import Page, Route

from hrdd.local import ROOT

HOME = "http://workbench.test/"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'"
SCRIPTS = "".join(
    f'<script src="/{path.name}" defer></script>' for path in sorted((ROOT / "static/js").glob("*.js"))
)


@dataclass
class Desk:
    """One page, what its server answers, and what was sent to it."""

    page: Page
    posts: list[dict[str, list[str]]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    held: list[Route] = field(default_factory=list)
    holds: bool = False

    def serve(self, route: Route) -> None:
        """Answers as the server would; posts with the next answer given, "saved" when none is."""
        path = route.request.url.removeprefix(HOME)
        if path.endswith(".js"):
            route.fulfill(path=ROOT / "static/js" / path, content_type="text/javascript")
        elif path == "autosave":
            self.posts.append(parse_qs(route.request.post_data or "", keep_blank_values=True))
            self.headers.append(route.request.headers)
            if self.holds:
                self.held.append(route)
            else:
                self.answer(route)
        else:
            route.fulfill(body=f"<title>{path}</title>", content_type="text/html")

    def answer(self, route: Route) -> None:
        """Gives the next answer."""
        wanted = self.answers.pop(0) if self.answers else saved()
        if wanted.get("abort"):
            route.abort()
        else:
            route.fulfill(**wanted)

    def open(self, body: str, attributes: str = "") -> Page:
        """Opens a page with this body, our policy and our scripts."""
        html = f'<!DOCTYPE html><html lang="en"><title>t</title>{SCRIPTS}<body {attributes}>{body}'
        headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html"}
        self.page.route(HOME, lambda route: route.fulfill(body=html, headers=headers))
        self.page.goto(HOME)
        return self.page

    def wait(self, milliseconds: int = 1_500) -> None:
        """Lets time pass on the page's clock, and answers arrive."""
        self.page.clock.run_for(milliseconds)
        self.page.wait_for_timeout(60)


def saved(time: str = "14:03") -> dict[str, Any]:
    return {"json": {"saved_at": time, "draft": "0198"}}
