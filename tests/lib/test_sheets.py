"""Tables in and out: what was written comes back, and nothing in a file is a formula."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from assessments.models import System
from hrdd.lib.sheets import Table, Unreadable, csv_bytes, csv_lines, read_table, xlsx_bytes
from hrdd.lib.sheets.cells import clean, guarded, unguarded

KIND = next(iter(System.Kind))
WRITERS = [pytest.param(csv_bytes, id="csv"), pytest.param(xlsx_bytes, id="xlsx")]
DANGEROUS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\nx", " =1", "\u200b=1", "\u00a0+1", "\ufeff@x", "\u3164=1",
    "'=1", "''=1", "＝1", "＋1", "－1", "＠x", "﹦1", "\u200f=1", "\u202e-1", "= ",
    "=HYPERLINK(\"http://x\")", "-",
]  # fmt: skip
HARMLESS = [
    "a=1",
    "'quoted'",
    "1-2",
    "#N/A",
    "#REF!",
    "_x0041_",
    "_x005F_x000D_",
    "1e5",
    "",
    " a ",
    "a\nb",
    "''",
]

ANYTHING = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=30)
BEGUN = st.sampled_from(["=", "'", " =", "@", "-", "_x", "#N/A", ";", ",", '"'])
texts = (ANYTHING | st.builds(str.__add__, BEGUN, ANYTHING)).map(clean)
Writer = Callable[..., bytes]


def read(content: bytes, sheet: str = "") -> Table:
    return read_table(io.BytesIO(content), sheet=sheet)


def book(*rows: list[object], title: str = "Sheet") -> bytes:
    """Returns an XLSX as another program would write it."""
    workbook, target = Workbook(), io.BytesIO()
    workbook.active.title = title
    for row in rows:
        workbook.active.append(row)
    workbook.save(target)
    return target.getvalue()


@given(st.data(), st.sampled_from([csv_bytes, xlsx_bytes]))
def test_what_was_written_is_read_back(data: st.DataObject, write: Writer) -> None:
    names = texts.map(lambda text: " ".join(text.split())).filter(bool)
    header = data.draw(st.lists(names, min_size=1, max_size=5, unique_by=str.casefold))
    cell = st.text(min_size=1, max_size=1, alphabet="ab")
    rows = data.draw(
        st.lists(st.tuples(cell, *[texts] * (len(header) - 1)), max_size=6), label="the first column is full"
    )
    table = read(write(header, rows))
    assert table.header == tuple(header)
    assert table.rows == tuple(rows)


@pytest.mark.parametrize("write", WRITERS)
def test_dangerous_and_odd_texts_come_back_as_they_were(write: Writer) -> None:
    rows = [("x", text) for text in DANGEROUS + HARMLESS]
    assert list(read(write(["a", "=b"], rows)).rows) == rows
    assert read(write(["a", "=b"], rows)).header == ("a", "=b")


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_could_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_formula_is_left_alone(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


def test_no_cell_of_a_written_spreadsheet_is_a_formula_or_an_error() -> None:
    content = xlsx_bytes(DANGEROUS, [DANGEROUS, [*HARMLESS, True, None, 1, 2.5]])
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert kinds == {"s", "n"}
    values = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
    assert not [value for value in values if value.lstrip()[:1] in {"=", "+", "-", "@"}]


def test_no_field_of_a_written_csv_begins_a_formula_whatever_the_delimiter() -> None:
    content = csv_bytes(["a"], [[text] for text in [*DANGEROUS, "a;=1", "a\t=1", 'a";=1', "a,=1", "a\n=1"]])
    for delimiter in ",;\t|":
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter):
            assert not [field for field in row if field.strip()[:1] in {"=", "+", "@"}], (delimiter, row)


def test_a_written_csv_is_what_excel_opens() -> None:
    content = csv_bytes(["Title", "Rank"], [["Größe", 3], ['"', None]])
    assert content == '\ufeff"Title","Rank"\r\n"Größe",3\r\n"""",""\r\n'.encode()


def test_a_csv_can_be_sent_in_pieces() -> None:
    rows = [["x" * 1000]] * 200
    pieces = list(csv_lines(["a"], rows))
    assert len(pieces) > 2
    assert b"".join(pieces) == csv_bytes(["a"], rows)


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"), (3.0, "3"), (-5, "-5"), (2.5, "2.5"), (0.1 + 0.2, "0.3"), (Decimal("2.50"), "2.5"),
        (float("nan"), ""), (float("-inf"), ""), (1e20, "1e+20"),
        (12345678901234567890, "12345678901234567890"), (-12345678901234567890, "-12345678901234567890"),
        (True, "yes"), (False, "no"), (None, ""),
        (date(2026, 3, 1), "2026-03-01"), (datetime(2026, 3, 1), "2026-03-01"),  # noqa: DTZ001
        (datetime(2026, 3, 1, 14, 30, tzinfo=UTC), "2026-03-01 14:30+00:00"), (time(9, 5), "09:05:00"),
        (KIND, KIND.value), (KIND.label, str(KIND.label)), (mark_safe("<b>"), "<b>"),
        ("a\x00\x08b\ud800\ufffe", "ab"), ("a\r\nb\rc", "a\nb\nc"),
    ],
)  # fmt: skip
def test_each_value_is_written_as_people_see_it(write: Writer, value: object, text: str) -> None:
    assert read(write(["a", "b"], [["x", value]])).rows == (("x", text),)


def test_numbers_stay_numbers() -> None:
    sheet = load_workbook(io.BytesIO(xlsx_bytes(["a"], [[3, 2.5, -1, Decimal("1.5")]]))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]] == [3, 2.5, -1, 1.5]


def test_a_text_too_long_for_a_spreadsheet_is_cut_with_a_word_about_it() -> None:
    text = read(xlsx_bytes(["a"], [["🙂" * 20_000]])).rows[0][0]
    assert text.endswith("(cut here: a cell of a spreadsheet holds no more)")
    assert 16_000 < text.count("🙂") < 16_384
    assert read(xlsx_bytes(["a"], [["x" * 32_767]])).rows[0][0] == "x" * 32_767


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Risks: A-12 [all] 'x'", "Risks  A-12  all  'x"),
        ("", "Table"),
        ("'[]", "Table"),
        ("ü" * 50, "ü" * 31),
    ],
)
def test_any_title_becomes_one_that_a_sheet_may_have(title: str, kept: str) -> None:
    assert load_workbook(io.BytesIO(xlsx_bytes(["a"], [], title=title))).sheetnames == [kept]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_usual_encoding_is_read_and_told(encoding: str) -> None:
    table = read("Name,Why\nÉtienne,“so”\n".encode(encoding))
    assert (table.header, table.rows, table.encoding) == (
        ("Name", "Why"), (("Étienne", "“so”"),), encoding.removesuffix("-sig")
    )  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_usual_delimiter_is_found(delimiter: str, ends: str) -> None:
    lines = [
        ["Title", "Why, and how; in words", "Rank"],
        ['Say "no"', "one, two; three,", "1"],
        ["b", "", "2"],
    ]
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter, lineterminator=ends).writerows(lines)
    table = read(target.getvalue().encode())
    assert [list(table.header), *map(list, table.rows)] == lines
    assert table.delimiter == delimiter


def test_commas_in_sentences_do_not_hide_a_semicolon() -> None:
    content = b"Title;Description\nFirst;one, two, three\nSecond;four, five\nThird;six\n"
    assert read(content).rows[0] == ("First", "one, two, three")


def test_other_delimiters_in_what_we_wrote_do_not_mislead() -> None:
    table = read(csv_bytes(["Title", "One; two; three"], [["a", "x; y; z"], ["b", "u; v; w"]]))
    assert (table.header, table.delimiter) == (("Title", "One; two; three"), ",")


def test_a_first_line_may_name_the_delimiter() -> None:
    table = read(b"sep=;\r\na,b;c\r\n1;2\r\n")
    assert (table.header, table.rows, table.first_row) == (("a,b", "c"), (("1", "2"),), 3)


def test_values_of_a_spreadsheet_are_read_as_people_see_them() -> None:
    moment = datetime(2026, 3, 1, 14, 30)  # noqa: DTZ001 (spreadsheets know no zones)
    row = [1, 2.0, 2.5, True, date(2026, 3, 1), moment, time(9, 5), None, "a_x000D_\nb", "last"]
    assert read(book([f"c{n}" for n in range(10)], row)).rows == (
        ("1", "2", "2.5", "yes", "2026-03-01", "2026-03-01 14:30", "09:05:00", "", "a\nb", "last"),
    )


def test_a_formula_is_read_as_its_last_value_never_as_itself() -> None:
    assert read(book(["a", "b"], ["=1+1", "x"])).rows == (("", "x"),)


def test_the_first_sheet_in_sight_is_read_or_the_named_one() -> None:
    workbook, target = Workbook(), io.BytesIO()
    workbook.active.title = "Hidden"
    workbook.active.sheet_state = "hidden"
    for name in ("First", "Second"):
        workbook.create_sheet(name).append([name])
    workbook.save(target)
    assert read(target.getvalue()).header == ("First",)
    assert read(target.getvalue(), "second").sheet == "Second"
    with pytest.raises(Unreadable, match="It has: Hidden, First, Second"):
        read(target.getvalue(), "Third")


@pytest.mark.parametrize("make", [book, lambda *rows: csv_bytes(rows[0], rows[1:])], ids=["xlsx", "csv"])
def test_empty_ends_do_not_count_and_rows_keep_their_numbers(make: Callable[..., bytes]) -> None:
    table = read(make(["a", "b", "", ""], ["1", "2"], [], ["", ""], ["3", "4", " "], ["", " "], []))
    assert table.header == ("a", "b")
    assert table.rows == (("1", "2"), ("", ""), ("", ""), ("3", "4"))
    assert list(table.records()) == [(2, {"a": "1", "b": "2"}), (5, {"a": "3", "b": "4"})]


def test_a_table_may_begin_below_empty_lines() -> None:
    assert list(read(book([], [], ["a"], ["1"])).records()) == [(4, {"a": "1"})]
    assert list(read(b"\n,\na,b\n1,2\n").records()) == [(4, {"a": "1", "b": "2"})]


def test_every_column_has_a_name_of_its_own() -> None:
    table = read(b"Title, title ,,Title (2),Column 3\n1,2,3,4,5,6\n")
    assert table.header == ("Title", "title (2)", "Column 3", "Title (2) (2)", "Column 3 (2)", "Column 6")


def test_short_rows_are_filled_up() -> None:
    assert read(b"a,b,c\n1\n1,2\n").rows == (("1", "", ""), ("1", "2", ""))


def test_the_content_tells_the_kind() -> None:
    assert (read(book(["a"])).kind, read(b"a").kind) == ("xlsx", "csv")
