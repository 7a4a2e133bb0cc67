"""The document as PDF, made with WeasyPrint in a worker's own process.

Parts are laid out one after the other, so that memory follows the part and not the report. The order is not
that of the pages: first what has a known place, last what must know the pages of all the rest.
"""

import gc
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop

from hrdd.reports import strokes, tagging
from hrdd.reports.document import Document
from hrdd.reports.html import ContentsLine, Sheets

OPENING_PAGES = 2
POINTS = 0.75
# Smaller parts leave too little behind to be worth a search.
COLLECT_FROM = 10
FIGURES = gettext_noop("Drawing the overview")
RISKS = gettext_noop("Setting the risks into pages")
LISTS = gettext_noop("Setting the lists into pages")
BINDING = gettext_noop("Binding the pages together")

Progress = Callable[[str, int], None]


class FetchRefusedError(Exception):
    """The report tried to load something that is not ours; it was not made."""


def unheard(stage: str, percent: int) -> None:
    """Returns nothing: for those who do not want to know how far the report is."""


def render_pdf(document: Document, *, progress: Progress = unheard) -> bytes:
    """Returns the PDF: tagged (PDF/UA-1), with bookmarks; equal documents give equal bytes.

    `progress` hears a stage, to be translated when shown, and a percentage; what it raises ends the work.
    Raises FetchRefusedError when anything but our own assets is asked for.
    """
    progress(FIGURES, 0)
    with tempfile.TemporaryDirectory(prefix="report-") as folder, _without_collector():
        press = Press(Path(folder))
        sheets = Sheets(document)
        press.lay_out("overview", sheets.overview(), first_page=OPENING_PAGES + 1)
        ranked_at = press.next_page
        press.next_page += sheets.ranked_pages
        progress(RISKS, 5)
        names = []
        done = 0
        for number, (part, html) in enumerate(sheets.risks()):
            names.append(f"risks-{number}")
            press.lay_out(names[-1], html, first_page=press.next_page)
            done += len(part)
            progress(RISKS, 5 + 80 * done // max(1, len(sheets.report.blocks)))
        progress(LISTS, 86)
        press.lay_out("closing", sheets.closing(), first_page=press.next_page)
        names.append("closing")
        page_count = press.next_page - 1
        pages = {anchor: place.page for anchor, place in press.places.items()}
        pages["ranked"] = ranked_at
        ranked = []
        for number, (count, html) in enumerate(sheets.ranked(pages)):
            ranked.append(f"ranked-{number}")
            press.lay_out(ranked[-1], html, first_page=ranked_at, expected=count)
            ranked_at += count
        press.lay_out("opening", sheets.opening(pages, page_count), first_page=1, expected=OPENING_PAGES)
        progress(BINDING, 92)
        content = press.bind(["opening", "overview", *ranked, *names], sheets.marks)
    progress(BINDING, 100)
    return content


def render_leaflet(html: str, marks: Sequence[ContentsLine]) -> bytes:
    """Returns a few pages that are no report as PDF, made as reports are: tagged, from our own assets alone.

    For what is so short that a person waits for it; raises FetchRefusedError as `render_pdf` does.
    """
    with tempfile.TemporaryDirectory(prefix="leaflet-") as folder:
        press = Press(Path(folder))
        press.lay_out("leaflet", html, first_page=1)
        return press.bind(["leaflet"], marks)


class Press:
    """WeasyPrint with our style sheet and our fetcher; keeps where each anchor came to stand."""

    def __init__(self, folder: Path) -> None:
        # Loading the renderer takes a second and thirty megabytes: only a worker at work should pay.
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import FatalURLFetchingError

        from hrdd.reports import binding
        from hrdd.reports.fetcher import PREFIX, PackagedAssetsOnly

        self.weasyprint, self.binding = weasyprint, binding
        self.folder, self.next_page = folder, 1
        self.places: dict[str, Any] = {}
        self.fetcher = PackagedAssetsOnly()
        self.fatal = FatalURLFetchingError
        self.fonts = FontConfiguration()
        self.css = weasyprint.CSS(url=f"{PREFIX}css/print/report.css", url_fetcher=self.fetcher)

    def lay_out(self, name: str, html: str, *, first_page: int, expected: int = 0) -> None:
        """Writes one part.

        Raises FetchRefusedError, and RuntimeError when it does not take the pages it was given.
        """
        try:
            part = self._set(html, first_page)
            if expected and len(part.pages) != expected:
                raise RuntimeError(f"{name} takes {len(part.pages)} pages instead of {expected}")
            self._note(part, first_page)
            # Compressed once, when all is bound.
            part.write_pdf(
                self.folder / name, pdf_variant="pdf/ua-1", uncompressed_pdf=True, finisher=_finish
            )
        except self.fatal as refusal:
            raise FetchRefusedError(str(refusal)) from refusal
        if self.fetcher.refused:
            raise FetchRefusedError(f"A report may not load {self.fetcher.refused[0][:200]!r}")
        pages = len(part.pages)
        del part
        if pages >= COLLECT_FROM:
            gc.collect()

    def _set(self, html: str, first_page: int) -> Any:
        number = f"@page :first {{ counter-reset: page {first_page} }}"
        sheets = [self.css, self.weasyprint.CSS(string=number, url_fetcher=self.fetcher)]
        source = self.weasyprint.HTML(string=html, url_fetcher=self.fetcher, base_url="report:")
        return source.render(stylesheets=sheets, font_config=self.fonts)

    def _note(self, part: Any, first_page: int) -> None:
        for at, page in enumerate(part.pages):
            for anchor, (_left, top, *_rest) in page.anchors.items():
                place = self.binding.Place(first_page + at, (page.height - top) * POINTS)
                self.places.setdefault(anchor, place)
        self.next_page = max(self.next_page, first_page + len(part.pages))

    def bind(self, names: list[str], marks: Sequence[ContentsLine]) -> bytes:
        """Returns all parts as one file, with bookmarks for the marks."""
        bookmarks = [self.binding.Bookmark(line.title, line.anchor, line.below) for line in marks]
        target = self.folder / "report.pdf"
        self.binding.bind(
            [self.folder / name for name in names], target, places=self.places, bookmarks=bookmarks
        )
        return target.read_bytes()


def _finish(document: object, pdf: object) -> None:
    strokes.draw(document, pdf)
    tagging.lighten(document, pdf)


@contextmanager
def _without_collector() -> Iterator[None]:
    # A part's boxes live until it is written; searching them for garbage again and again costs a fifth.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
        gc.collect()
