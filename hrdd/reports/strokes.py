"""The five strokes of a measure, drawn straight onto the page.

As background images they took a tenth of a report's time. They repeat what the number beside them says, so
they are artifacts: seen, and passed over by a screen reader. Grey means nothing here; ink does.
"""

from collections.abc import Iterator
from typing import Any

SCALE = 0.75
# In CSS pixels: width and height of a stroke, the way to the next, and how far below the line's top it is.
WIDTH, HEIGHT, STEP, DROP = 5.0, 13.0, 7.5, 2.5
INK, EDGE = "0.118 0.102 0.082", "0.522 0.478 0.412"


def draw(document: Any, pdf: Any) -> None:
    """Draws the strokes of every `dim` paragraph beside its first line; for WeasyPrint's `finisher`."""
    pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
    seen: set[Any] = set()
    for page, pdf_page in zip(document.pages, pages, strict=True):
        operators = list(_page(page._page_box, seen))
        if operators:
            contents = pdf.objects[int(pdf_page["Contents"].split(b" ", 1)[0])]
            contents.stream += [b"/Artifact BMC", b"q", *operators, b"Q", b"EMC"]


def _page(page_box: Any, seen: set[Any]) -> Iterator[bytes]:
    for box in page_box.descendants():
        # Asked of paragraphs only; one that runs on to the next page has its strokes where it begins.
        if box.element_tag != "p" or box.element in seen:
            continue
        name, _space, value = box.element.get("class", "").partition(" dim-")
        if name == "dim" and not value.endswith(" below"):
            seen.add(box.element)
            yield from _strokes(box.content_box_x(), box.content_box_y(), value)


def _strokes(text_left: float, top: float, value: str) -> Iterator[bytes]:
    left = text_left - 6 * STEP
    for number in range(5):
        place = (left + number * STEP, top + DROP, WIDTH, HEIGHT)
        rectangle = " ".join(f"{length * SCALE:.2f}" for length in place)
        if value == "unknown":
            yield f"{EDGE} RG 0.5 w [1 1.2] 0 d {rectangle} re S".encode()
        elif number < int(value):
            yield f"{INK} rg {rectangle} re f".encode()
        else:
            yield f"{EDGE} RG 0.5 w [] 0 d {rectangle} re S".encode()
