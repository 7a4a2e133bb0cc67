"""The main job, from a risk to a report that outsiders can trust, as one story."""

import re
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Page, expect

from hrdd.local.workbench import Workbench
from tests.journeys.conftest import PICTURES, Visitor

ANALYST, REVIEWER, AUDITOR, OUTSIDER = (
    "ines.duarte@torvane.example",
    "leila.haddad@lantern.example",
    "omar.siddiq@ferro.example",
    "nina.falk@bluepier.example",
)
TITLE = "Cloned voices of parents used to frighten families into sending money"


def test_a_risk_becomes_a_report_that_outsiders_can_trust(
    visitor: Callable[..., Visitor], workbench: Workbench, tmp_path: Path
) -> None:
    ines = visitor(ANALYST)
    assessment = open_an_assessment(ines)
    rank = record_a_risk(ines)
    let_outsiders_in(ines, assessment)
    comment_is_answered(visitor, ines, assessment)
    run, mine = ask_for_the_report(ines, assessment, tmp_path)
    the_most_severe_stands_first(ines, assessment, mine, rank)
    omar = visitor(AUDITOR)
    theirs = download(omar, run, tmp_path / "auditor.pdf")
    assert theirs.read_bytes() == mine.read_bytes(), "the auditor holds the same report"
    strangers_find_nothing(visitor, ines, [assessment, run])
    for person in (ines, omar):
        person.no_complaints()


def path_of(page: Page) -> str:
    """Returns the address without host and anchor."""
    return re.sub(r"^https?://[^/]+|[?#].*$", "", page.url)


def open_an_assessment(ines: Visitor) -> str:
    """Opens the demo assessment that nobody outside can see yet; returns its address."""
    page = ines.page
    ines.picture("home")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Assessments").click()
    ines.picture("assessments")
    page.get_by_role("link", name="New assessment").click()
    page.get_by_label("Title").fill("Lyra voice, before it opens to everyone")
    page.get_by_label("Name of the new system").fill("Lyra voice")
    ines.picture("open-an-assessment")
    page.get_by_role("button", name="Open the assessment").click()
    ines.picture("empty-register")
    return path_of(page).removesuffix("risks/")


def rate(page: Page, measure: str, step: int, reason: str) -> None:
    """Chooses a step of a rubric by its number, with its anchor in sight, and gives the reason."""
    rubric = page.get_by_role("group", name=re.compile(f"^{measure}"))
    expect(rubric.locator(".rubric__anchor").first).to_be_visible()
    rubric.locator(f"input[value='{step}']").check()
    rubric.get_by_role("textbox").fill(reason)


def fill_in(page: Page, title: str, grades: tuple[int, int, int], likelihood: int) -> None:
    """Fills in the risk form."""
    page.get_by_role("link", name=re.compile("^Record (a|the first) risk")).first.click()
    page.get_by_label("Say it in one sentence").fill(title)
    page.get_by_label("What happens").fill(
        "Callers play a voice the family knows, and ask for money at once."
    )
    page.get_by_role("radio", name=re.compile("^Potential")).check()
    page.get_by_label("Category").select_option("PRO")
    for measure, step in zip(("Scale", "Scope", "Irremediability"), grades, strict=True):
        rate(page, measure, step, f"{measure} follows from the police reports of two countries.")
    rate(page, "Likelihood", likelihood, "Seen in a similar product.")


def record_a_risk(ines: Visitor) -> int:
    """Records three risks, the last between the others; returns its rank, seen before and after saving."""
    page = ines.page
    for title, grades in (
        ("People are told false things about a drug", (5, 3, 5)),
        ("A tone of voice annoys", (1, 5, 1)),
    ):
        fill_in(page, title, grades, 2)
        page.get_by_role("button", name="Save risk").click()
        expect(page.get_by_role("table", name=re.compile("^Risks of this assessment"))).to_be_visible()
    fill_in(page, TITLE, (3, 3, 3), 4)
    preview = page.locator("#preview .preview__rank")
    expect(preview).to_contain_text("2 of 3")
    ines.picture("risk-form")
    page.get_by_label("Title").or_(page.get_by_label("Say it in one sentence")).first.fill("")
    page.get_by_role("button", name="Save risk").click()
    expect(page.get_by_role("alert")).to_contain_text("Not saved yet")
    ines.picture("risk-form-refused")
    page.get_by_label("Say it in one sentence").fill(TITLE)
    page.get_by_role("button", name="Save risk").click()
    row = page.get_by_role("row", name=re.compile(TITLE[:30]))
    expect(row.get_by_role("cell").first).to_have_text("2")
    expect(row).to_contain_text("Above R-2: band 3 above band 2.")
    ines.picture("register")
    return 2


def let_outsiders_in(ines: Visitor, assessment: str) -> None:
    """Invites the civil-society organisation and the audit firm until a date."""
    page = ines.page
    until = (timezone.now() + timedelta(days=30)).date().isoformat()
    for organisation in ("Lantern Rights Collective", "Ferro Audit"):
        page.goto(f"{ines.workbench.url}{assessment}sharing/")
        form = page.locator("form").filter(has=page.get_by_role("button", name="Let the organisation in"))
        option = form.locator("option", has_text=organisation).get_attribute("value")
        form.get_by_label("Organisation").select_option(option)
        form.get_by_label("Until the end of").fill(until)
        form.get_by_role("button", name="Let the organisation in").click()
        expect(page.get_by_role("rowheader", name=organisation)).to_be_visible()
    ines.picture("sharing")


def comment_is_answered(visitor: Callable[..., Visitor], ines: Visitor, assessment: str) -> None:
    """The reviewer, without JavaScript, comments on the risk and later reads the analyst's answer."""
    leila = visitor(REVIEWER, javascript=False)
    leila.page.goto(f"{leila.workbench.url}{assessment}")
    leila.page.get_by_role("link", name=TITLE).click()
    risk = path_of(leila.page)
    leila.page.get_by_label("Write a comment").fill("Grandparents are hit hardest. Two families told us so.")
    leila.page.get_by_role("button", name="Post to everyone who can see this").click()
    ines.page.goto(f"{ines.workbench.url}{risk}")
    ines.page.get_by_text("Reply", exact=False).first.click()
    ines.page.get_by_label("Your reply").fill("Thank you. We add older people to the groups this week.")
    ines.page.get_by_role("button", name="Reply to everyone who can see this").click()
    expect(ines.page.get_by_text("Answer", exact=False).first).to_be_visible()
    ines.picture("risk-answered")
    leila.page.goto(f"{leila.workbench.url}{risk}")
    expect(leila.page.get_by_text("We add older people to the groups this week.")).to_be_visible()
    leila.page.screenshot(path=PICTURES / "reviewer-without-javascript.png", full_page=True)


def ask_for_the_report(ines: Visitor, assessment: str, folder: Path) -> tuple[str, Path]:
    """Asks for the report and sees it become ready without loading the page again."""
    page = ines.page
    page.goto(f"{ines.workbench.url}{assessment}reports/")
    page.get_by_role("button", name=re.compile("report", re.IGNORECASE)).first.click()
    page.wait_for_url(re.compile(r"/reports/[0-9a-f-]{36}/$"))
    page.evaluate("window.notReloaded = true")
    expect(page.get_by_role("link", name="Download the PDF")).to_be_visible(timeout=60_000)
    assert page.evaluate("window.notReloaded"), "the page showed progress without a reload"
    ines.picture("report-ready")
    run = path_of(page)
    page.get_by_role("link", name="Read it as a page").click()
    ines.picture("report-as-a-page")
    return run, download(ines, run, folder / "analyst.pdf")


def download(person: Visitor, run: str, target: Path) -> Path:
    """Presses the download button on the report's page and returns the file."""
    person.page.goto(f"{person.workbench.url}{run}")
    with person.page.expect_download() as started:
        person.page.get_by_role("link", name="Download the PDF").first.click()
    started.value.save_as(target)
    return target


def the_most_severe_stands_first(ines: Visitor, assessment: str, report: Path, rank: int) -> None:
    """The titles stand in the PDF in the order of the register."""
    text = subprocess.run(
        ["pdftotext", "-layout", report, "-"], capture_output=True, text=True, check=True
    ).stdout
    flat = re.sub(r"\s+", " ", text)
    places = [
        flat.index(title[:28]) for title in ("People are told false things", TITLE, "A tone of voice annoys")
    ]
    assert places == sorted(places), "most severe first"
    assert "Not consulted" in flat or "not consulted" in flat
    PICTURES.mkdir(parents=True, exist_ok=True)
    subprocess.run(["pdftoppm", "-r", "60", "-png", report, PICTURES / "report"], check=True)


def strangers_find_nothing(visitor: Callable[..., Visitor], ines: Visitor, roots: list[str]) -> None:
    """A stranger and a member of another company get 404 for every one of these addresses."""
    assessment, run = roots
    ines.page.goto(f"{ines.workbench.url}{assessment}risks/")
    risk = ines.page.get_by_role("link", name=TITLE).get_attribute("href") or ""
    parts = ("", "risks/", "risks/new/", "order/", "sharing/", "reports/", "history/", "details/")
    addresses = [assessment + part for part in parts] + [risk, risk + "edit/", risk + "rating/"]
    addresses += [run, run + "pdf/", run + "html/", run + "document/"]
    for person in (visitor(), visitor(OUTSIDER)):
        for address in addresses:
            assert person.status_of(address) == 404, address
