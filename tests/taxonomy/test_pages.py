import re
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from taxonomy.models import Category, Example, Framework, Group, Right

pytestmark = pytest.mark.django_db

# The most queries a page may need, whatever it shows; two of them open and close the transaction.
PAGES = {
    "/taxonomy/": 4,
    "/taxonomy/?edition=btech-2023-supplement": 4,
    "/taxonomy/search/?q=voice": 5,
    "/taxonomy/categories/PHY/": 8,
    "/taxonomy/examples/PHY-1/": 7,
    "/taxonomy/rights/": 5,
    "/taxonomy/rights/privacy/": 8,
    "/taxonomy/groups/": 3,
    "/taxonomy/groups/women_girls/": 5,
    "/taxonomy/frameworks/": 3,
    "/taxonomy/frameworks/oecd-rai/": 8,
}


@pytest.mark.parametrize("address", PAGES)
def test_everybody_can_read_a_page_and_it_asks_the_database_little(
    client: Client, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(PAGES[address]):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("address", "kind", "rows"),
    [
        ("/taxonomy/", "categories", Category.objects.filter(edition__is_default=True)),
        ("/taxonomy/rights/", "rights", Right.objects.all()),
        ("/taxonomy/groups/", "groups", Group.objects.all()),
        ("/taxonomy/frameworks/", "frameworks", Framework.objects.all()),
    ],
)
def test_a_list_keeps_the_order_of_the_taxonomy(
    client: Client, address: str, kind: str, rows: QuerySet[Any]
) -> None:
    linked = re.findall(rf'href="/taxonomy/{kind}/([^/"]+)/"', client.get(address).content.decode())
    codes = list(rows.order_by("position").values_list("code", flat=True))
    assert linked == codes


def test_every_row_has_a_page_that_opens(client: Client) -> None:
    rows = [*Category.objects.all(), *Right.objects.all(), *Example.objects.all()]
    for row in [*rows, *Group.objects.all(), *Framework.objects.all()]:
        assert client.get(row.get_absolute_url()).status_code == 200, row


def test_no_page_leads_nowhere(client: Client) -> None:
    for address in PAGES:
        links = set(re.findall(r'href="(/taxonomy/[^"#]*)"', client.get(address).content.decode()))
        assert links
        for link in links:
            assert client.get(link).status_code == 200, f"{address} leads to {link}"


def test_the_tenth_category_is_found_without_naming_its_edition(client: Client) -> None:
    assert "Public Affairs" in client.get("/taxonomy/categories/PUB/").content.decode()
    assert client.get("/taxonomy/categories/PUB/?edition=btech-2023").status_code == 404


@pytest.mark.parametrize("address", ["categories/ZZZ/", "rights/none/", "?edition=nope", "?edition=%00"])
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"/taxonomy/{address}").status_code == 404


def test_every_page_shows_where_its_rows_come_from(client: Client) -> None:
    for model in (Category, Right, Example, Group, Framework):
        row = model.objects.all()[0]
        page = client.get(row.get_absolute_url()).content.decode()
        assert escape(row.get_provenance_display()) in page


def test_a_framework_shows_where_it_diverges_and_what_it_leaves_out(client: Client) -> None:
    assert "diverges from" in client.get(reverse("taxonomy:framework", args=["nist-ai-rmf"])).content.decode()
    assert "remedy" in client.get(reverse("taxonomy:framework", args=["g7-hiroshima"])).content.decode()


def test_a_relation_is_turned_round_when_read_from_its_other_end(client: Client) -> None:
    assert "asks more than" in client.get("/taxonomy/frameworks/oecd-rai/").content.decode()
    assert "asks less than" in client.get("/taxonomy/frameworks/csddd/").content.decode()


def test_search_finds_words_in_every_kind_of_row(client: Client) -> None:
    page = client.get("/taxonomy/search/", {"q": "child"}).content.decode()
    for kind in ("Category", "Right", "Example", "Group"):
        assert f">{kind}</p>" in page


@pytest.mark.parametrize("words", ["PRI-1", "pri-1", " women_girls "])
def test_search_puts_the_row_of_that_code_first(client: Client, words: str) -> None:
    page = client.get("/taxonomy/search/", {"q": words}).content.decode()
    first = re.findall(r'entries__title">\s*<a href="([^"]*)"', page)[0]
    assert first.rstrip("/").endswith(words.strip().replace("pri", "PRI"))


def test_search_results_come_in_pages(client: Client) -> None:
    first = client.get("/taxonomy/search/", {"q": "UDHR"}).content.decode()
    assert first.count("entries__title") == 20
    assert "page=2" in first
    assert "entries__title" in client.get("/taxonomy/search/", {"q": "UDHR", "page": "2"}).content.decode()


@pytest.mark.parametrize(
    "words", ["", "   ", "xyzzy", "' OR 1=1 --", '"', "-", "<script>alert(1)</script>", "a" * 99]
)
def test_search_takes_any_words(client: Client, words: str) -> None:
    response = client.get("/taxonomy/search/", {"q": words})
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


@pytest.mark.parametrize("words", ["a\0b", "a" * 201])
def test_words_nobody_could_look_for_are_refused(client: Client, words: str) -> None:
    response = client.get("/taxonomy/search/", {"q": words})
    assert response.status_code == 422
    assert b'href="#id_q"' in response.content
