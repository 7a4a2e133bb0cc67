"""Files that are no tables, too large or made to harm: refused with a sentence, never with an error."""

import io
import random
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from hrdd.lib.errors import Refused
from hrdd.lib.sheets import LIMITS, Limits, Table, Unreadable, csv_bytes, read_table, xlsx_bytes

GOOD = xlsx_bytes(["Title", "Rank"], [["A harm", 1], ["Another", 2], ["=x", 2.5]])
SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def refusal(content: bytes, limits: Limits = LIMITS) -> str:
    """Returns the sentence with which a file is refused."""
    with pytest.raises(Unreadable) as caught:
        read_table(io.BytesIO(content), limits=limits)
    assert isinstance(caught.value, Refused)
    return caught.value.message


def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(changed: dict[str, bytes | None], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Returns the good file with these parts put in, or left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in (parts() | changed).items():
            if content is not None:
                archive.writestr(name, content)
    return target.getvalue()


def sheet(rows: str) -> bytes:
    return packed({SHEET: f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>".encode()})


# Limits: each names itself and what was found


def test_a_file_too_large_is_refused() -> None:
    assert "more than 10 MB" in refusal(b"a" * 10_000_001)
    assert "more than 1.5 MB" in refusal(b"a" * 2_000_000, Limits(size=1_500_000))


@pytest.mark.parametrize("write", [csv_bytes, xlsx_bytes])
@pytest.mark.parametrize(
    ("limits", "rows", "said"),
    [
        (replace(LIMITS, rows=3), [["x", "y", "z"]] * 4, "goes on in row 5. It may have 3 rows"),
        (replace(LIMITS, columns=2), [["x", "y", "z"]], "something in column 3. A table may have 2"),
        (replace(LIMITS, cells=8), [["x", "y", "z"]] * 2, "more than 8 cells: 9 down to row 3, in 3 columns"),
        (replace(LIMITS, characters=5), [["", "x" * 6]], "column “b” holds 6 characters. A cell may hold 5"),
    ],
)  # fmt: skip
def test_a_table_beyond_a_limit_is_refused_by_its_name(
    write: type, limits: Limits, rows: list[list[str]], said: str
) -> None:
    assert said in refusal(write(["a", "b", "c"], rows), limits)


def test_a_table_at_its_limits_is_read() -> None:
    limits = Limits(rows=2, columns=2, cells=6, characters=3)
    content = csv_bytes(["a", "b"], [["=12", "y"], ["z", "xyz"], ["", ""]])
    assert len(read_table(io.BytesIO(content), limits=limits).rows) == 2


def test_numbers_in_a_refusal_are_easy_to_read() -> None:
    assert "It may have 5,000 rows" in refusal(b"a\n" + b"x\n" * 5_001)


def test_a_quotation_mark_that_is_never_closed_is_named() -> None:
    assert "never closed" in refusal(b'a,"b\n' + b"x,y\n" * 50_000)


# Not a table


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"  \r\n ", "empty"),
        (b"\xef\xbb\xbf", "nothing in this table"),
        (b",,\n,\n", "nothing in this table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old XLS format, or one protected"),
        (b"%PDF-1.7\n", "a document, not a table"),
        (b"<!DOCTYPE html><html>", "a document, not a table"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "other than text"),
        (b"\x81\x8d\x8f", "cannot be read"),
        (b"\x00\x01,\x02", "other than text"),
        (b"\xff\xfea\x00\x00", "cannot be read"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (GOOD[:200], "damaged"),
        (GOOD[:-30], "damaged"),
        (packed({"xl/workbook.xml": None}), "damaged"),
        (packed({SHEET: b"<worksheet"}), "damaged"),
        (packed({SHEET: None}), "damaged"),
        (packed({"[Content_Types].xml": None}), "damaged"),
        (packed({"xl/workbook.bin": b"x"}), "no XLSX file"),
        (packed({"xl/vbaProject.bin": b"x"}), "holds macros"),
        (packed({"xl/macrosheets/sheet1.xml": b"<x/>"}), "holds macros"),
        (packed({}, zipfile.ZIP_LZMA), "damaged"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_words(content: bytes, said: str) -> None:
    assert said in refusal(content)


def test_another_archive_is_no_spreadsheet() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "no XLSX file" in refusal(target.getvalue())


def test_an_encrypted_archive_is_refused() -> None:
    content = bytearray(GOOD)
    for found in re.finditer(b"PK\x01\x02", GOOD):
        content[found.start() + 8] |= 1
    assert "protected with a password" in refusal(bytes(content))


# Made to harm


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert "grows" in refusal(packed({"xl/worksheets/sheet2.xml": b" " * 30_000_000}))


def test_a_large_file_in_a_small_one_is_refused() -> None:
    noise = random.Random(1).randbytes(50_000).hex().encode() * 40
    said = refusal(packed({"xl/media/a.dat": noise}), Limits(unpacked=1_000_000))
    assert "Unpacked, this file has 4.0 MB. It may have 1.0 MB." in said


def test_a_directory_that_lies_about_sizes_does_not_help() -> None:
    content = packed({"xl/media/a.txt": b"x" * 900_000})
    lie = content.replace((900_000).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    assert lie != content
    assert "damaged" in refusal(lie)


def test_too_many_parts_are_refused() -> None:
    assert "packed from 1,0" in refusal(packed({f"xl/x{n}": b"x" for n in range(1_000)}))


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/styles.xml", "docProps/core.xml", "xl/x.dat"])
@pytest.mark.parametrize(
    "body",
    [
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><x/>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="utf-7"?><x/>',
        b" " * ((1 << 20) - 5) + b"<!DOCTYPE x><x/>",
        b" " * (1 << 20) + b"<!DOCTYPE x><x/>",
    ],
    ids=["entities", "external", "utf-16", "utf-7", "across-chunks", "after-a-chunk"],
)
def test_document_types_and_other_encodings_are_refused_wherever_they_are(name: str, body: bytes) -> None:
    # Of noise, so that it is not refused for its compression instead.
    body = body.replace(b" " * 1000, bytes(random.Random(1).choices(b" \n\t\r", k=1000)))
    assert "damaged" in refusal(packed({name: body}))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (sheet("<row>" + "<c/>" * 1_700_000 + "</row>"), "grows"),
        (sheet("".join(f'<row><c r="A1" s="{n}"/></row>' for n in range(900_000))), "far more than one"),
        (sheet('<row r="2000000000"><c><v>1</v></c></row>'), "more than 2,000,000 cells"),
        (sheet('<row><c r="ZZZ1" t="inlineStr"><is><t>x</t></is></c></row>'), "column 18,278"),
        (sheet("".join(f'<row r="{n}"><c r="XFD{n}"/></row>' for n in range(1, 9_000))), "most of them"),
    ],
    ids=["one-row", "elements", "far-row", "far-column", "wide-and-empty"],
)  # fmt: skip
def test_sheets_that_keep_a_reader_busy_are_refused(content: bytes, said: str) -> None:
    assert said in refusal(content)


def test_a_flood_of_styles_is_refused() -> None:
    styles = "".join(f'<xf numFmtId="{n}"/>' for n in range(80_000))
    assert "far more than one table" in refusal(packed({"xl/styles.xml": f"<styleSheet>{styles}".encode()}))


def test_a_flood_of_rules_below_the_cells_is_refused() -> None:
    rules = "".join(f'<conditionalFormatting sqref="A{n}"/>' for n in range(80_000))
    content = f"<worksheet {MAIN}><sheetData/>{rules}</worksheet>".encode()
    assert "far more than one table" in refusal(packed({SHEET: content}))


def test_a_full_table_fits_with_as_many_empty_cells_beside_it() -> None:
    full, empty = '<c t="inlineStr"><is><t>x</t></is></c>' * 4, '<c s="0"/>' * 3
    limits = Limits(rows=500, cells=2_000)
    content = sheet(f"<row>{full}{empty}</row>" * 500)
    assert len(read_table(io.BytesIO(content), limits=limits).rows) == 499


def test_a_million_empty_formatted_rows_do_no_harm() -> None:
    rows = "".join(f'<row r="{n}" s="1"/>' for n in range(3, 200_000))
    table = read_table(io.BytesIO(sheet(f'<row><c><v>1</v></c></row><row r="2"><c><v>2</v></c></row>{rows}')))
    assert (table.header, table.rows) == (("1",), (("2",),))


@pytest.mark.parametrize("size", ["A1", "A1:XFD1048576", "Z99"])
def test_what_a_sheet_says_about_its_size_is_not_believed(size: str) -> None:
    cells = '<c r="A{n}"><v>1</v></c><c r="B{n}"><v>2</v></c>'
    rows = "".join(f"<row>{cells.format(n=n)}</row>" for n in (1, 2))
    content = f'<worksheet {MAIN}><dimension ref="{size}"/><sheetData>{rows}</sheetData></worksheet>'
    table = read_table(io.BytesIO(packed({SHEET: content.encode()})))
    assert (table.header, table.rows) == (("1", "2"), (("1", "2"),))


def test_links_to_other_files_are_not_followed() -> None:
    workbook, target = Workbook(), io.BytesIO()
    workbook.active.append(["a", "='file:///etc/[passwd]x'!A1"])
    workbook.save(target)
    assert read_table(io.BytesIO(target.getvalue())).header == ("a",)


# Anything at all


def anyhow(content: bytes) -> None:
    """Reads, or refuses with a sentence; fails on anything else."""
    try:
        table = read_table(io.BytesIO(content))
    except Unreadable as refused:
        assert refused.message
    else:
        assert isinstance(table, Table)
        assert all(len(row) == len(table.header) for row in table.rows)
        assert len(set(table.header)) == len(table.header)


@settings(max_examples=300)
@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(str.encode)
    | st.text("a,;\t\"'=\n\r ").map(str.encode)
)
@example(b'"')
@example(b"sep=;")
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    anyhow(content)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_spreadsheet_with_bytes_changed_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    content = bytearray(GOOD)
    for place, byte in changes:
        content[place] = byte
    anyhow(bytes(content))


@settings(max_examples=200)
@given(st.data())
def test_a_spreadsheet_with_its_parts_changed_is_read_or_refused(data: st.DataObject) -> None:
    originals = parts()
    name = data.draw(st.sampled_from(sorted(originals)))
    original = originals[name]
    start = data.draw(st.integers(0, len(original)))
    length = data.draw(st.integers(0, 40))
    put = data.draw(
        st.binary(max_size=20) | st.sampled_from([b"<c/>", b'r="0"', b"-1", b"9" * 5000, b"s", b"&a;"])
    )
    anyhow(packed({name: original[:start] + put + original[start + length :]}))
