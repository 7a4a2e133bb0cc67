import io
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Assessment, Risk
from hrdd.audit.models import Event
from hrdd.audit.recorder import PRODUCT
from taxonomy import actions, fixtures
from taxonomy.fixtures import natural_id
from taxonomy.models import Category, Edition, Right
from tests.taxonomy.conftest import FILES, Change

pytestmark = pytest.mark.django_db


def load(folder: Path = FILES) -> str:
    said = io.StringIO()
    call_command("load_taxonomy", folder=folder, stdout=said)
    return said.getvalue()


def everything() -> dict[str, list[dict[str, Any]]]:
    models = apps.get_app_config("taxonomy").get_models(include_auto_created=True)
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


def test_loading_again_changes_nothing_and_leaves_no_event() -> None:
    before, events = everything(), Event.objects.count()
    assert "up to date" in load()
    assert everything() == before
    assert Event.objects.count() == events


def test_identifiers_come_from_natural_keys() -> None:
    assert Edition.objects.default().id == natural_id("edition", "btech-2023")
    assert str(natural_id("right", "privacy")) == "2fbab555-0666-5460-aaa2-80674744d451"
    for category in Category.objects.select_related("edition"):
        assert category.id == natural_id("category", category.edition.code, category.code)


def test_loading_needs_few_queries() -> None:
    catalogue = fixtures.read(FILES)
    with CaptureQueriesContext(connection) as queries:
        actions.load(catalogue=catalogue, by=PRODUCT, at=timezone.now())
    assert len(queries) <= 30


def test_a_corrected_row_keeps_its_identifier_and_leaves_an_event(folder: Path, change: Change) -> None:
    change("rights", lambda rows: rows[0].update(description="In plainer words."))
    assert "0 rows added, 1 corrected" in load(folder)
    right = Right.objects.get(code="life")
    assert right.description == "In plainer words."
    assert right.id == natural_id("right", "life")
    event = Event.objects.newest_first()[0]
    assert event.action == "taxonomy loaded"
    assert event.changes["corrected"] == {"right": 1}


def test_what_a_file_no_longer_names_is_kept(folder: Path, change: Change) -> None:
    change("examples", lambda rows: rows.pop())
    change("crosswalk", lambda data: data["mappings"].pop())
    before = everything()
    load(folder)
    assert everything() == before


def test_a_new_edition_leaves_what_is_pinned_to_the_old_one_alone(
    assessment: Assessment, risk: Risk, folder: Path, change: Change
) -> None:
    def renew(rows: list[dict[str, Any]]) -> None:
        rows[0]["is_default"] = False
        codes = [code for code in rows[0]["categories"] if code != "PRO"]
        rows.append(rows[0] | {"code": "btech-2030", "is_default": True, "categories": codes})

    pinned = list(Assessment.objects.values()), list(Risk.objects.values())
    old = list(Category.objects.of(assessment.edition).values())
    change("editions", renew)
    load(folder)
    assert (list(Assessment.objects.values()), list(Risk.objects.values())) == pinned
    assert list(Category.objects.of(assessment.edition).values()) == old
    new = Edition.objects.default()
    assert new.code == "btech-2030"
    assert Category.objects.of(new).count() == 8


def test_a_loaded_edition_gains_no_category(folder: Path, change: Change) -> None:
    change("editions", lambda rows: rows[0]["categories"].append("PUB"))
    before = everything()
    with pytest.raises(CommandError, match="already loaded"):
        load(folder)
    assert everything() == before


def test_a_category_of_a_loaded_edition_keeps_its_title_and_place(folder: Path, change: Change) -> None:
    change("categories", lambda rows: rows["PRI"].update(title="Something else"))
    with pytest.raises(CommandError, match="PRI"):
        load(folder)


def test_files_that_do_not_fit_together_are_refused_in_words(folder: Path, change: Change) -> None:
    change("rights", lambda rows: rows[0].update(articles="NOPE 3"))
    with pytest.raises(CommandError, match="NOPE"):
        load(folder)
