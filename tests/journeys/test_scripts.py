"""Lists, ratings and many rows at once, from the keyboard and with the mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk

ROWS = "".join(
    f"""<tr data-keys-row id="row{n}" {"hidden" if n == 2 else ""}><td><input type="checkbox" data-keys-select
    aria-label="Choose {n}"></td><td><a href="/risk{n}" data-keys-open>Risk {n}</a>
    <a href="/edit{n}" data-keys-edit>Edit</a></td></tr>"""
    for n in (1, 2, 3)
)
LIST = f"""<a href="/new" data-keys-new>New</a><button data-keys-show hidden>Keys</button>
<input aria-label="Search"><table data-keys-list>{ROWS}</table>
<dialog data-keys-help><label><input type="checkbox" data-keys-toggle>Keys</label></dialog>"""
RATING = """<form><fieldset class="rubric"><div class="rubric__scale">{}</div>
<label class="rubric__unknown"><input type="radio" name="scale" value="unknown">Unknown</label>
<textarea aria-label="Why"></textarea></fieldset></form>""".format(
    "".join(
        f'<label class="rubric__step"><input type="radio" name="scale" value="{n}">{n}</label>'
        for n in range(1, 6)
    )
)
BULK = """<form data-bulk data-max="2"><label hidden><input type="checkbox" data-bulk-all>All</label>{}
<output data-bulk-count>0</output><p data-bulk-over hidden>Too many</p><button>Go</button></form>"""


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


# Lists


def test_j_and_k_walk_the_rows_in_sight_and_stop_at_the_ends(desk: Desk) -> None:
    page = desk.open(LIST)
    seen = []
    for key in "jjjkk":
        page.keyboard.press(key)
        seen.append(focused(page))
    assert seen == ["Risk 1", "Risk 3", "Risk 3", "Risk 1", "Risk 1"]


def test_the_walk_goes_on_where_one_was(desk: Desk) -> None:
    page = desk.open(LIST)
    page.get_by_label("Choose 1").focus()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    assert focused(page) == "Risk 3"


def test_arrows_walk_only_from_a_row(desk: Desk) -> None:
    page = desk.open(LIST)
    page.keyboard.press("ArrowDown")
    assert focused(page) != "Risk 1"
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    assert focused(page) == "Risk 3"
    page.keyboard.press("ArrowUp")
    assert focused(page) == "Risk 1"


@pytest.mark.parametrize(
    ("keys", "title"), [("j Enter", "risk1"), ("j j e", "edit3"), ("n", "new"), ("j n", "new")]
)
def test_enter_opens_e_edits_and_n_begins(desk: Desk, keys: str, title: str) -> None:
    page = desk.open(LIST)
    for key in keys.split():
        page.keyboard.press(key)
    expect(page).to_have_title(title)


def test_x_chooses_the_row_and_says_so(desk: Desk) -> None:
    page = desk.open(LIST)
    page.evaluate("document.addEventListener('change', () => { document.title += '!'; })")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_label("Choose 1")).to_be_checked()
    page.keyboard.press("x")
    expect(page.get_by_label("Choose 1")).not_to_be_checked()
    assert page.title() == "t!!"


def test_nothing_happens_while_one_types_or_holds_another_key(desk: Desk) -> None:
    page = desk.open(LIST)
    page.get_by_label("Search").focus()
    page.keyboard.type("jnx?")
    expect(page.get_by_label("Search")).to_have_value("jnx?")
    page.evaluate("document.activeElement.blur()")
    for key in ("Control+j", "Alt+n", "Meta+x"):
        page.keyboard.press(key)
    assert page.title() == "t"
    assert focused(page) != "Risk 1"


def test_a_keyboard_of_another_script_works_by_place(desk: Desk) -> None:
    page = desk.open(LIST)
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ت', code: 'KeyJ', bubbles: true}))"
    )
    assert focused(page) == "Risk 1"


def test_a_question_mark_opens_and_closes_the_help(desk: Desk) -> None:
    page = desk.open(LIST)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("n")
    assert page.title() == "t"
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_keys_can_be_turned_off_and_stay_off_and_come_back(desk: Desk) -> None:
    page = desk.open(LIST)
    page.get_by_role("button", name="Keys").click()
    page.get_by_role("checkbox", name="Keys").uncheck()
    page.keyboard.press("Escape")
    for again in (False, True):
        if again:
            page.reload()
        for key in "?jn":
            page.keyboard.press(key)
        assert page.title() == "t"
        assert focused(page) != "Risk 1"
        expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="Keys").click()
    expect(page.get_by_role("checkbox", name="Keys")).not_to_be_checked()
    page.get_by_role("checkbox", name="Keys").check()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert focused(page) == "Risk 1"


def test_a_page_may_forbid_keys(desk: Desk) -> None:
    page = desk.open(LIST, 'data-keys="off"')
    page.keyboard.press("n")
    assert page.title() == "t"
    page.get_by_role("button", name="Keys").click()
    expect(page.get_by_role("checkbox", name="Keys")).to_be_disabled()


# Ratings


@pytest.mark.parametrize(("key", "value"), [("1", "1"), ("5", "5"), ("u", "unknown"), ("0", "unknown")])
def test_digits_choose_the_step_and_tell_the_preview(desk: Desk, key: str, value: str) -> None:
    page = desk.open(RATING)
    page.evaluate("document.forms[0].addEventListener('change', e => { document.title = e.target.value; })")
    page.locator("input[value='3']").focus()
    page.keyboard.press(key)
    assert page.evaluate("new FormData(document.forms[0]).get('scale')") == value
    assert page.title() == value
    assert page.evaluate("document.activeElement.value") == value


def test_digits_are_only_digits_elsewhere(desk: Desk) -> None:
    page = desk.open(RATING)
    page.get_by_label("Why").focus()
    page.keyboard.type("5u")
    expect(page.get_by_label("Why")).to_have_value("5u")
    page.locator("input[value='3']").focus()
    for key in ("6", "Control+1", "q"):
        page.keyboard.press(key)
    assert page.evaluate("new FormData(document.forms[0]).get('scale')") is None


def test_ratings_leave_digits_alone_when_keys_are_off(desk: Desk) -> None:
    page = desk.open(RATING, 'data-keys="off"')
    page.locator("input[value='3']").focus()
    page.keyboard.press("5")
    assert page.evaluate("new FormData(document.forms[0]).get('scale')") is None


# Many rows


def test_the_number_chosen_is_shown_and_too_many_cannot_be_sent(desk: Desk) -> None:
    page = desk.open(BULK.format('<input type="checkbox" data-bulk-row>' * 3))
    rows, count, button = page.locator("[data-bulk-row]"), page.locator("output"), page.get_by_role("button")
    rows.nth(0).check()
    rows.nth(1).check()
    expect(count).to_have_text("2")
    expect(button).to_be_enabled()
    expect(page.get_by_text("Too many")).to_be_hidden()
    rows.nth(2).check()
    expect(count).to_have_text("3")
    expect(button).to_be_disabled()
    expect(page.get_by_text("Too many")).to_be_visible()
    rows.nth(2).uncheck()
    expect(button).to_be_enabled()


def test_one_box_chooses_all_on_the_page_and_shows_how_it_stands(desk: Desk) -> None:
    disabled = '<input type="checkbox" data-bulk-row disabled>'
    page = desk.open(BULK.format('<input type="checkbox" data-bulk-row>' * 2 + disabled))
    everything = page.get_by_label("All")
    everything.check()
    expect(page.locator("output")).to_have_text("2")
    expect(page.locator("[data-bulk-row]").nth(2)).not_to_be_checked()
    page.locator("[data-bulk-row]").nth(0).uncheck()
    assert everything.evaluate("box => box.indeterminate")
    page.locator("[data-bulk-row]").nth(0).check()
    expect(everything).to_be_checked()
    everything.uncheck()
    expect(page.locator("output")).to_have_text("0")
