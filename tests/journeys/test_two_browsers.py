"""Two people write on one risk, one of them with the laptop closed for a while: nothing typed is lost."""

import re
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor

ANALYST, OTHER = "ines.duarte@torvane.example", "victor.hale@torvane.example"
ADMINISTRATOR, APPROVER = "ada.kimani@torvane.example", "tomas.brandt@torvane.example"
KEPT = re.compile(r"^Your text of \d\d:\d\d is kept")
MINE = "Voices of grandparents are copied from wedding videos."
THEIRS = "Two banks told us of forty families."


def set_analyst(ada: Visitor, *, checked: bool) -> None:
    """Gives the viewer the role of an analyst, too, or takes it away again."""
    ada.page.goto(f"{ada.workbench.url}/people/")
    ada.page.get_by_role("row", name=re.compile("Victor Hale")).get_by_role("link").first.click()
    ada.page.get_by_label("Analyst").set_checked(checked)
    ada.page.get_by_role("button", name="Save the roles").click()
    expect(ada.page.get_by_role("row", name=re.compile("Victor Hale"))).to_be_visible()


@pytest.fixture
def other(visitor: Callable[..., Visitor]) -> Iterator[Visitor]:
    """Returns a second analyst at a second browser."""
    ada = visitor(ADMINISTRATOR)
    set_analyst(ada, checked=True)
    yield visitor(OTHER)
    set_analyst(ada, checked=False)


def begin(ines: Visitor) -> str:
    """Opens an assessment and starts the first risks of the list; returns the register's address."""
    page = ines.page
    page.goto(f"{ines.workbench.url}/assessments/new/")
    page.get_by_label("Title").fill("Nightjar, before it sings to everyone")
    page.get_by_label("Name of the new system").fill(f"Nightjar {uuid4()}")
    page.get_by_role("button", name="Open the assessment").click()
    page.get_by_role("link", name=re.compile(r"^Start with the list for .+: \d+ risks to look at")).click()
    if ines.story.startswith("many"):
        ines.picture("starting-list")
    for box in page.locator("fieldset.offers input[type=checkbox]").all()[3:]:
        box.uncheck()
    page.get_by_role("button", name="Start the ticked ones").click()
    expect(page.locator("[data-keys-row]")).to_have_count(3)
    return page.url


def edit(person: Visitor, register: str) -> Page:
    """Opens the form of the first risk in the register."""
    person.page.goto(register)
    person.page.locator("[data-keys-edit]").first.click()
    expect(person.page.get_by_role("button", name="Save risk")).to_be_visible()
    return person.page


def test_one_closes_the_laptop_while_the_other_saves(visitor: Callable[..., Visitor], other: Visitor) -> None:
    ines = visitor(ANALYST)
    register = begin(ines)
    mine = edit(ines, register)
    title = mine.get_by_label("Say it in one sentence").input_value()
    mine.get_by_label("What happens").fill(MINE)
    expect(mine.locator("[data-autosave-state]")).to_have_text(KEPT)

    ines.context.set_offline(True)
    mine.get_by_label("What happens").fill(f"{MINE} It takes three seconds of sound.")
    expect(mine.locator("[data-autosave-state]")).to_contain_text("could not be kept")

    theirs = edit(other, register)
    theirs.get_by_label("What happens").fill(THEIRS)
    theirs.get_by_label("Say it in one sentence").fill("Cloned voices frighten families")
    theirs.get_by_role("button", name="Save risk").click()
    expect(theirs.get_by_text("is saved. It stands at rank")).to_be_visible()

    ines.context.set_offline(False)
    expect(mine.locator("[data-autosave-state]")).to_contain_text("Victor Hale saved R-", timeout=20_000)
    mine.get_by_role("button", name="Save risk").click()
    expect(mine.get_by_role("alert")).to_contain_text("Someone else saved this risk")
    for text in (MINE, "three seconds of sound", THEIRS):
        expect(mine.locator(".versions").filter(has_text=text)).to_be_visible()
    ines.picture("both-texts")
    words = mine.locator("#conflict-title, #conflict-description").locator("visible=true")
    expect(words).not_to_have_count(0)
    mine.locator("fieldset#conflict-title input[value=theirs]").check()
    mine.get_by_role("button", name="Save risk").click()
    expect(mine.get_by_text("is saved. It stands at rank")).to_be_visible()

    mine.get_by_role("link", name="Cloned voices frighten families", exact=True).click()
    expect(mine.get_by_text("It takes three seconds of sound.")).to_be_visible()
    tomas = visitor(APPROVER)
    tomas.page.goto(f"{register.partition('risks/')[0]}history/")
    expect(tomas.page.get_by_text(THEIRS).first).to_be_visible()
    expect(tomas.page.get_by_text(title).first).to_be_visible()
    for person in (ines, other):
        person.no_complaints()


def test_a_window_closed_without_saving_offers_its_text_again(visitor: Callable[..., Visitor]) -> None:
    ines = visitor(ANALYST)
    register = begin(ines)
    page = edit(ines, register)
    form = page.url
    page.get_by_label("What happens").fill(MINE)
    expect(page.locator("[data-autosave-state]")).to_have_text(KEPT)
    page.close()

    again = ines.page = ines.context.new_page()
    again.goto(form)
    expect(again.get_by_label("What happens")).to_have_value("")
    expect(again.get_by_text(re.compile("You have text of .* that was not saved"))).to_be_visible()
    ines.picture("offered-again")
    again.get_by_role("link", name="Read it first").click()
    expect(again.get_by_text(MINE)).to_be_visible()
    ines.picture("unsaved-text")
    again.get_by_role("link", name="Continue with it").click()
    expect(again.get_by_label("What happens")).to_have_value(MINE)
    again.get_by_role("button", name="Save risk").click()
    expect(again.get_by_text("is saved. It stands at rank")).to_be_visible()
    again.goto(form)
    expect(again.get_by_label("What happens")).to_have_value(MINE)
    expect(again.get_by_text("that was not saved")).to_have_count(0)


def test_the_register_and_the_rating_cards_go_by_keyboard(visitor: Callable[..., Visitor]) -> None:
    ines = visitor(ANALYST)
    register = begin(ines)
    page, keys = ines.page, ines.page.keyboard
    titles = page.locator("[data-keys-open]")
    for key, row in (("j", 0), ("j", 1), ("k", 0), ("j", 1)):
        keys.press(key)
        expect(titles.nth(row)).to_be_focused()
    keys.press("x")
    expect(page.locator("[data-bulk-row]").nth(1)).to_be_checked()
    expect(page.locator("[data-bulk-count]")).to_have_text("1")
    keys.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    ines.picture("keyboard")
    page.get_by_role("button", name="Close").click()
    titles.nth(1).focus()
    href = titles.nth(1).get_attribute("href") or ""
    keys.press("Enter")
    page.wait_for_url(f"**{href}")
    page.goto(register)
    keys.press("j")
    keys.press("e")
    page.wait_for_url("**/edit/")
    scale = page.get_by_role("group", name=re.compile("^Scale"))
    scale.locator("input:checked").focus()
    for key, value in (("4", "4"), ("u", "unknown"), ("2", "2")):
        keys.press(key)
        expect(scale.locator(f"input[value='{value}']")).to_be_checked()
    page.goto(register)
    keys.press("n")
    page.wait_for_url("**/risks/new/")
    page.goto(register)
    page.get_by_role("button", name="Keyboard").click()
    page.get_by_label("Single letters do these things").uncheck()
    page.get_by_role("button", name="Close").click()
    keys.press("n")
    assert page.url == register, "letters are off"
    ines.no_complaints()


def test_many_risks_are_changed_at_once_and_begun_in_two_clicks(visitor: Callable[..., Visitor]) -> None:
    ines = visitor(ANALYST)
    register = begin(ines)
    page = ines.page
    ines.picture("register")
    page.get_by_label("Choose all on this page").check()
    expect(page.locator("[data-bulk-count]")).to_have_text("3")
    page.get_by_role("button", name=re.compile("^Change the chosen ones")).click()
    expect(page.get_by_role("heading", name="Change 3 risks")).to_be_visible()
    page.get_by_label("How sure we are of the rating").select_option("low")
    page.get_by_label("A measure for each of them").fill("Ask those who are hit")
    ines.picture("bulk")
    page.get_by_role("button", name="Change them").click()
    expect(page.get_by_text("3 risks are changed.")).to_be_visible()
    ines.picture("bulk-result")
    page.goto(register)
    page.get_by_role("link", name="Start from an example").click()
    ines.picture("examples")
    offer = page.get_by_role("listitem").filter(has_text="WOR-2")
    offer.get_by_role("link", name="Start from this").click()
    expect(page.get_by_label("Say it in one sentence")).to_have_value(re.compile("^Jobs removed"))
    expect(page.get_by_label("Category")).to_have_value("WOR")
    page.goto(register)
    page.locator("[data-keys-open]").first.click()
    page.get_by_role("link", name="Copy it").click()
    expect(page.get_by_text(re.compile("^Copied from R-"))).to_be_visible()
    ines.no_complaints()
