from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


def results(client: Client, path: str, **query: str) -> list[dict[str, Any]]:
    response = client.get(f"/api/v1/taxonomy/{path}", query)
    assert response.status_code == 200, response.content
    found: list[dict[str, Any]] = response.json()["results"]
    return found


def test_nine_categories_are_read_without_a_token(client: Client) -> None:
    rows = results(client, "categories/")
    assert [row["code"] for row in rows] == ["PHY", "EQU", "PRI", "PRO", "THO", "EXP", "WOR", "CHI", "CUL"]
    assert {row["edition"] for row in rows} == {"btech-2023"}


def test_the_supplement_has_ten(client: Client) -> None:
    rows = results(client, "categories/", edition="btech-2023-supplement")
    assert [row["code"] for row in rows][6] == "PUB"
    assert len(rows) == 10


def test_a_category_names_its_articles_rights_examples_and_source(client: Client) -> None:
    row = client.get("/api/v1/taxonomy/categories/PRI/").json()
    assert {"instrument": "ICCPR", "reference": "17"} in row["articles"]
    assert row["articles_line"] == "UDHR 12; ICCPR 17; CRC 16; CRPD 22; CMW 14"
    assert "privacy" in row["rights"]
    assert row["examples"] == [f"PRI-{number}" for number in range(1, 7)]
    assert row["provenance"] == "official"


def test_rights_tell_their_categories_in_the_edition_asked_for(client: Client) -> None:
    def categories(right: str, **query: str) -> Any:
        return client.get(f"/api/v1/taxonomy/rights/{right}/", query).json()["categories"]

    assert categories("privacy") == ["PRI"]
    assert categories("free-elections") == []
    assert categories("free-elections", edition="btech-2023-supplement") == ["PUB"]


def test_all_61_examples_fit_on_one_page(client: Client) -> None:
    rows = results(client, "examples/")
    assert len(rows) == 61
    assert rows[0]["code"] == "PHY-1"
    assert rows[0]["category"] == "PHY"
    assert len(results(client, "examples/", edition="btech-2023")) == 55


def test_examples_are_narrowed_by_category_right_and_group(client: Client) -> None:
    rows = results(client, "examples/", category="CHI", right="data-protection", group="children")
    assert [row["code"] for row in rows] == ["CHI-3"]
    assert results(client, "examples/", category="P") == []


def test_groups_editions_and_frameworks_are_there_too(client: Client) -> None:
    assert len(results(client, "groups/")) == 26
    assert [row["code"] for row in results(client, "editions/")] == ["btech-2023", "btech-2023-supplement"]
    assert "ungp" in {row["code"] for row in results(client, "frameworks/")}


def test_one_framework_comes_with_its_crosswalk_and_its_gaps(client: Client) -> None:
    row = client.get("/api/v1/taxonomy/frameworks/g7-hiroshima/").json()
    assert len(row["provisions"]) == 11
    assert {"a", "relation", "b", "note"} <= set(row["mappings"][0])
    assert {gap["missing"]["ref"] for gap in row["gaps"]} == {"6", "engage"}


@pytest.mark.parametrize("edition", ["nope", "a b", "a\0"])
def test_an_unknown_edition_is_a_problem_in_words(client: Client, edition: str) -> None:
    response = client.get("/api/v1/taxonomy/categories/", {"edition": edition})
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert "edition" in response.json()["errors"]


@pytest.mark.parametrize("path", ["categories/PUB/", "rights/nope/", "examples/PHY-99/"])
def test_what_does_not_exist_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/api/v1/taxonomy/{path}").status_code == 404


@pytest.mark.parametrize("path", ["categories", "rights", "examples", "groups", "editions", "frameworks"])
def test_nothing_can_be_written(client: Client, path: str) -> None:
    for address in (f"/api/v1/taxonomy/{path}/", f"/api/v1/taxonomy/{path}/x/"):
        for method in (client.post, client.put, client.patch, client.delete):
            assert method(address, {}, content_type="application/json").status_code in {401, 405}


@pytest.mark.parametrize("path", ["categories", "rights", "examples", "groups", "editions", "frameworks"])
def test_a_list_asks_the_database_little(
    client: Client, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        results(client, f"{path}/")


def test_a_short_page_leads_to_the_next(client: Client) -> None:
    first = client.get("/api/v1/taxonomy/rights/", {"page_size": "10"}).json()
    second = client.get(first["next"]).json()
    assert len(first["results"]) == len(second["results"]) == 10
    assert not {row["code"] for row in first["results"]} & {row["code"] for row in second["results"]}
