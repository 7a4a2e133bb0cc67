"""Writes to the taxonomy. There is one: loading what the files say."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from hrdd.audit.recorder import Actor, Product, record
from hrdd.lib.errors import Refused
from taxonomy.fixtures import Catalogue, Fields
from taxonomy.models import (
    Article,
    Category,
    Edition,
    Example,
    Framework,
    Gap,
    Group,
    Instrument,
    Mapping,
    Provision,
    Right,
)

# Tables in the order in which they need each other.
TABLES: tuple[type[models.Model], ...] = (
    *(Instrument, Edition, Category, Right, Article, Group, Example),
    *(Framework, Provision, Mapping, Gap),
)
# Assessments are pinned to an edition: what decides where a risk stands there is never rewritten under them.
SETTLED: dict[type[models.Model], tuple[str, ...]] = {Category: ("edition_id", "code", "title", "position")}


@dataclass
class Loaded:
    """What a load did, by table."""

    added: dict[str, int] = field(default_factory=dict)
    corrected: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.corrected)


@transaction.atomic
def load(*, catalogue: Catalogue, by: Actor | Product, at: datetime) -> Loaded:
    """Returns what changed. Adds and corrects rows by natural key, deletes nothing; raises Refused for a
    catalogue that would change a loaded edition under the assessments pinned to it.
    """
    loaded = Loaded()
    old_editions = set(Edition.objects.select_for_update().values_list("id", flat=True))
    _refuse_grown_editions(catalogue, old_editions)
    _make_way_for_default(catalogue)
    for table in TABLES:
        _rows(table, catalogue.rows.get(_kind(table), []), loaded)
    for (kind, name), pairs in catalogue.links.items():
        _links(next(table for table in TABLES if _kind(table) == kind), name, pairs, loaded)
    if loaded:
        changes = {"added": loaded.added, "corrected": loaded.corrected}
        record(by=by, at=at, action="taxonomy loaded", target=Edition.objects.default(), changes=changes)
    return loaded


def _kind(table: type[models.Model]) -> str:
    return str(table._meta.model_name)


def _refuse_grown_editions(catalogue: Catalogue, old_editions: set[UUID]) -> None:
    known = set(Category.objects.values_list("id", flat=True))
    for row in catalogue.rows["category"]:
        if row["edition_id"] in old_editions and row["id"] not in known:
            raise Refused(
                _("%(code)s is new in an edition that is already loaded. Give it a new edition.")
                % {"code": row["code"]}
            )


def _make_way_for_default(catalogue: Catalogue) -> None:
    default = next(row["id"] for row in catalogue.rows["edition"] if row["is_default"])
    Edition.objects.filter(is_default=True).exclude(id=default).update(is_default=False)


def _rows(table: type[models.Model], wanted: list[Fields], loaded: Loaded) -> None:
    existing = {row["id"]: row for row in table._default_manager.values()}
    new = [table(**row) for row in wanted if row["id"] not in existing]
    table._default_manager.bulk_create(new)
    _count(loaded.added, table, len(new))
    stale = [row for row in wanted if row["id"] in existing and _differs(table, existing[row["id"]], row)]
    if stale:
        names = [name for name in stale[0] if name != "id"]
        table._default_manager.bulk_update([table(**row) for row in stale], names)
    _count(loaded.corrected, table, len(stale))


def _differs(table: type[models.Model], before: Fields, after: Fields) -> bool:
    changed = {name for name, value in after.items() if _plain(before[name]) != _plain(value)}
    if settled := changed.intersection(SETTLED.get(table, ())):
        raise Refused(
            _("%(code)s belongs to a loaded edition and keeps its %(names)s. Give the change a new edition.")
            % {"code": before["code"], "names": ", ".join(sorted(settled))}
        )
    return bool(changed)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _links(table: type[models.Model], name: str, pairs: set[tuple[UUID, UUID]], loaded: Loaded) -> None:
    through: type[models.Model] = getattr(table, name).through
    target = table._meta.get_field(name).related_model
    ends = (f"{_kind(table)}_id", f"{_kind(target)}_id")  # type: ignore[arg-type]
    missing = pairs.difference(through._default_manager.values_list(*ends))
    through._default_manager.bulk_create(
        through(**dict(zip(ends, pair, strict=True))) for pair in sorted(missing)
    )
    _count(loaded.added, through, len(missing))


def _count(counts: dict[str, int], table: type[models.Model], number: int) -> None:
    if number:
        counts[_kind(table)] = number
