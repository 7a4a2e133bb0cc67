"""Two thousand risks out of a spreadsheet: seen before they are written, then written, or stopped."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.assessments.tables.sheet import row, upload
from tests.journeys.conftest import Visitor

ANALYST = "ines.duarte@torvane.example"
ROWS = 2000


def hand_in(page: Page, kind: str, count: int) -> None:
    """Hands the table in and has every row checked."""
    table = upload([row(number) for number in range(count)], kind=kind)
    page.get_by_label("A table of risks").set_input_files(
        {"name": f"our risks.{kind}", "mimeType": "application/octet-stream", "buffer": table.read()}
    )
    page.get_by_role("button", name="Read this table").click()
    page.get_by_role("button", name="Check every row").click()


def test_a_spreadsheet_becomes_risks_while_its_owner_watches(visitor: Callable[..., Visitor]) -> None:
    ines = visitor(ANALYST)
    page = ines.page
    page.goto(f"{ines.workbench.url}/assessments/")
    page.get_by_role("link", name="Aster Voice").first.click()
    page.get_by_role("navigation", name="This assessment").get_by_role("link", name="Risks").click()
    page.get_by_role("link", name="Bring in risks from a table").click()
    ines.picture("tables")
    hand_in(page, "xlsx", ROWS)
    write = page.get_by_role("button", name=re.compile(f"^Write {ROWS} risks into the register"))
    expect(write).to_be_visible(timeout=60_000)
    ines.picture("checked")
    page.evaluate("window.notReloaded = true")
    write.click()
    expect(page.get_by_text(f"{ROWS} risks are in the register")).to_be_visible(timeout=60_000)
    ines.picture("written")
    page.get_by_role("link", name="See them in their order").click()
    expect(page.get_by_text(re.compile(r"^\s*20\d\d risks, most severe first"))).to_be_visible()
    page.get_by_role("link", name="Bring in risks from a table").click()
    hand_in(page, "csv", ROWS)
    stop = page.get_by_role("button", name="Stop, write nothing")
    thrown_away = page.get_by_role("button", name="Throw this table away")
    stop.or_(thrown_away).first.click()
    expect(page.get_by_text("Cancelled, nothing was written").first).to_be_visible(timeout=60_000)
    ines.no_complaints()
