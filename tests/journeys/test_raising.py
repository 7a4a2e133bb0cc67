"""Somebody frightened raises a concern at a phone, without scripts, and comes back until she is answered."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils.translation import gettext, override
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.mirror import Watched

HANDLER = "amara.njeri@torvane.example"
ANSWER = "We have read it, and we stopped the pictures."
TOLD = {
    "en": "It drew my sister as she never was. She never agreed.",
    "ar": "رسم التطبيق صورًا لأختي لم توافق عليها قط.",
}


def picture() -> bytes:
    """Returns a small photograph."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "grey").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_person_is_heard_and_leaves_no_trace(
    visitor: Callable[..., Visitor], tmp_path: Path, language: str
) -> None:
    product = f"Aster {uuid4().hex[:8]}"
    her = Watched(visitor(javascript=False), visitor())
    code = raise_it(her, language, product)
    come_back(her, language, code)
    amara = visitor(HANDLER)
    case = take_it_on(amara, product)
    answer_it(amara, case)
    read_and_reply(her, language, code)
    change_anonymity(her)
    proof = take_the_proof(her, tmp_path)
    check_the_proof(her, language, proof)
    amara.page.goto(case)
    expect(amara.page.locator("main")).to_contain_text("Thank you for reading it.")
    amara.no_complaints()


def raise_it(her: Watched, language: str, product: str) -> str:
    """Fills the three pages; returns the code of the receipt."""
    page = her.page
    page.goto(f"{her.person.workbench.url}/raise/?language={language}")
    expect(page).to_have_url(re.compile(r"/raise/torvane/"))
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert "Workbench" not in page.title()
    her.looks_right("what-happened")
    the_way_out_comes_first(page)
    page.locator("input[name=who][value=other]").check()
    go_on(page)
    expect(page.locator("#errors")).to_be_visible()
    assert page.locator("input[name=who][value=other]").is_checked()
    her.looks_right("what-happened-refused")
    page.locator("[name=what]").fill(TOLD[language])
    page.locator("[name=danger][value=unsure]").check()
    page.locator("[name=product]").fill(product)
    go_on(page)
    page.locator("[name=wants][value=stop]").check()
    page.locator("[name=country]").select_option("KE")
    her.looks_right("wants-and-fears")
    go_on(page)
    main = page.locator("main")
    expect(main).to_contain_text(TOLD[language])
    expect(main).to_contain_text("Amara")
    expect(main).to_contain_text("Office of the Data Protection Commissioner")
    her.looks_right("check-and-send")
    page.locator("[name=anonymity][value=anonymous]").check()
    file = {"name": "screen.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    page.locator("#id_files_1").set_input_files(files=[file])  # type: ignore[list-item]
    go_on(page)
    code = page.locator("code.secret").inner_text()
    assert re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", code)
    her.looks_right("receipt")
    return code


def the_way_out_comes_first(page: Page) -> None:
    """Fails unless the second stop of the keyboard leaves the page and tells nobody from where."""
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    out = page.locator(".leave")
    expect(out).to_be_focused()
    assert out.get_attribute("rel") == "noreferrer noopener"


def go_on(page: Page) -> None:
    """Presses the one solid button."""
    page.locator("button[name=next]").click()


def come_back(her: Watched, language: str, code: str) -> None:
    """Opens her page with the code as people write it."""
    page = her.page
    page.goto(f"{her.person.workbench.url}/raise/inbox/?language={language}")
    her.looks_right("code")
    page.locator("[name=code]").fill("0000-0000-0000-0000")
    page.locator("main form button").click()
    expect(page.locator("#errors")).to_be_visible()
    her.looks_right("code-wrong")
    page.locator("[name=code]").fill(code.replace("-", " ").lower())
    page.locator("main form button").click()
    expect(page.locator(".talk")).to_contain_text(TOLD[language])
    expect(page.locator("main")).to_contain_text(".jpg")
    her.looks_right("her-page")


def take_it_on(amara: Visitor, product: str) -> str:
    """The handler opens her key, finds the concern and says that she is free; returns the case's address."""
    page = amara.page
    page.goto(f"{amara.workbench.url}/settings/key/unlocking/")
    page.locator("input[type=password]").fill(amara.workbench.people[HANDLER])
    page.locator("main form button[type=submit]").click()
    expect(page.locator("input[type=password]")).to_have_count(0)
    page.goto(f"{amara.workbench.url}/cases/")
    asked = page.locator("a[href$='/statement/']").all()
    for address in [link.get_attribute("href") for link in asked]:
        page.goto(f"{amara.workbench.url}{address}")
        if product in page.locator("main").inner_text():
            break
    expect(page.locator("main")).to_contain_text(product)
    page.locator("input[name=free]").check()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/cases/[0-9a-f-]+/$"))
    return page.url


def answer_it(amara: Visitor, case: str) -> None:
    """Writes to the person, and takes the case a step further."""
    page = amara.page
    expect(page.locator("main")).to_contain_text(".jpg")
    page.locator("[name=text]").fill(ANSWER)
    page.locator("form[action$='/messages/'] button[type=submit]").click()
    expect(page.locator(".talk")).to_contain_text(ANSWER)
    page.goto(f"{case}steps/")
    page.locator("[name=to][value=acknowledged]").check()
    page.locator("[name=reason]").fill("Read by two people.")
    page.locator("[name=message]").fill("A person has read all of it.")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(case)


def read_and_reply(her: Watched, language: str, code: str) -> None:
    """She reads both words, sees where it stands, and writes back."""
    page = her.page
    page.goto(f"{her.person.workbench.url}/raise/inbox/?language={language}")
    page.locator("[name=code]").fill(code)
    page.locator("main form button").click()
    expect(page.locator("h1")).to_have_text(say(language, "A person has read it"))
    expect(page.locator(".talk")).to_contain_text(ANSWER)
    expect(page.locator(".talk")).to_contain_text("A person has read all of it.")
    page.locator("[name=text]").fill("Thank you for reading it.")
    page.locator("form[action$='/messages/'] button[name=do]").click()
    expect(page.locator("[role=status]")).to_be_visible()
    expect(page.locator(".talk")).to_contain_text("Thank you for reading it.")
    her.looks_right("answered")


def change_anonymity(her: Watched) -> None:
    """She lets them know her name, having been anonymous."""
    page = her.page
    page.locator("button[formaction$='/anonymity/']").click()
    her.looks_right("anonymity")
    page.locator("[name=anonymity][value=named]").check()
    page.locator("[name=name]").fill("Zuri")
    page.locator("main form button[name=do]").click()
    expect(page.locator("[role=status]")).to_be_visible()
    her.looks_right("known")
    page.locator("button[formaction$='/withdrawal/']").click()
    her.looks_right("withdrawal")
    page.locator("button[formaction$='/raise/inbox/']").click()


def take_the_proof(her: Watched, folder: Path) -> Path:
    """Downloads the proof; returns where it lies."""
    with her.page.expect_download() as download:
        her.page.locator("button[formaction$='/inbox/proof/']").click()
    path = folder / "proof.txt"
    download.value.save_as(path)
    assert path.read_text().startswith("Proof of complaint")
    assert "Zuri" not in path.read_text()
    return path


def check_the_proof(her: Watched, language: str, proof: Path) -> None:
    """Everybody can check it, and a changed one fails."""
    page, address = her.page, f"{her.person.workbench.url}/raise/proof/?language={language}"
    page.goto(address)
    her.looks_right("proof")
    page.locator("[name=file]").set_input_files(proof)
    page.locator("main form button").click()
    expect(page.locator("h1")).to_have_text(say(language, "This proof is genuine"))
    her.looks_right("genuine")
    page.goto(address)
    page.locator("[name=text]").fill(proof.read_text().replace("acknowledged", "closed"))
    page.locator("main form button").click()
    expect(page.get_by_role("alert")).to_contain_text(say(language, "Not genuine"))
    her.looks_right("forged")
    page.goto(f"{her.person.workbench.url}/raise/help/?country=KE&language={language}")
    her.looks_right("help")
    page.goto(f"{her.person.workbench.url}/raise/?all=1&language={language}")
    her.looks_right("start")


def say(language: str, text: str) -> str:
    """Returns the sentence in her language."""
    with override(language):
        return gettext(text)
