"""Parts become one PDF: pages in a row, links between parts, bookmarks, and one tree for screen readers.

Laying out two thousand risks at once takes memory and time that grow faster than the report. So parts are
laid out one after the other and bound here. What the renderer wrote is kept; only what crosses the border
between parts is added.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String


@dataclass(frozen=True, slots=True)
class Place:
    """Where an anchor stands: the page of the whole report from 1, and the height on it in points."""

    page: int
    y: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    title: str
    anchor: str
    below: bool


def bind(
    parts: Sequence[Path], target: Path, *, places: Mapping[str, Place], bookmarks: Iterable[Bookmark]
) -> None:
    """Writes the parts as one PDF; equal parts give equal bytes."""
    with ExitStack() as stack:
        book = stack.enter_context(Pdf.open(parts[0]))
        tree = book.Root.StructTreeRoot
        numbers = _numbers(tree)
        for path in parts[1:]:
            _append(book, stack.enter_context(Pdf.open(path)), tree, numbers)
        tree.ParentTree = book.make_indirect(Dictionary(Nums=Array(numbers)))
        tree.ParentTreeNextKey = len(numbers) // 2
        pages = [page.obj for page in book.pages]
        for page in pages:
            _link(page, pages, places)
        _bookmark(book, pages, places, bookmarks)
        packed = pikepdf.ObjectStreamMode.generate
        book.save(target, deterministic_id=True, compress_streams=True, object_stream_mode=packed)


def _numbers(tree: Object) -> list[Any]:
    return list(tree.ParentTree.Nums)


def _append(book: Pdf, part: Pdf, tree: Object, numbers: list[Any]) -> None:
    start, first_key = len(book.pages), len(numbers) // 2
    # Pages first: the tree's references to them are then followed to the copies.
    book.pages.extend(part.pages)
    copied = book.copy_foreign(part.Root.StructTreeRoot)
    top = tree.K[0]
    for element in copied.K[0].K:
        element.P = top
        top.K.append(element)
    keys = list(copied.ParentTree.Nums)
    for at in range(0, len(keys), 2):
        numbers += [int(keys[at]) + first_key, keys[at + 1]]
    for page in list(book.pages)[start:]:
        page.obj.StructParents = int(page.obj.StructParents) + first_key
        for annotation in page.obj.get(Name.Annots, ()):
            annotation.StructParent = int(annotation.StructParent) + first_key


def _link(page: Object, pages: Sequence[Object], places: Mapping[str, Place]) -> None:
    for annotation in page.get(Name.Annots, ()):
        action = annotation.get(Name.A)
        if action is None or not str(action.get(Name.URI, "")).startswith("page:"):
            continue
        del annotation[Name.A]
        annotation.Dest = _destination(pages, places[str(action.URI).removeprefix("page:")])


def _destination(pages: Sequence[Object], place: Place) -> Array:
    return Array([pages[place.page - 1], Name.XYZ, 0, round(place.y, 2), 0])


def _bookmark(
    book: Pdf, pages: Sequence[Object], places: Mapping[str, Place], bookmarks: Iterable[Bookmark]
) -> None:
    root = book.make_indirect(Dictionary(Type=Name.Outlines))
    levels: list[list[Object]] = [[], []]
    for bookmark in bookmarks:
        item = book.make_indirect(
            Dictionary(Title=String(bookmark.title), Dest=_destination(pages, places[bookmark.anchor]))
        )
        if bookmark.below:
            _hang(item, levels[0][-1], levels[1])
        else:
            levels[1] = []
            _hang(item, root, levels[0])
    root.Count = len(levels[0])
    book.Root.Outlines = root
    book.Root.PageMode = Name.UseOutlines


def _hang(item: Object, parent: Object, siblings: list[Object]) -> None:
    item.Parent = parent
    if siblings:
        item.Prev = siblings[-1]
        siblings[-1].Next = item
    else:
        parent.First = item
    parent.Last = item
    siblings.append(item)
    # Negative: shown closed, so that two thousand risks do not bury the chapters.
    parent.Count = -len(siblings)
