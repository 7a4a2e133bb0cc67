"""The document as HTML: the twin people read in a browser, and the sheets the PDF is bound from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.template.loader import render_to_string
from django.utils import translation

from hrdd.lib.canonical import canonical_json, sha256
from hrdd.reports.blocks import Block
from hrdd.reports.document import Document
from hrdd.reports.glyphs import Missing
from hrdd.reports.layout import Layout, arrange

# Rows have one height on paper, so that the list's length in pages is known before it is filled.
ROWS_ON_FIRST_PAGE, ROWS_ON_A_PAGE = 20, 24
# A part of this much text is laid out at a time; memory follows the part, not the report.
PART_LETTERS, PART_RISKS, PART_PAGES = 160_000, 50, 20
# Links between parts are put in when the parts are bound together.
LINK = "page:"
LONG_WORD = re.compile(r"[^\s<>]{30}")


@dataclass(frozen=True, slots=True)
class ContentsLine:
    anchor: str
    title: str
    page: int | None
    below: bool = False


@dataclass(frozen=True, slots=True)
class RankedLine:
    block: Block
    page: int | None


def render_html(document: Document, *, back_url: str = "", pdf_url: str = "", json_url: str = "") -> str:
    """Returns the twin, a whole page; it links to the PDF and the JSON where their addresses are given."""
    with translation.override(document["language"]):
        report = arrange(document, digest=_digest(document))
        context = {
            "report": report,
            "contents": _contents(report, report.chapters(), {}),
            "ranked": [[RankedLine(block, None) for block in report.blocks]],
            "blocks": report.blocks,
            "first": True,
            "to": "#",
            "back_url": back_url,
            "pdf_url": pdf_url,
            "json_url": json_url,
        }
        return render_to_string("reports/twin.html", context)


class Sheets:
    """The parts of one report on paper, each a page of HTML of its own."""

    def __init__(self, document: Document) -> None:
        self.document = document
        missing = Missing()
        with translation.override(document["language"]):
            self.report = arrange(document, digest=_digest(document), shown=missing.shown)
            self.missing = missing.listed
            self.chapters = self.report.chapters(missing=bool(self.missing))

    @property
    def marks(self) -> list[ContentsLine]:
        """Returns what the bookmarks name: each chapter, and each risk below its chapter."""
        lines = []
        for anchor, title in self.chapters:
            lines.append(ContentsLine(anchor, title, None))
            if anchor == "risks":
                lines += [
                    ContentsLine(block.anchor, f"{block.rank}. {block.short_title}", None, below=True)
                    for block in self.report.blocks
                ]
        return lines

    def opening(self, pages: Mapping[str, int], page_count: int) -> str:
        """Returns cover and contents, which stand on one page each."""
        contents = _contents(self.report, self.chapters, pages)
        return self._sheet("", "_cover", "_contents", contents=contents, page_count=page_count)

    def overview(self) -> str:
        """Returns the summary and the method."""
        return self._sheet("", "_summary", "_method")

    @property
    def ranked_pages(self) -> int:
        """Returns how many pages the ranked list takes."""
        return len(list(_batches(self.report.blocks)))

    def ranked(self, pages: Mapping[str, int]) -> Iterator[tuple[int, str]]:
        """Yields the ranked list with the page of each risk, part by part, and how many pages each takes."""
        batches = _batches(self.report.blocks)
        first = True
        while part := list(islice(batches, PART_PAGES)):
            lines = [[RankedLine(block, pages[block.anchor]) for block in batch] for batch in part]
            yield len(part), self._sheet("ranked", "_ranked", ranked=lines, first=first)
            first = False

    def risks(self) -> Iterator[tuple[Sequence[Block], str]]:
        """Yields the risk blocks part by part, most severe first."""
        part: list[Block] = []
        first, letters = True, 0
        for block in self.report.blocks:
            if part and (letters + block.length > PART_LETTERS or len(part) == PART_RISKS):
                yield part, self._sheet("risks", "_risks", blocks=part, first=first)
                part, letters, first = [], 0, False
            part.append(block)
            letters += block.length
        yield part, self._sheet("risks", "_risks", blocks=part, first=first)

    def closing(self) -> str:
        """Returns who was not consulted, the rights, what could not be shown, and how to verify."""
        return self._sheet("", "_closing", missing=self.missing)

    def _sheet(self, chapter: str, *names: str, **context: object) -> str:
        common = {
            "report": self.report,
            "templates": [f"reports/{name}.html" for name in names],
            "chapter": dict(self.chapters).get(chapter, ""),
            "created_on": self.document["created_on"],
            "paper": True,
            "to": LINK,
        }
        with translation.override(self.document["language"]):
            html = render_to_string("reports/sheet.html", common | context)
        # Breaking words anywhere costs a fifteenth of the time, so only parts that need it pay.
        return html.replace("<html", '<html class="long-words"', 1) if LONG_WORD.search(html) else html


def _contents(
    report: Layout, chapters: Sequence[tuple[str, str]], pages: Mapping[str, int]
) -> list[ContentsLine]:
    lines = []
    for anchor, title in chapters:
        lines.append(ContentsLine(anchor, title, pages.get(anchor)))
        if anchor == "risks":
            lines += [
                ContentsLine(
                    block.anchor, f"{block.reference}: {block.short_title}", pages.get(block.anchor), True
                )
                for block in report.named_in_contents
            ]
    return lines


def _batches(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    rows = iter(blocks)
    yield list(islice(rows, ROWS_ON_FIRST_PAGE))
    while batch := list(islice(rows, ROWS_ON_A_PAGE)):
        yield batch


def _digest(document: Document) -> str:
    return sha256(canonical_json(document))
