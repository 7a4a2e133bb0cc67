"""The tree for screen readers, without the branches that say nothing.

The renderer hangs every line of text on an element of its own, and every bold word on one more. A reader
hears no difference when the text hangs on its paragraph directly, and binding a long report takes half the
memory.
"""

from typing import Any

SILENT = ("/NonStruct", "/Span", "/Div")
KEPT = ("A", "ID", "Alt", "ActualText", "Lang")


def lighten(_document: object, pdf: Any) -> None:
    """Hangs text on the nearest element that means something; for WeasyPrint's `finisher`."""
    objects = pdf.objects
    root = _at(objects, pdf.catalog["StructTreeRoot"])
    heirs: dict[bytes, bytes] = {}
    for reference in root["K"]:
        _adopt(objects, _at(objects, reference), reference, heirs)
    numbers = _at(objects, root["ParentTree"])["Nums"]
    for entry in numbers[1::2]:
        if isinstance(entry, list):
            entry[:] = [_heir(reference, heirs) for reference in entry]


def _adopt(objects: list[Any], element: Any, own: bytes, heirs: dict[bytes, bytes]) -> None:
    """Takes over the children of silent children; `heirs` notes who answers for their text."""
    kept: list[Any] = []
    for child in element["K"]:
        found = _at(objects, child) if isinstance(child, bytes) else None
        if found is None or found.get("S") is None:
            kept.append(child)
            continue
        _adopt(objects, found, child, heirs)
        if not _is_silent(found) or found.get("Pg") != element.get("Pg"):
            kept.append(child)
            continue
        for orphan in found["K"]:
            kept.append(orphan)
            if isinstance(orphan, bytes):
                _at(objects, orphan)["P"] = own
        heirs[child] = own
        found.free = "f"
    element["K"][:] = kept


def _heir(reference: bytes, heirs: dict[bytes, bytes]) -> bytes:
    while reference in heirs:
        reference = heirs[reference]
    return reference


def _is_silent(element: Any) -> bool:
    return element["S"] in SILENT and not any(key in element for key in KEPT)


def _at(objects: list[Any], reference: bytes) -> Any:
    return objects[int(reference.split(b" ", 1)[0])]
