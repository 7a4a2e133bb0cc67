"""Someone who has never seen the workbench takes an assessment from its first page to its submission.

She types no address and knows no code: she presses what she can read.
"""

import re
from collections.abc import Callable
from uuid import uuid4

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Visitor

ANALYST = "ines.duarte@torvane.example"


def test_a_newcomer_gets_from_a_new_assessment_to_a_submission(visitor: Callable[..., Visitor]) -> None:
    ines = visitor(ANALYST)
    new_assessment(ines.page)
    start_with_the_list(ines.page)
    rate_the_first(ines.page)
    learn_what_is_missing(ines)
    close_every_blank_category(ines)
    name_the_version(ines.page)
    tab(ines.page, "Coverage")
    close_a_right(ines.page)
    submit(ines)
    ines.no_complaints()


def press(place: Page | Locator, name: str | re.Pattern[str]) -> None:
    """Presses the link or button that reads so."""
    place.get_by_role("link", name=name).or_(place.get_by_role("button", name=name)).first.click()


def tab(page: Page, name: str) -> None:
    """Opens a part of the assessment."""
    press(page.get_by_role("navigation", name="This assessment"), name)


def new_assessment(page: Page) -> None:
    press(page, "New assessment")
    page.get_by_label("Title").fill("Wren, before it answers in schools")
    page.get_by_label("Name of the new system").fill(f"Wren {uuid4()}")
    press(page, "Open the assessment")


def start_with_the_list(page: Page) -> None:
    """Takes the first three risks of the list for this kind of system."""
    press(page, re.compile(r"^Start with the list for"))
    for box in page.get_by_role("checkbox").all()[3:]:
        box.uncheck()
    press(page, "Start the ticked ones")
    expect(page.get_by_role("heading", name="3 risks, most severe first")).to_be_visible()


def rate_the_first(page: Page) -> None:
    """Opens the first risk, says how severe it is and how the company is involved."""
    title = page.get_by_role("rowheader").get_by_role("link").first
    named = title.inner_text()
    title.click()
    press(page, "Change this risk")
    page.get_by_label("What happens").fill("Pupils are told false things and act on them.")
    for measure, step in (("Scale", 4), ("Scope", 3), ("Irremediability", 3), ("Likelihood", 4)):
        rubric = page.get_by_role("group", name=re.compile(f"^{measure}"))
        rubric.get_by_role("radio", name=re.compile(f"^{step} ")).check()
        rubric.get_by_role("textbox").fill("Three schools of the trial told us so.")
    page.get_by_role("radio", name=re.compile("contributed", re.IGNORECASE)).check()
    press(page, "Save risk")
    expect(page.get_by_role("rowheader", name=named)).to_be_visible()


def learn_what_is_missing(ines: Visitor) -> None:
    """Submits too early, and is told what holds it back, with a link to each place."""
    tab(ines.page, "Review")
    press(ines.page, "Submit for approval")
    press(ines.page, "Submit for approval")
    expect(ines.page.get_by_role("alert")).to_be_visible()
    ines.picture("refused")
    press(ines.page.get_by_role("list"), re.compile("^Categories"))


def close_every_blank_category(ines: Visitor) -> None:
    page = ines.page
    ines.picture("coverage")
    while (blank := page.get_by_role("link", name=re.compile("^Not relevant ?:"))).count():
        before = blank.count()
        blank.first.click()
        page.get_by_label("Why").fill("Wren answers about school subjects only, and keeps nothing of it.")
        press(page, "Close as not relevant")
        expect(blank).to_have_count(before - 1)
    expect(page.get_by_text("Every category was looked at.")).to_be_visible()


def name_the_version(page: Page) -> None:
    tab(page, "Review")
    press(page, "What the checks find")
    press(page, re.compile("does not say which version"))
    page.get_by_label("Name of the new version").fill("0.9")
    press(page, "Save")
    expect(page.get_by_role("definition").filter(has_text="0.9")).to_be_visible()


def close_a_right(page: Page) -> None:
    """Marks one right as looked at and not relevant; the others stay named, as a hint."""
    page.get_by_role("checkbox", name=re.compile("^Not relevant ?: Asylum")).check()
    page.get_by_label("Why is it not relevant here?").fill("Nobody asks for asylum with it.")
    press(page, "Close the marked rights")
    expect(page.get_by_role("row", name=re.compile("^Asylum"))).to_contain_text("Considered, not relevant")


def submit(ines: Visitor) -> None:
    page = ines.page
    tab(page, "Review")
    press(page, "Submit for approval")
    page.get_by_label("Note to the approver").fill("Two risks are unknown still. Look at those first.")
    press(page, "Submit for approval")
    expect(page.get_by_role("heading", name=re.compile("in review", re.IGNORECASE))).to_be_visible()
    expect(page.get_by_text(re.compile("^Submitted by Ines Duarte"))).to_be_visible()
    ines.picture("submitted")
