"""Every sentence that a person can meet in the channel is said in each language, and the pages keep to it."""

import re
from collections.abc import Iterator
from html import unescape

import polib
import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from hrdd.lib import countries
from remedy import routes
from remedy.intake import help as outside
from remedy.models import Channel
from remedy.states import CaseState
from tests import factories
from tests.factories.remedy import CODE
from tests.remedy.catalogue import HOLES, LANGUAGES, catalogue, sayings

SAYINGS = sayings()
WORD = re.compile(r"[^\W\d_]{2,}")
# A sentence is more than a name: three words or more.
SENTENCE = 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_said_and_none_is_left_over(language: str) -> None:
    entries = polib.pofile(str(catalogue(language)))
    assert {(entry.msgid, entry.msgid_plural) for entry in entries} == SAYINGS
    assert [entry.msgid for entry in entries if not entry.translated() or entry.fuzzy] == []
    for entry in entries:
        said = list(entry.msgstr_plural.values())[1:] if entry.msgid_plural else [entry.msgstr]
        for one in said:
            assert set(HOLES.findall(one)) <= set(HOLES.findall(entry.msgid + entry.msgid_plural)), one
            assert set(HOLES.findall(entry.msgid)) <= set(HOLES.findall(one)), one


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_words_are_those_of_the_source(language: str) -> None:
    source = polib.pofile(str(catalogue(language)))
    compiled = polib.mofile(str(catalogue(language).with_suffix(".mo")))
    assert {(entry.msgid, entry.msgstr, *entry.msgstr_plural.values()) for entry in source} == {
        (entry.msgid, entry.msgstr, *entry.msgstr_plural.values()) for entry in compiled
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_other_catalogue_speaks_over_ours(language: str) -> None:
    with translation.override(language):
        for entry in polib.pofile(str(catalogue(language))):
            assert entry.msgid_plural or gettext(entry.msgid) == entry.msgstr


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_route_has_its_own_word(language: str) -> None:
    with translation.override(language):
        words = {str(word) for word in outside.KINDS.values()}
    assert len(words) == len(outside.KINDS)


def lines(page: str) -> Iterator[str]:
    """Returns the sentences of a page; what is marked as another language is left out."""
    page = re.sub(r"<(textarea|head)\b.*?</\1>", " ", page, flags=re.DOTALL)
    page = re.sub(r'<(\w+)[^>]* lang="[^"]*"[^>]*>.*?</\1>', " ", page.partition("<body")[2], flags=re.DOTALL)
    said = [*re.findall(r'(?:aria-label|title|placeholder)="([^"]+)"', page), *re.split(r"<[^>]+>", page)]
    for line in said:
        if len(WORD.findall(line)) >= SENTENCE:
            yield " ".join(unescape(line).split())


def pages(channel: Channel, language: str) -> Iterator[tuple[str, str]]:
    """Returns a page of each kind, each right and refused, with its name."""
    client, spoken = Client(), {"language": language}
    form = f"/raise/{channel.slug}/"
    told = {"what": "Qqq", "who": "me", "danger": "yes", "about": "product", "wants": ["stop"], **spoken}
    sent = told | {"next": "1", "anonymity": "anonymous", "country": "KE"}
    yield "start", client.get("/raise/", {"all": "1", **spoken}).text
    yield "closed", client.get("/raise/nobody/", spoken).text
    yield "help", client.get("/raise/help/", {"country": "KE", **spoken}).text
    yield "help without a country", client.get("/raise/help/", {"country": "ZZ", **spoken}).text
    yield "proof", client.get("/raise/proof/", spoken).text
    yield "no proof", client.post("/raise/proof/", spoken).text
    yield "wrong proof", client.post("/raise/proof/", {"text": "x", **spoken}).text
    yield "first", client.get(form, spoken).text
    yield "first refused", client.post(form, spoken | {"next": "1"}).text
    yield "second", client.post(form, sent | {"at": "1"}).text
    yield "third", client.post(form, sent | {"at": "2"}).text
    yield "third refused", client.post(form, told | {"next": "1", "at": "3"}).text
    yield "receipt", client.post(form, sent | {"at": "3"}).text
    yield "code", client.get("/raise/inbox/", spoken).text
    yield "wrong code", client.post("/raise/inbox/", {"code": "x", **spoken}).text
    yield "no code", client.post("/raise/inbox/", spoken).text
    case = factories.filed(channel)
    hers = {"code": CODE, **spoken}
    for state in CaseState:
        type(case).objects.filter(pk=case.pk).update(stage=state.value)
        yield f"inbox, {state}", client.post("/raise/inbox/", hers).text
    for deed in ("messages", "anonymity", "withdrawal", "appeal", "judgement", "erasure"):
        yield deed, client.post(f"/raise/inbox/{deed}/", hers).text
        yield f"{deed} refused", client.post(f"/raise/inbox/{deed}/", hers | {"do": "1"}).text


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_falls_back_into_english(channel: Channel, language: str) -> None:
    named = {channel.about, *(member.shown_as for member in channel.desk.all()), factories.remedy.WHAT}
    english = {
        "".join(HOLES.split(one)[:1]) or one for one, _many in SAYINGS if len(WORD.findall(one)) >= SENTENCE
    }
    for name, page in pages(channel, language):
        said = set(lines(page)) - named
        assert said, name
        assert [line for line in said if line in english] == [], name


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_is_said_anew_line_by_line(channel: Channel, language: str) -> None:
    first, again = Channel.objects.get(pk=channel.pk), Client()
    form, named = f"/raise/{first.slug}/", {first.about, *(m.shown_as for m in first.desk.all())}
    for at in ("", "help/?country=KE", "inbox/", "proof/"):
        address = f"/raise/{at}" if at else form
        ours, theirs = (
            set(lines(again.get(address, headers={"accept-language": code}).text))
            for code in ("en", language)
        )
        names = {route.name for country in routes.countries() for route in country.routes}
        names |= {route.source for country in routes.countries() for route in country.routes}
        names |= {route.name for route in routes.anywhere().routes}
        kept = {line for line in ours & theirs if line not in named | names and "http" not in line}
        assert kept == set(), (at, kept)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_countries_days_and_the_page_of_routes_speak_her_language(language: str) -> None:
    page = Client().get("/raise/help/", {"country": "KE", "language": language}).text
    with translation.override(language):
        assert f"<h1>{gettext('Where else you can turn')}</h1>" in page
        assert countries.name("KE") in page
    assert "Looked up on" not in page
    assert "November" not in page
