"""Tables: whose data a column holds, whose row it is, and that the migrations say the same."""

from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from hrdd.accounts.models import Organisation

OURS = [
    model
    for model in apps.get_models()
    if model.__module__.split(".")[0] in ("hrdd", "taxonomy", "assessments", "stakeholders", "remedy")
]
# What belongs to no company: the catalogue, people and the organisations themselves, the log.
COMMON = {
    "accounts.user", "accounts.organisation", "accounts.apitoken", "accounts.membership",
    "accounts.invitation", "accounts.personalkey", "audit.event",
}  # fmt: skip


def label(model: type[models.Model]) -> str:
    return model._meta.label_lower


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_column_is_either_personal_or_not(model: Any) -> None:
    if model._meta.auto_created:
        return
    personal, other = model.PERSONAL_FIELDS, model.OTHER_FIELDS
    # A link to many is a row of its own table; it may be listed, so that it is seen here, too.
    columns = {field.name for field in model._meta.fields}
    links = {field.name for field in model._meta.many_to_many}
    listed = [*personal, *other]
    assert sorted(listed) == sorted(set(listed)), "a column stands in both lists"
    assert columns <= set(listed), "in neither list"
    assert set(listed) <= columns | links, "in a list, but no column"


def owners(model: type[models.Model], seen: tuple[Any, ...] = ()) -> bool:
    """Returns whether a row leads to a company: by its own column, or through the row it hangs on."""
    for field in model._meta.fields:
        if isinstance(field, models.ForeignKey) and field.related_model is Organisation:
            if field.name == "company":
                return True
        elif isinstance(field, models.ForeignKey) and field.related_model not in (*seen, model):
            related: Any = field.related_model
            if field.name not in ("author", "user", "created_by", "permission") and owners(
                related, (*seen, model)
            ):
                return True
    return False


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_row_belongs_to_a_company_or_to_everybody(model: Any) -> None:
    if label(model) in COMMON or model._meta.app_label == "taxonomy" or model._meta.auto_created:
        return
    assert owners(model), "no company, and no way to one"


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("model", OURS, ids=label)
def test_addresses_hold_no_numbers_that_can_be_counted_up(model: Any) -> None:
    if model._meta.auto_created:
        return
    assert isinstance(model._meta.pk, models.UUIDField)


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_row_can_be_named(model: Any) -> None:
    assert model.__str__ is not models.Model.__str__
