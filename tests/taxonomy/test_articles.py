import pytest

from taxonomy.articles import Citation, citations

KNOWN = ["UDHR", "CRC", "CRC GC 25", "OP-SC", "ILO", "CERD"]


def test_a_line_is_read_in_its_order() -> None:
    assert citations("UDHR 12; CRC 16, 17", KNOWN) == [
        Citation("UDHR", "12"),
        Citation("CRC", "16"),
        Citation("CRC", "17"),
    ]


def test_an_instrument_can_stand_as_a_whole() -> None:
    assert citations("OP-SC; CRC GC 25", KNOWN) == [Citation("OP-SC"), Citation("CRC GC 25")]


def test_paragraphs_and_ranges_are_kept_as_they_are() -> None:
    assert citations("CERD 5(d)(v); CRC 34-37", KNOWN) == [
        Citation("CERD", "5(d)(v)"),
        Citation("CRC", "34-37"),
    ]


def test_an_unknown_instrument_is_refused() -> None:
    with pytest.raises(ValueError, match="No instrument"):
        citations("UDHR 12; NOPE 3", KNOWN)
