"""A form that saves itself: nothing typed is lost, nothing is sent in vain, and one is told."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk import HOME, Desk, saved

WRITING = """<form data-autosave="/autosave" method="post" action="/save" {}>
<input type="hidden" name="csrfmiddlewaretoken" value="token"><input type="hidden" name="draft" value="">
<input name="title" aria-label="Title" value="Old"><input type="file" name="file">
<p role="status" data-autosave-state data-saving="Saving" data-saved="Saved at {{time}}"
 data-failed="Not saved, next try in {{seconds}} seconds" data-signed-out="You are signed out"
 data-conflict="Conflict: {{message}}"></p><button>Save</button></form>"""


@pytest.fixture
def writing(desk: Desk) -> Callable[..., Page]:
    """Returns `writing(attributes="")`: the page of a form that saves itself, its clock standing still."""

    def start(attributes: str = "") -> Page:
        desk.page.clock.install()
        page = desk.open(WRITING.format(attributes))
        page.clock.pause_at("2030-01-01")
        return page

    return start


def state(desk: Desk, text: str) -> None:
    expect(desk.page.get_by_role("status")).to_have_text(text)


def test_what_is_typed_is_sent_after_a_pause_and_the_draft_remembered(
    desk: Desk, writing: Callable[..., Page]
) -> None:
    page = writing()
    page.get_by_label("Title").press_sequentially("New ")
    desk.wait(1_400)
    assert desk.posts == []
    desk.wait(200)
    state(desk, "Saved at 14:03")
    assert desk.posts == [{"csrfmiddlewaretoken": ["token"], "draft": [""], "title": ["New Old"]}]
    assert desk.headers[0]["x-autosave"] == "1"
    page.get_by_label("Title").press_sequentially("s")
    desk.wait()
    assert desk.posts[1]["draft"] == ["0198"]


def test_nothing_is_sent_when_nothing_changed(desk: Desk, writing: Callable[..., Page]) -> None:
    page = writing()
    page.get_by_label("Title").fill("New")
    page.get_by_label("Title").fill("Old")
    desk.wait(60_000)
    page.get_by_label("Title").blur()
    assert desk.posts == []


def test_leaving_a_field_sends_soon(desk: Desk, writing: Callable[..., Page]) -> None:
    page = writing()
    page.get_by_label("Title").press_sequentially("x")
    page.get_by_label("Title").blur()
    desk.wait(500)
    state(desk, "Saved at 14:03")


def test_looking_away_sends_at_once(desk: Desk, writing: Callable[..., Page]) -> None:
    page = writing()
    page.get_by_label("Title").press_sequentially("x")
    page.evaluate("""Object.defineProperty(document, 'hidden', {value: true});
        document.dispatchEvent(new Event('visibilitychange'))""")
    state(desk, "Saved at 14:03")


def test_posts_never_overlap_and_the_newest_text_goes_last(desk: Desk, writing: Callable[..., Page]) -> None:
    page = writing()
    desk.holds = True
    page.get_by_label("Title").fill("One")
    desk.wait()
    page.get_by_label("Title").fill("Two")
    desk.wait(10_000)
    assert len(desk.posts) == 1
    state(desk, "Saving")
    desk.holds = False
    desk.answer(desk.held[0])
    state(desk, "Saved at 14:03")
    desk.wait()
    assert [post["title"] for post in desk.posts] == [["One"], ["Two"]]


@pytest.mark.parametrize(
    "answer", [{"abort": True}, {"status": 500}, {"status": 503}, {"body": "<p>no JSON"}]
)
def test_a_failure_is_told_and_tried_again_with_growing_delay(
    desk: Desk, writing: Callable[..., Page], answer: dict[str, Any]
) -> None:
    page = writing()
    desk.answers = [answer, answer]
    page.get_by_label("Title").fill("New")
    desk.wait()
    state(desk, "Not saved, next try in 5 seconds")
    desk.wait(5_000)
    state(desk, "Not saved, next try in 10 seconds")
    desk.wait(9_000)
    assert len(desk.posts) == 2
    desk.wait(1_100)
    state(desk, "Saved at 14:03")
    expect(page.get_by_label("Title")).to_have_value("New")


@pytest.mark.parametrize(
    "answer", [{"status": 302, "headers": {"Location": "/login"}}, *({"status": n} for n in (401, 403, 404))]
)
def test_who_is_signed_out_is_told_and_goes_on_when_signed_in_again(
    desk: Desk, writing: Callable[..., Page], answer: dict[str, Any]
) -> None:
    page = writing()
    desk.answers = [answer]
    page.get_by_label("Title").fill("New")
    desk.wait()
    state(desk, "You are signed out")
    desk.wait(300_000)
    assert len(desk.posts) == 1
    page.get_by_label("Title").fill("Newer")
    desk.wait()
    state(desk, "Saved at 14:03")


@pytest.mark.parametrize(
    ("url", "links"), [("/other", 1), ("https://elsewhere.test/", 0), ("javascript:1", 0)]
)
def test_a_conflict_is_told_with_the_way_to_the_other_text(
    desk: Desk, writing: Callable[..., Page], url: str, links: int
) -> None:
    page = writing()
    desk.answers = [{"status": 409, "body": json.dumps({"message": "<b>Tomas saved.", "url": url})}]
    page.get_by_label("Title").fill("New")
    desk.wait()
    state(desk, "Conflict: <b>Tomas saved.")
    assert page.locator("[data-autosave-state] a").count() == links


def test_a_form_that_came_back_refused_is_sent_although_nothing_changed_since(
    desk: Desk, writing: Callable[..., Page]
) -> None:
    writing("data-autosave-unsaved")
    desk.wait()
    state(desk, "Saved at 14:03")


@pytest.mark.parametrize("mouse", [True, False])
def test_the_real_button_ends_it(desk: Desk, writing: Callable[..., Page], mouse: bool) -> None:
    page = writing()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("Title").press_sequentially("x")
    if mouse:
        page.get_by_role("button", name="Save").click()
    else:
        page.get_by_label("Title").press("Enter")
    expect(page).to_have_title("save")
    assert (desk.posts, asked) == ([], [])


@pytest.mark.parametrize(("answer", "warned"), [({"status": 500}, ["beforeunload"]), (saved(), [])])
def test_one_is_warned_before_leaving_only_while_something_is_unsaved(
    desk: Desk, writing: Callable[..., Page], answer: dict[str, Any], warned: list[str]
) -> None:
    page = writing()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.answers = [answer]
    page.get_by_label("Title").press_sequentially("x")
    desk.wait()
    page.goto(f"{HOME}elsewhere")
    assert asked == warned
