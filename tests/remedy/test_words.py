"""Every sentence of the page of routes outside is said in each language, and the compiled files agree."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from remedy.intake import help as outside
from remedy.intake.language import LANGUAGES

ROOT = Path(settings.BASE_DIR)
OTHERS = [language for language in LANGUAGES if language != "en"]
PAGES = ROOT / "templates" / "remedy" / "intake"
SOURCES = [ROOT / "remedy/intake/help.py", PAGES / "help.html", PAGES / "_routes.html"]
SAID = re.compile(r'(?:\b_|gettext_lazy)\(\s*"([^"]+)"|translate (?:"([^"]+)"|\'([^\']+)\')')


def catalogue(language: str) -> Path:
    return ROOT / "remedy" / "locale" / language / "LC_MESSAGES" / "django.po"


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_said_in_each_language(language: str) -> None:
    known = {entry.msgid for entry in polib.pofile(str(catalogue(language))) if entry.msgstr}
    asked = {"".join(found) for source in SOURCES for found in SAID.findall(source.read_text("utf-8"))}
    assert len(asked) > 30
    assert sorted(asked - known) == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_words_are_those_of_the_source(language: str) -> None:
    source = polib.pofile(str(catalogue(language)))
    compiled = polib.mofile(str(catalogue(language).with_suffix(".mo")))
    assert {entry.msgid: entry.msgstr for entry in source} == {
        entry.msgid: entry.msgstr for entry in compiled
    }
    for entry in source:
        assert re.findall(r"%\(\w+\)s", entry.msgid) == re.findall(r"%\(\w+\)s", entry.msgstr), entry.msgid


@pytest.mark.parametrize("language", OTHERS)
def test_every_kind_has_its_own_word(language: str) -> None:
    with translation.override(language):
        words = {str(word) for word in outside.KINDS.values()}
    assert len(words) == len(outside.KINDS)


@pytest.mark.django_db
@pytest.mark.parametrize("language", OTHERS)
def test_the_page_speaks_her_language(language: str) -> None:
    page = Client().get(reverse("remedy:help"), {"country": "KE", "language": language}).text
    with translation.override(language):
        assert f"<h1>{gettext('Where else you can turn')}</h1>" in page
    assert "Where else you can turn" not in page
    assert "Looked up on" not in page
