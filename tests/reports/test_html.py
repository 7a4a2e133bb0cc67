import re
from typing import Any

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


def judged() -> dict[str, Any]:
    """Returns what newer documents hold of a risk."""
    reasons = {"scale": "They trust it.", "scope": "", "irremediability": "Photos stay."}
    graded = {"scale": 5, "scope": 1, "irremediability": None, "band": 5, "reasons": reasons, "by": "Mara"}
    return {
        "own_band": 2,
        "confidence": "Low: a first guess",
        "rights_in_tension": ["Freedom of expression"],
        "tension_note": "A filter silences parody.",
        "group_ratings": [{**graded, "group": "Children", "decides": True}],
        "factors": {"enabled": "Partly", "foreseeable": "", "mitigation": "", "look_again": "Look again."},
        "actors": [
            {"name": "Bluepier", "position": "Hardware", "involvement": "It caused the harm",
             "reason": "It set the pay.", "asks": ["Use leverage."]},
        ],
        "residual": {**graded, "likelihood": 1},
    }  # fmt: skip


def test_a_block_tells_groups_actors_and_what_stays() -> None:
    html = render_html(freeze(sample.frame(), [sample.risk(1, band=5, **judged())]))
    for said in (
        "For everyone it is 2 Limited; the rank follows: Children.",
        "Children: 5 Extreme (scale 5, scope 1, irremediability ?).",
        "Children: Scale 5, scope 1, irremediability ?. By score",
        "They trust it.",
        "Also involved, Bluepier, Hardware: It caused the harm.",
        "Use leverage.",
        "enabled, encouraged or motivated the harm: Partly. Look again.",
        "With the measures in place: 5 Extreme",
        "likelihood 1), without them 2. It moves no rank.",
        "Rights in tension: Freedom of expression.",
        "Low: a first guess.",
    ):
        assert said in html, said


def test_a_document_frozen_before_all_that_is_printed_as_it_was() -> None:
    old = sample.risk(1)
    assert not set(judged()) & set(old)
    html = render_html(freeze(sample.frame(), [old]))
    for said in ("Where groups differ", "Also involved", "With the measures in place", "in tension"):
        assert said not in html
