"""A name is shown to people and saved on their machines; it never leads anywhere and hides nothing."""

import pytest

from hrdd.evidence.names import LONGEST_IN_BYTES, clean_name, ending


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("/etc/shadow.pdf", "shadow.pdf"),
        ("C:\\x", "x.pdf"),
        ("C:\\Users\\maria\\Letter from home.PDF", "Letter from home.pdf"),
        ("..", "evidence.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("", "evidence.pdf"),
        ("   .pdf", "evidence.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.pdf"),
        ("a\u2066b\u200fc.pdf", "abc.pdf"),
        ("line\r\nbreak\x00\x1b.pdf", "linebreak.pdf"),
        ('quo"te;<script>*?.pdf', "quo te script.pdf"),
        ("page.html", "page.pdf"),
        ("page.pdf.exe", "page.pdf.pdf"),
        ("report v1.2", "report v1.2.pdf"),
        ("письмо.pdf", "письмо.pdf"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
        ("half \ud800 a character.pdf", "half a character.pdf"),
    ],
)
def test_a_name_is_cleaned_and_ends_in_what_the_file_is(name: str, shown: str) -> None:
    assert clean_name(name, "pdf") == shown


@pytest.mark.parametrize("letter", ["x", "字", "é"])
def test_a_long_name_is_cut_and_keeps_its_ending(letter: str) -> None:
    shown = clean_name(letter * 300 + ".pdf", "pdf")
    assert shown.endswith(f"{letter}.pdf")
    assert len(shown) <= 120
    assert len(shown.encode()) <= LONGEST_IN_BYTES


def test_the_ending_is_what_the_name_says() -> None:
    assert [ending(name) for name in ("a.CSV", "a", "a.b.svg", "x/y.js", "v1.2")] == [
        "csv",
        "",
        "svg",
        "js",
        "",
    ]
