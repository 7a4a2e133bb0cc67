"""What a person holds in her hands: order, links, languages, and the same bytes for the same document."""

import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest

from hrdd.reports import html
from hrdd.reports.document import Document, freeze
from hrdd.reports.pdf import render_pdf
from tests.reports import sample

ARABIC = "صور لأشخاص حقيقيين استخدمت من دون موافقتهم وانتشرت."
CHINESE = "未经本人同意，真实人物的照片被用于生成虚假图像。"
RUSSIAN = "Фотографии реальных людей были использованы без их согласия."
SCRIPT = "<script>alert(1)</script>"


def text_of(content: bytes, folder: Path) -> str:
    path = folder / "report.pdf"
    path.write_bytes(content)
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout


def only(**changed: Any) -> Document:
    return freeze(sample.frame(), [sample.risk(1, **changed)])


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render_pdf(sample.document(3)) == render_pdf(sample.document(3))


def test_another_document_gives_other_bytes() -> None:
    assert render_pdf(sample.document(2)) != render_pdf(sample.document(3))


def test_the_most_severe_risk_stands_first(tmp_path: Path) -> None:
    risks = [sample.risk(rank, title=f"Harm number {rank}", band=6 - rank) for rank in (3, 1, 2)]
    said = text_of(render_pdf(freeze(sample.frame(), risks)), tmp_path)
    places = [said.rindex(f"{rank}. Harm number {rank}\n") for rank in (1, 2, 3)]
    assert places == sorted(places)


def test_a_report_says_who_was_not_consulted(tmp_path: Path) -> None:
    said = text_of(render_pdf(only(band=4)), tmp_path)
    assert "Not consulted: no input from the people concerned is recorded." in said
    assert "stand without input" in said
    heard = text_of(render_pdf(only(band=4, rights_holders_heard=True)), tmp_path)
    assert "Not consulted" not in heard


def test_a_reviewers_rating_stands_beside_the_companys(tmp_path: Path) -> None:
    rating = {**sample.risk(1, band=5)["ratings"][0], "side": "reviewer", "by": "Leila", "band": 3}
    said = text_of(render_pdf(only(band=5, ratings=[rating])), tmp_path)
    assert "5 Extreme" in said
    assert "Rated by Leila" in said
    assert "The company differs." in said


def test_a_report_without_risks_says_so(tmp_path: Path) -> None:
    assert "No risk has been recorded yet." in text_of(render_pdf(sample.document(0)), tmp_path)


def test_markup_in_every_field_is_printed_as_text(tmp_path: Path) -> None:
    said = text_of(render_pdf(_with_script(sample.document(1))), tmp_path)
    assert said.count(SCRIPT) > 15


def _with_script(value: Any, key: str = "") -> Any:
    exact = (
        "format",
        "kind",
        "language",
        "created_on",
        "on",
        "reference",
        "code",
        "nature",
        "side",
        "involvement",
    )
    if isinstance(value, dict):
        return {k: _with_script(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_with_script(v, key) for v in value]
    return (
        f"{SCRIPT} {value}"
        if isinstance(value, str) and key not in (*exact, "not_consulted", "risks")
        else value
    )


def test_every_script_is_printed_with_our_own_fonts(tmp_path: Path) -> None:
    description = "\n\n".join([RUSSIAN, ARABIC, CHINESE])
    content = render_pdf(
        only(title=ARABIC, description=description, reasons={"scale": ARABIC, "scope": CHINESE})
    )
    said = text_of(content, tmp_path)
    assert RUSSIAN in " ".join(said.split())
    assert "真实人物的照片" in said
    assert "[U+" not in said
    assert _fonts(content) <= {"Amiri", "DejaVu-Sans", "DejaVu-Sans-Mono", "Noto-Sans-CJK-SC"}


def _fonts(content: bytes) -> set[str]:
    with pikepdf.open(BytesIO(content)) as pdf:
        names = {str(f.BaseFont) for p in pdf.pages for f in p.resources.Font.values()}
    plain = (name.split("+")[-1].replace("-Semi-Condensed", "").replace("-Condensed", "") for name in names)
    return {name.replace("-Bold", "") for name in plain}


def test_what_no_font_can_show_is_flagged_and_listed(tmp_path: Path) -> None:
    said = text_of(render_pdf(only(description="It melts 🫠 here")), tmp_path)
    assert "It melts [U+1FAE0] here" in said
    assert "U+1FAE0 MELTING FACE, once" in said


def test_a_text_of_20000_characters_is_printed_to_its_end(tmp_path: Path) -> None:
    said = text_of(render_pdf(only(description=sample.text(20_000, 5) + " The end of it.")), tmp_path)
    assert "The end of it." in " ".join(said.split())


def test_an_unbreakable_word_stays_on_the_page(tmp_path: Path) -> None:
    content = render_pdf(only(description="W" * 300))
    (tmp_path / "report.pdf").write_bytes(content)
    boxes = subprocess.run(
        ["pdftotext", "-bbox", str(tmp_path / "report.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    right = [float(line.split('xMax="')[1].split('"')[0]) for line in boxes.splitlines() if ">WWW" in line]
    assert len(right) > 1
    assert max(right) <= 595 - 50


def test_a_report_is_accessible_and_complete_when_bound_from_many_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "PART_RISKS", 2)
    content = render_pdf(sample.document(30))
    report = page.validate_pdf_bytes(content, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]
    said = text_of(content, tmp_path)
    assert all(f"R-{rank}, " in said for rank in range(1, 31))


def test_contents_links_and_bookmarks_lead_to_the_page_they_name(tmp_path: Path) -> None:
    content = render_pdf(sample.document(40))
    said = text_of(content, tmp_path).split("\f")
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        numbers = {each.obj.objgen: number for number, each in enumerate(pdf.pages, start=1)}
        with pdf.open_outline() as outline:
            chapters = {item.title: numbers[item.destination[0].objgen] for item in outline.root}
            risks = [item for chapter in outline.root for item in chapter.children]
        assert said[chapters["How to verify this report"] - 1].count("How to verify this report")
        assert len(risks) == 40
        last = numbers[risks[-1].destination[0].objgen]
        assert risks[-1].title in " ".join(said[last - 1].split())
        assert f"Page {last}." in said[chapters["The 40 risks in order"]]
        links = [a for each in pdf.pages for a in each.obj.get("/Annots", ())]
        assert links
        assert all("/Dest" in link for link in links)


def test_every_page_but_the_cover_carries_its_own_number(tmp_path: Path) -> None:
    pages = text_of(render_pdf(sample.document(8)), tmp_path).split("\f")[:-1]
    assert all(
        f"{number} · Not for publication." in text for number, text in enumerate(pages, start=1) if number > 1
    )


def test_progress_only_grows_and_ends_at_a_hundred() -> None:
    heard: list[int] = []
    render_pdf(sample.document(3), progress=lambda stage, percent: heard.append(percent))
    assert heard == sorted(heard)
    assert heard[-1] == 100


def test_an_error_raised_by_progress_ends_the_work() -> None:
    def stop(stage: str, percent: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        render_pdf(sample.document(1), progress=stop)


def test_each_measure_has_its_five_strokes_as_an_artifact() -> None:
    content = render_pdf(only(scale=4, scope=None, irremediability=2, likelihood=1))
    with pikepdf.open(BytesIO(content)) as pdf:
        pages = [each.Contents.read_bytes().decode("latin-1") for each in pdf.pages]
    drawn = "".join(each.rpartition("/Artifact BMC")[2] for each in pages if "\nEMC" in each[-8:])
    assert drawn.count(" re f") == 4 + 2 + 1
    assert drawn.count("[1 1.2] 0 d") == 5
