"""The frames around every page, signed in and not, and the pages for errors."""

import pytest
from django.template import Context, RequestContext, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from hrdd.accounts.models import Membership, Organisation, User
from hrdd.lib.navigation import links, roles_in_words

PAGE = (
    '{% extends "base.html" %}{% block title %}Risks{% endblock %}{% block page %}<p>here</p>{% endblock %}'
)


def frame(*roles: str) -> str:
    request = RequestFactory().get("/taxonomy/")
    user = User(name="Ines Duarte", email="ines@torvane.example")
    company = Organisation(name="Torvane AI")
    user.__dict__["standing_memberships"] = [
        Membership(user=user, organisation=company, role=r) for r in roles
    ]
    request.user = user
    return Template(PAGE).render(RequestContext(request))


def test_the_frame_says_who_one_is_and_lets_one_out() -> None:
    html = frame("analyst", "approver")
    assert "Ines Duarte" in html
    assert "Analyst and approver, Torvane AI" in html
    assert '<form action="/accounts/logout/" method="post">' in html
    assert "csrfmiddlewaretoken" in html
    assert "<title>" in html and "Risks" in html


def test_the_frame_offers_a_way_past_the_menu() -> None:
    html = frame("analyst")
    assert html.index('<a class="skip" href="#main">') < html.index('class="rail-bar"')
    assert '<main class="page" id="main" tabindex="-1">' in html


def test_htmx_adds_no_inline_style_and_shows_refused_forms() -> None:
    html = frame("analyst")
    assert '"includeIndicatorStyles":false' in html
    assert '"allowEval":false' in html
    assert "409|422" in html


def test_the_frame_needs_one_style_sheet_and_one_script() -> None:
    html = frame("analyst")
    assert html.count('rel="stylesheet"') == 1
    assert html.count("<script") == 1


def test_a_visitor_is_offered_to_sign_in() -> None:
    html = Template(PAGE).render(Context())
    assert '<a href="/accounts/login/">Sign in</a>' in html
    assert "Sign out" not in html


def test_right_to_left_languages_turn_the_page() -> None:
    with translation.override("ar"):
        assert '<html lang="ar" dir="rtl">' in frame("analyst")


def test_a_person_with_two_homes_sees_both() -> None:
    one, two = Organisation(name="Torvane AI"), Organisation(name="Lantern")
    user = User(name="I")
    memberships = [
        Membership(user=user, organisation=one, role="analyst"),
        Membership(user=user, organisation=one, role="approver"),
        Membership(user=user, organisation=one, role="viewer"),
        Membership(user=user, organisation=two, role="reviewer"),
    ]
    assert roles_in_words(memberships) == "Analyst, approver and viewer, Torvane AI; Reviewer, Lantern"


def test_the_menu_leaves_out_what_does_not_exist() -> None:
    assert links([("Remedy", "remedy:list")], path="/") == []


def test_the_menu_marks_where_one_is() -> None:
    pages = [("Sign in", "account_login")]
    assert [link.current for link in links(pages, path="/accounts/login/")] == ["page"]
    assert [link.current for link in links(pages, path="/accounts/login/code/")] == ["true"]
    assert [link.current for link in links(pages, path="/")] == [""]


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_an_error_page_needs_nothing_and_says_what_to_do(name: str) -> None:
    html = render_to_string(f"{name}.html")
    assert "<h1>" in html
    assert 'href="/"' in html
    assert html.count('rel="stylesheet"') == 1
