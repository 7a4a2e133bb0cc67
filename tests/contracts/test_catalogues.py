"""The compiled catalogues say what their sources say, and know every fixed sentence in every language."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import pgettext

from stakeholders.languages import FIXED

ROOT = Path(settings.BASE_DIR, "stakeholders")
SENTENCES = re.findall(r'pgettext\(\s*"feedback", "(.*?)"\s*\)', (ROOT / "feedback_words.py").read_text())


def catalogue(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def test_there_is_a_catalogue_for_each_language_with_fixed_sentences() -> None:
    assert {path.name for path in (ROOT / "locale").iterdir()} == set(FIXED)


@pytest.mark.parametrize("language", FIXED)
def test_the_compiled_catalogue_says_what_its_source_says(language: str) -> None:
    source, compiled = (
        polib.pofile(str(catalogue(language))),
        polib.mofile(str(catalogue(language).with_suffix(".mo"))),
    )
    said = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in source}
    assert said == {(entry.msgctxt, entry.msgid): entry.msgstr for entry in compiled}
    assert {msgid for _context, msgid in said} == set(SENTENCES)
    for (_context, msgid), msgstr in said.items():
        assert msgstr, (language, msgid)
        assert re.findall(r"%\(\w+\)s", msgid) == re.findall(r"%\(\w+\)s", msgstr)


@pytest.mark.parametrize("language", FIXED)
def test_django_finds_the_sentences(language: str) -> None:
    [entry] = [one for one in polib.pofile(str(catalogue(language))) if one.msgid == "You asked:"]
    with translation.override(language):
        assert pgettext("feedback", "You asked:") == entry.msgstr
