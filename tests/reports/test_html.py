import re

import pytest

from hrdd.reports.blocks import is_right_to_left, paragraphs, shorten
from hrdd.reports.document import freeze
from hrdd.reports.html import render_html
from tests.reports import sample


def test_the_twin_stands_in_the_same_order_as_the_pdf() -> None:
    html = render_html(sample.document(3))
    assert re.findall(r'<article class="risk-block" id="(.*?)"', html) == [
        "block-r-1",
        "block-r-2",
        "block-r-3",
    ]


def test_the_twin_keeps_the_strict_policy() -> None:
    html = render_html(sample.document(2))
    assert "style=" not in html
    assert "<style" not in html
    assert "<script" not in html


def test_every_link_inside_the_twin_has_its_target() -> None:
    html = render_html(sample.document(3))
    assert set(re.findall(r'href="#(.*?)"', html)) <= set(re.findall(r'id="(.*?)"', html))


def test_what_people_wrote_is_text_in_the_twin() -> None:
    html = render_html(freeze(sample.frame(), [sample.risk(1, title="<script>alert(1)</script>")]))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_the_twin_shows_what_the_pdf_cannot() -> None:
    assert "🫠" in render_html(freeze(sample.frame(), [sample.risk(1, description="melting 🫠")]))


def test_each_paragraph_runs_in_its_own_direction() -> None:
    parts = paragraphs("Harm\n\nصور لأشخاص\nحقيقيين\n\n123 صور")
    assert [(part.text, part.rtl) for part in parts] == [
        ("Harm", False),
        ("صور لأشخاص حقيقيين", True),
        ("123 صور", True),
    ]


@pytest.mark.parametrize(("text", "rtl"), [("", False), ("123", False), ("«שלום»", True), ("A صور", False)])
def test_the_first_letter_with_a_direction_decides(text: str, rtl: bool) -> None:
    assert is_right_to_left(text) is rtl


def test_a_title_is_cut_to_one_line_and_chinese_letters_count_twice() -> None:
    assert shorten("a" * 10, 10) == "a" * 10
    assert shorten("a" * 11, 10) == "a" * 9 + "…"
    assert shorten("照" * 6, 10) == "照" * 4 + "…"
