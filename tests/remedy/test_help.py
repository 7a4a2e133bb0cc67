"""The page of routes outside: for everybody, in her language, and it leaves nothing behind."""

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import get_language

from remedy import routes
from remedy.intake.language import LANGUAGES, chosen, in_language

pytestmark = pytest.mark.django_db
PAGE = reverse("remedy:help")
CODES = [country.code for country in routes.countries()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["", *CODES])
def test_the_page_of_each_country_opens_in_every_language_and_keeps_nothing(code: str, language: str) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.get(PAGE, {"country": code, "language": language})
    assert answer.status_code == 200
    assert answer.cookies == {}
    assert client.cookies == {}
    assert answer.headers["Content-Language"] == language
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in answer.text
    for number in (
        route.phone for country in [routes.of_country(code)] if country for route in country.routes
    ):
        assert f">{number}<" in answer.text or not number


@pytest.mark.parametrize("code", ["", *CODES])
def test_nothing_of_another_site_is_loaded_and_no_link_tells_where_she_came_from(code: str) -> None:
    page = Client().get(PAGE, {"country": code}).text
    assert "<script" not in page
    assert re.findall(r'(?:src|action)="(?:https?:)?//', page) == []
    assert re.findall(r'<link[^>]*href="(?:https?:)?//', page) == []
    outside = re.findall(r'<a [^>]*href="https?://[^>]*>', page)
    assert outside
    assert [link for link in outside if 'rel="noreferrer noopener"' not in link] == []


def test_crisis_lines_come_first_and_can_be_dialled() -> None:
    page = Client().get(PAGE, {"country": "KE"}).text
    places = [
        page.index(text) for text in ("In danger now", "Somebody to talk to", "Data protection authority")
    ]
    assert places == sorted(places)
    assert 'href="tel:1195"' in page
    assert 'href="tel:%238008"' in Client().get(PAGE, {"country": "JP"}).text


def test_each_entry_says_how_sure_it_is() -> None:
    page = Client().get(PAGE, {"country": "KE"}).text
    assert "Looked up on 25 November 2026 in a stored text of 2020." in page
    assert "Known as of 2025, not checked again." in page
    assert page.count('class="route__source"') == page.count('class="route"')
    assert "If one of these is wrong, tell us" in page


def test_it_says_never_to_send_abuse_imagery_and_whom_to_tell() -> None:
    for code in ("", "NG", "FR"):
        page = Client().get(PAGE, {"country": code}).text
        assert "Never send us such images" in page
        assert "https://www.inhope.org/" in page


def test_without_a_country_the_page_shows_what_is_open_everywhere() -> None:
    page = Client().get(PAGE).text
    assert "findahelpline.com" in page
    assert "Kenya National Commission" not in page
    assert page.split("<title>")[1].split("</title>")[0].split() == ["Information"]


@pytest.mark.parametrize("code", ["ZZ", "anywhere", "ke", "../KE", "<script>"])
def test_an_unknown_country_gets_what_is_open_everywhere(code: str) -> None:
    answer = Client().get(PAGE, {"country": code})
    assert answer.status_code == 200
    assert "For this country we have nothing of its own yet" in answer.text
    assert "findahelpline.com" in answer.text
    assert "<script>" not in answer.text


def test_countries_are_named_in_her_language() -> None:
    assert ">Allemagne<" in Client().get(PAGE, {"language": "fr"}).text
    assert ">Alemania<" in Client().get(PAGE, {"language": "es"}).text


def test_the_page_is_only_read() -> None:
    assert Client().post(PAGE, {"country": "KE"}).status_code == 405


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        ("fr", "es", "fr"),
        ("", "ar-MA,fr;q=0.8", "ar"),
        ("", "sw,es;q=0.3", "es"),
        ("de", "de", "en"),
        ("xx<", "", "en"),
        ("", "", "en"),
    ],
)
def test_the_language_is_hers_to_choose(asked: str, accepted: str, language: str) -> None:
    request = RequestFactory().get("/", {"language": asked}, headers={"accept-language": accepted})
    assert chosen(request) == language
    assert chosen(RequestFactory().post("/?language=es", {"language": asked or "en"})) in LANGUAGES


def test_the_language_of_a_form_goes_before_that_of_the_address() -> None:
    assert chosen(RequestFactory().post("/?language=es", {"language": "ar"})) == "ar"
    assert chosen(RequestFactory().post("/?language=es")) == "es"


def test_a_late_page_is_rendered_in_her_language_too() -> None:
    @in_language
    def late(request: HttpRequest) -> HttpResponse:
        return TemplateResponse(request, "_frame.html")

    answer = late(RequestFactory().get("/?language=ar"))
    assert isinstance(answer, HttpResponse)
    assert b'dir="rtl"' in answer.content
    assert answer.headers["Content-Language"] == "ar"
    assert get_language() == "en"
